package org.cairndb.it.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JVM that runs {@link JarProgram} on a class path without our own classes. */
final class JarRun {
    /** What Calcite compiles for a statement; it has no package. */
    private static final String COMPILED = "Baz";

    /** Classes of the JDK, and those that the JVM makes itself, come from elsewhere than a file. */
    private static final Pattern FROM_FILE = Pattern.compile(".* (\\S+) source: file:.*");

    private final Path folder;
    private final List<String> output;

    private JarRun(Path folder, List<String> output) {
        this.folder = folder;
        this.output = output;
    }

    /** The jar that the build made. */
    static Path jar() {
        return Path.of(System.getProperty("cairn.jar"));
    }

    /** Runs the program with libraries beside it, and expects it to complain of nothing. */
    static JarRun of(Path folder, List<String> libraries, List<String> urls) throws IOException, InterruptedException {
        copyProgram(folder.resolve("program"));
        List<String> path = new ArrayList<>(libraries);
        path.add(folder.resolve("program").toString());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load:file=" + folder.resolve("classes"),
                "-Dslf4j.provider=org.example.HostProvider",
                "-cp",
                String.join(File.pathSeparator, path),
                JarProgram.class.getName()));
        command.addAll(urls);
        Process process = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("output").toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        int code = process.waitFor();
        assertThat(Files.readString(folder.resolve("errors"))).isEmpty();
        assertThat(code).isZero();
        return new JarRun(folder, Files.readAllLines(folder.resolve("output")));
    }

    private static void copyProgram(Path target) throws IOException {
        String name = JarProgram.class.getName().replace('.', '/') + ".class";
        Path file = target.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        try (InputStream in =
                Objects.requireNonNull(JarProgram.class.getClassLoader().getResourceAsStream(name))) {
            Files.copy(in, file);
        }
    }

    List<String> output() {
        return output;
    }

    /** The classes that were loaded from the class path. */
    List<String> loadedClasses() throws IOException {
        return Files.readAllLines(folder.resolve("classes")).stream()
                .map(FROM_FILE::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .filter(name -> !name.equals(COMPILED) && !name.startsWith(COMPILED + "$"))
                .toList();
    }
}
