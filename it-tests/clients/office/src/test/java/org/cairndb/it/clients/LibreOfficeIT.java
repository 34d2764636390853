package org.cairndb.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LibreOffice Base without its window: a data source with our jar, its tables, columns and keys, filters, queries and parameters. */
class LibreOfficeIT {
    private static final String PIPE = "cairn" + ProcessHandle.current().pid();
    private static final String NEEDED = "LibreOffice Base with Java and Python is needed; install the Debian packages"
            + " libreoffice-base-nogui, libreoffice-java-common and python3-uno";

    @TempDir
    private static Path folder;

    private static Process office;
    private static List<String> answers;

    @BeforeAll
    static void work() throws Exception {
        Path program = Stream.of("/usr/bin/soffice", "/usr/local/bin/soffice", "/opt/libreoffice/program/soffice")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError(NEEDED));
        office = start(
                "office.txt",
                program.toString(),
                "-env:UserInstallation=" + folder.resolve("profile").toUri(),
                "--headless",
                "--norestore",
                "--nologo",
                "--nodefault",
                "--accept=pipe,name=" + PIPE + ";urp");
        answers = answersOfScript();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (office != null) {
            List<ProcessHandle> all = Stream.concat(office.descendants(), Stream.of(office.toHandle()))
                    .toList();
            all.forEach(ProcessHandle::destroy);
            office.waitFor();
        }
    }

    private static List<String> answersOfScript() throws Exception {
        Path script = folder.resolve("base.py");
        try (InputStream in = Objects.requireNonNull(LibreOfficeIT.class.getResourceAsStream("/base.py"))) {
            Files.copy(in, script);
        }
        Process python = start(
                "answers.txt",
                "/usr/bin/python3",
                script.toString(),
                PIPE,
                Sample.CHINOOK.url(JdbcCalls.of("libreoffice")),
                RecordedDriver.class.getName(),
                jarOf(Class.forName("org.cairndb.jdbc.CairnDriver")) + " " + jarOf(RecordedDriver.class),
                folder.resolve("music.odb").toUri().toString());
        boolean ended = python.waitFor(2, TimeUnit.MINUTES);
        python.destroy();
        List<String> lines = Files.readAllLines(folder.resolve("answers.txt"));
        assertThat(ended && python.exitValue() == 0)
                .as(() -> String.join("\n", lines) + "\n" + NEEDED)
                .isTrue();
        return lines;
    }

    private static String jarOf(Class<?> type) throws URISyntaxException {
        return type.getProtectionDomain().getCodeSource().getLocation().toURI().toString();
    }

    private static Process start(String output, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(output).toFile());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("PYTHONIOENCODING", "UTF-8");
        builder.environment()
                .put("JAVA_TOOL_OPTIONS", "-Dcairn.folder=" + System.getProperty("cairn.folder", "target"));
        return builder.start();
    }

    @Test
    void tablesHaveColumnsAndKeys() {
        assertThat(answers)
                .contains(
                        "product|Cairn|Cairn JDBC driver",
                        "table|cairn.main.Album|TABLE|_id BIGINT, AlbumId BIGINT, Title VARCHAR, ArtistId BIGINT,"
                                + " Artist BIGINT",
                        "key|cairn.main.Album|1|_id",
                        "key|cairn.main.Album|3|Artist");
        assertThat(answers).filteredOn(line -> line.startsWith("table|")).hasSize(11);
    }

    @Test
    void rowsAreFilteredAndSorted() {
        assertThat(answers).contains("row|412|2328.60|2013-12-22");
        List<String> albums = answers.stream()
                .filter(line -> line.startsWith("row|") && line.contains("|B"))
                .toList();
        assertThat(albums).hasSize(35).startsWith("row|469|194|By The Way|127|127");
        assertThat(albums.get(34)).isEqualTo("row|509|234|B-Sides 1980-1990|150|150");
    }

    @Test
    void parametersAreBound() {
        assertThat(answers).contains("prepared|Lisbon|39.62", "prepared|Porto|37.62");
    }

    @Test
    void resultsScroll() {
        assertThat(answers).contains("scroll|25|Jazz");
    }

    @Test
    void noCallIsRefused() throws IOException {
        Path calls = Path.of(System.getProperty("cairn.folder", "target"), "calls", "libreoffice.txt");
        assertThat(Files.readAllLines(calls))
                .anyMatch(line -> line.endsWith("DatabaseMetaData.getColumns"))
                .noneMatch(line -> line.startsWith("failed"));
    }
}
