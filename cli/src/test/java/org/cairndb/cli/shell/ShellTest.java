package org.cairndb.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.cairndb.cli.output.CapturedConsole;
import org.cairndb.cli.output.ErrorReport;
import org.cairndb.cli.output.ResultFormat;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellTest {
    @TempDir
    private Path folder;

    private CapturedConsole type(String keys) throws IOException, SQLException {
        CapturedConsole console = CapturedConsole.create();
        try (Connection connection = DriverManager.getConnection("jdbc:hsqldb:mem:shells", "SA", "");
                Terminal terminal = new DumbTerminal(
                        "test",
                        Terminal.TYPE_DUMB,
                        new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)),
                        new ByteArrayOutputStream(),
                        StandardCharsets.UTF_8)) {
            SqlSession session =
                    new SqlSession(connection, console.console(), ResultFormat.CSV, new ErrorReport(false));
            new Shell(session, folder.resolve("state").resolve("history")).run(terminal);
        }
        return console;
    }

    @Test
    void statementOverSeveralLinesRunsAtItsSemicolon() throws IOException, SQLException {
        assertThat(type("VALUES\r 'a;\rb'\r;\r").out()).endsWith("C1\r\n\"a;\nb\"\r\n");
    }

    @Test
    void shellGoesOnAfterAnError() throws IOException, SQLException {
        CapturedConsole console = type("VALUES nonsense;\rVALUES 2;\r\\q\rVALUES 3;\r");
        assertThat(console.err()).startsWith("cairn: ").hasLineCount(1);
        assertThat(console.out()).endsWith("C1\r\n2\r\n");
    }

    @Test
    void historyIsKeptForTheOwnerOnly() throws IOException, SQLException {
        type("VALUES\r1;\r");
        Path history = folder.resolve("state").resolve("history");
        assertThat(Files.readString(history)).contains("VALUES\\n1;");
        assertThat(Files.getPosixFilePermissions(history)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
}
