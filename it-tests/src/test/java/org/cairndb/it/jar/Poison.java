package org.cairndb.it.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.tools.ToolProvider;

/** Classes with the names of well-known libraries, as another version of them would bring, of which each fails when it is used. */
final class Poison {
    private static final List<String> NAMES = List.of(
            "com.fasterxml.jackson.core.JsonFactory",
            "com.fasterxml.jackson.databind.ObjectMapper",
            "com.github.benmanes.caffeine.cache.Caffeine",
            "com.google.common.collect.ImmutableList",
            "com.zaxxer.hikari.HikariDataSource",
            "org.apache.calcite.avatica.remote.Driver",
            "org.apache.calcite.jdbc.Driver",
            "org.apache.calcite.rel.RelNode",
            "org.codehaus.janino.CompilerFactory",
            "org.postgresql.Driver",
            "org.slf4j.LoggerFactory",
            "org.slf4j.helpers.NOPLogger",
            "software.amazon.awssdk.services.s3.S3Client");

    private Poison() {}

    /** Compiles them into a folder. */
    static Path of(Path folder) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-d", folder.toString()));
        for (String name : NAMES) {
            int dot = name.lastIndexOf('.');
            Path source = folder.resolve(name.replace('.', '/') + ".java");
            Files.createDirectories(Objects.requireNonNull(source.getParent()));
            Files.writeString(
                    source,
                    "package %s; public class %s { static { if (true) throw new Error(\"another version\"); } }"
                            .formatted(name.substring(0, dot), name.substring(dot + 1)));
            arguments.add(source.toString());
        }
        int code = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(code).isZero();
        return folder;
    }
}
