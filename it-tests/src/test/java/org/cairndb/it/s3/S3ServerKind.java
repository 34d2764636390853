package org.cairndb.it.s3;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The two servers of the S3 protocol that tests run against.
 *
 * <p>Both answer a condition that does not hold with 412, {@code If-Match} on an absent key with 404, and an unchanged object with 304; a test that wants 409 injects it.
 * Entity tags are quoted MD5 sums, so that equal content has equal tags. Lists are in the order of the keys' bytes, by pages of at most 1000.
 */
public enum S3ServerKind {
    /**
     * S3Proxy with its store in memory. Checks signatures and the checksums of what is put, but keeps none of them for readers. {@code If-None-Match: *} is
     * atomic, {@code If-Match} is not; conditions of a delete are ignored, except by entity tag in a batch. Keys are paths of files: no key may be another one
     * and a slash, or the connection ends without an answer. It may also end a connection after any answer without saying so.
     */
    S3PROXY("s3proxy") {
        @Override
        List<String> command(int port, Path folder) throws IOException {
            Path properties = folder.resolve("s3proxy.properties");
            Files.writeString(
                    properties,
                    String.join(
                            "\n",
                            "s3proxy.endpoint=http://127.0.0.1:" + port,
                            "s3proxy.authorization=aws-v2-or-v4",
                            "s3proxy.identity=" + S3Server.ACCESS_KEY,
                            "s3proxy.credential=" + S3Server.SECRET_KEY,
                            "jclouds.provider=transient-nio2",
                            "jclouds.identity=unused",
                            "jclouds.credential=unused"),
                    StandardCharsets.ISO_8859_1);
            return List.of("org.gaul.s3proxy.Main", "--properties", properties.toString());
        }
    },
    /**
     * Adobe's S3Mock with its store in a scratch folder. Takes any signature or none; checks and keeps checksums. No condition is atomic, and a read beside a
     * write of the same key may mix the two or hang. A delete heeds {@code If-Match}, a batch of deletes ignores entity tags.
     */
    S3MOCK("s3mock") {
        @Override
        List<String> command(int port, Path folder) {
            return List.of(
                    "com.adobe.testing.s3mock.S3MockApplication",
                    "--server.address=127.0.0.1",
                    "--server.port=" + port,
                    "--server.ssl.enabled=false",
                    "--spring.main.sources=classpath:org/cairndb/it/s3/s3mock.xml",
                    "--spring.main.allow-bean-definition-overriding=true",
                    "--com.adobe.testing.s3mock.max-payload-size=1GB",
                    "--com.adobe.testing.s3mock.store.region=" + S3Server.REGION,
                    "--spring.main.banner-mode=off",
                    "--logging.level.root=WARN");
        }
    };

    private final String module;

    S3ServerKind(String module) {
        this.module = module;
    }

    /** Main class and arguments. */
    abstract List<String> command(int port, Path folder) throws IOException;

    /** What the build of the server's own module wrote down. */
    String classPath() throws IOException {
        Path file = Path.of(System.getProperty("basedir", "."), "servers", module, "target", "classpath.txt");
        if (!Files.exists(file)) {
            throw new IllegalStateException("%s is missing; build with -pl it-tests -am".formatted(file));
        }
        return Files.readString(file, StandardCharsets.UTF_8).strip();
    }
}
