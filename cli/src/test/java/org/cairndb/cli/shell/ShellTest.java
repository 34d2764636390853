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
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellTest {
    @TempDir
    private Path folder;

    private CapturedConsole type(String keys) throws IOException, SQLException {
        return type(keys, 0);
    }

    /** On a screen of so many lines; 0 if it does not tell. */
    private CapturedConsole type(String keys, int height) throws IOException, SQLException {
        CapturedConsole console = CapturedConsole.create();
        try (Connection connection = DriverManager.getConnection("jdbc:hsqldb:mem:shells", "SA", "");
                Terminal terminal = new DumbTerminal(
                        "test",
                        Terminal.TYPE_DUMB,
                        new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)),
                        new ByteArrayOutputStream(),
                        StandardCharsets.UTF_8)) {
            terminal.setSize(new Size(80, height));
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

    @Test
    void outputStopsAfterAScreenAndGoesOnByPageOrLine() throws IOException, SQLException {
        String nine = "VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9);\r";
        assertThat(type(nine + "q\\q\r", 5).out()).endsWith("C1\r\n1\r\n2\r\n3\r\n");
        assertThat(type(nine + "\rq\\q\r", 5).out()).endsWith("\r\n3\r\n4\r\n");
        assertThat(type(nine + " q\\q\r", 5).out()).endsWith("\r\n6\r\n7\r\n");
        assertThat(type(nine + "  \\q\r", 5).out()).endsWith("\r\n8\r\n9\r\n");
    }

    @Test
    void whatWasStoppedIsNotShownWithTheNextStatement() throws IOException, SQLException {
        CapturedConsole console = type("VALUES (1), (2), (3), (4), (5), (6);\rqVALUES 7;\r\\q\r", 5);
        assertThat(console.out()).endsWith("1\r\n2\r\n3\r\nC1\r\n7\r\n");
    }

    @Test
    void thePagerCanBeTurnedOff() throws IOException, SQLException {
        CapturedConsole console = type("\\pager\rVALUES (1), (2), (3), (4), (5), (6);\r\\q\r", 5);
        assertThat(console.out()).endsWith("5\r\n6\r\n");
        assertThat(console.err()).contains("The pager is off");
    }
}
