package org.cairndb.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Databases that the cairn command imports as a process of its own, each once for all tests of this JVM. */
enum Sample {
    /** A music shop, 11 tables, with names in mixed case. */
    CHINOOK,
    /** A chain of food shops, 37 tables; sums made beforehand and the sales after 1997 are left empty to save time. */
    FOODMART;

    private static final Path FOLDER = Path.of(System.getProperty("cairn.folder", "target"))
            .resolve("samples")
            .toAbsolutePath();
    private static final Map<Sample, Path> IMPORTED = new ConcurrentHashMap<>();

    /** The URL by which our driver opens it. */
    String url() {
        return "jdbc:cairn:" + location();
    }

    /** The URL by which our driver opens it and the calls of a client are recorded. */
    String url(JdbcCalls calls) {
        return RecordedDriver.url(calls, url());
    }

    /** Where it is, for a URL. */
    String location() {
        return "file:"
                + IMPORTED.computeIfAbsent(this, Sample::imported).toUri().getRawPath();
    }

    private Path imported() {
        try {
            Path folder = FOLDER.resolve(lowerCaseName());
            deleteAll(folder);
            Files.createDirectories(FOLDER);
            runImport(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void runImport(Path folder) throws IOException, InterruptedException {
        Path report = FOLDER.resolve(lowerCaseName() + ".txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-jar",
                        System.getProperty("cairn.command"),
                        "import",
                        "--from",
                        source(),
                        "--user",
                        name(),
                        "--password",
                        name(),
                        "--into",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(report.toFile()))
                .start();
        process.getOutputStream().close();
        assertThat(process.waitFor()).as(Files.readString(report)).isZero();
    }

    private String source() throws IOException {
        if (this == CHINOOK) {
            return "jdbc:hsqldb:res:chinook";
        }
        return "jdbc:hsqldb:file:" + smallFoodMart() + ";readonly=true";
    }

    /** The script of an HSQLDB database is SQL, one statement a line; most of the time of an import went into rows that no test reads. */
    private static Path smallFoodMart() throws IOException {
        Path database = FOLDER.resolve("foodmart-source");
        deleteAll(database);
        Files.createDirectories(database);
        try (InputStream properties = resource("/foodmart.properties")) {
            Files.copy(properties, database.resolve("foodmart.properties"));
        }
        try (BufferedReader script = new BufferedReader(
                        new InputStreamReader(resource("/foodmart.script"), StandardCharsets.UTF_8));
                BufferedWriter small = Files.newBufferedWriter(database.resolve("foodmart.script"))) {
            for (String line = script.readLine(); line != null; line = script.readLine()) {
                if (!isLeftOut(line)) {
                    small.write(line);
                    small.newLine();
                }
            }
        }
        return database.resolve("foodmart");
    }

    private static boolean isLeftOut(String line) {
        return Stream.of("agg_", "sales_fact_1998\"", "sales_fact_dec_1998\"")
                .anyMatch(table -> line.startsWith("INSERT INTO \"" + table));
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(Sample.class.getResourceAsStream(name), name);
    }

    private static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }

    private String lowerCaseName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
