package org.cairndb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
    private static final String CHINOOK = "jdbc:hsqldb:res:chinook";

    @TempDir
    private Path folder;

    private CommandRun load(String... more) {
        String[] arguments = new String[9 + more.length];
        String[] first = {"import", "--from", CHINOOK, "--user", "CHINOOK", "--password", "CHINOOK", "--into"};
        System.arraycopy(first, 0, arguments, 0, first.length);
        arguments[first.length] = folder.resolve("music").toString();
        System.arraycopy(more, 0, arguments, first.length + 1, more.length);
        return CommandRun.of(arguments);
    }

    @Test
    void tablesAreImportedReportedAndCanBeQueried() {
        CommandRun run = load();

        assertThat(run.code()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .containsPattern("PlaylistTrack +\\| PlaylistTrack +\\| +8,715\n")
                .containsPattern(
                        "15,607 rows and [0-9,]+ datoms in \\d+\\.\\d s \\([0-9,]+ rows/s\\), committed as transaction \\d+\n[^\n]* PUTs, [^\n]*\n$");
        String music = folder.resolve("music").toString();
        assertThat(CommandRun.of("check", music).code()).isZero();
        assertThat(CommandRun.of(
                                "sql",
                                music,
                                "--format",
                                "csv",
                                "-e",
                                "SELECT a.Title, t.UnitPrice, t.Bytes FROM Track t JOIN Album a ON t.Album = a._id"
                                        + " WHERE t.TrackId = 5")
                        .out())
                .isEqualTo("Title,UnitPrice,Bytes\r\nRestless and Wild,0.99,6290521\r\n");
    }

    @Test
    void tablesMayBeChosen() {
        assertThat(load("--table", "genre", "--table", "MediaType").out()).contains("30 rows and ");
    }

    @Test
    void unknownSourcesAreRefusedWithoutTheirSecrets() {
        String into = folder.resolve("music").toString();
        assertThat(CommandRun.of("import", "--from", "jdbc:other://host/x?password=secret", "--into", into))
                .isEqualTo(new CommandRun(
                        1, "", "cairn: No JDBC driver is known for \"jdbc:other:...\"; name its jar with --driver\n"));
        assertThat(CommandRun.of("import", "--from", "x.csv", "--into", into).err())
                .isEqualTo("cairn: An import reads from a JDBC URL such as jdbc:postgresql://host/shop\n");
        assertThat(CommandRun.of("import", "--from", CHINOOK, "--into", into, "--driver", "/no/driver.jar")
                        .err())
                .isEqualTo("cairn: There is no driver jar \"/no/driver.jar\"\n");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void failureOfTheSourceIsOneLine() {
        CommandRun run = CommandRun.of(
                "import", "--from", CHINOOK, "--user", "NOBODY", "--password", "x", "--into", folder + "/music");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("cairn: ").hasLineCount(1);
    }
}
