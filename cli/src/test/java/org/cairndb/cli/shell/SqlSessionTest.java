package org.cairndb.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.cairndb.cli.output.CapturedConsole;
import org.cairndb.cli.output.ErrorReport;
import org.cairndb.cli.output.ResultFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The session speaks to any JDBC driver, so that another database serves. */
class SqlSessionTest {
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:hsqldb:mem:sessions", "SA", "");
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA PUBLIC CASCADE");
            statement.execute("CREATE TABLE maker(id INTEGER PRIMARY KEY, name VARCHAR(20))");
            statement.execute("CREATE TABLE product(sku VARCHAR(10) PRIMARY KEY, price DECIMAL(10, 2), weight DOUBLE,"
                    + " maker INTEGER REFERENCES maker(id), photo VARBINARY(10), sold BOOLEAN)");
            statement.execute("INSERT INTO maker VALUES(1, 'Acme')");
            statement.execute("INSERT INTO product VALUES('W001', 9.90, 1.5, 1, X'00ff', TRUE)");
            statement.execute("INSERT INTO product VALUES('G002', NULL, NULL, NULL, NULL, NULL)");
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private SqlSession session(CapturedConsole console) {
        return new SqlSession(connection, console.console(), ResultFormat.CSV, new ErrorReport(false));
    }

    private CapturedConsole script(String input) throws IOException {
        CapturedConsole console = CapturedConsole.withInput(input);
        boolean success = new Script(session(console)).run();
        assertThat(success).isEqualTo(console.err().isEmpty());
        return console;
    }

    @Test
    void statementsRunInOrder() {
        CapturedConsole console = CapturedConsole.create();
        assertThat(session(console).runAll("VALUES 1; VALUES 2 -- end")).isTrue();
        assertThat(console.out()).isEqualTo("C1\r\n1\r\n\"C1\"\r\n2\r\n".replace("\"", ""));
    }

    @Test
    void everyTypeHasItsText() {
        CapturedConsole console = CapturedConsole.create();
        session(console).runAll("SELECT * FROM product ORDER BY sku DESC");
        assertThat(console.out())
                .isEqualTo("SKU,PRICE,WEIGHT,MAKER,PHOTO,SOLD\r\nW001,9.90,1.5,1,00ff,true\r\nG002,,,,,\r\n");
    }

    @Test
    void firstFailureEndsTheStatements() {
        CapturedConsole console = CapturedConsole.create();
        assertThat(session(console).runAll("VALUES 1; VALUES nonsense; VALUES 3"))
                .isFalse();
        assertThat(console.out()).isEqualTo("C1\r\n1\r\n");
        assertThat(console.err()).startsWith("cairn: ").contains("NONSENSE").hasLineCount(1);
    }

    @Test
    void scriptTakesStatementsOverLinesAndWithoutLastSemicolon() throws IOException {
        assertThat(script("VALUES\n 1; VALUES 2;\n\n-- done\nVALUES 3\n").out())
                .isEqualTo("C1\r\n1\r\nC1\r\n2\r\nC1\r\n3\r\n");
    }

    @Test
    void scriptStopsAtTheFirstFailure() throws IOException {
        assertThat(script("VALUES 1;\nVALUES nonsense;\nVALUES 3;\n").out()).isEqualTo("C1\r\n1\r\n");
    }

    @Test
    void quitEndsAScript() throws IOException {
        assertThat(script("VALUES 1;\n\\q\nVALUES 2;\n").out()).isEqualTo("C1\r\n1\r\n");
    }

    @Test
    void commandsListTablesAndColumns() throws IOException {
        assertThat(script("\\d\n").out())
                .isEqualTo("schema,table,type\r\nPUBLIC,MAKER,TABLE\r\nPUBLIC,PRODUCT,TABLE\r\n");
        assertThat(script("\\dS\n").out()).contains("PUBLIC,MAKER,TABLE", ",SYSTEM TABLE");
        assertThat(script("\\dn;\n").out()).contains("PUBLIC\r\n");
        assertThat(script("\\d public.product\n").out()).isEqualTo("""
                        table,column,type,key,remarks
                        PUBLIC.PRODUCT,SKU,VARCHAR,primary,""
                        PUBLIC.PRODUCT,PRICE,"DECIMAL(10,2)","",""
                        PUBLIC.PRODUCT,WEIGHT,DOUBLE,"",""
                        PUBLIC.PRODUCT,MAKER,INTEGER,"index, to MAKER",""
                        PUBLIC.PRODUCT,PHOTO,VARBINARY,"",""
                        PUBLIC.PRODUCT,SOLD,BOOLEAN,"",""
                        """.replace("\n", "\r\n"));
    }

    @Test
    void unknownTableCommandAndFormatAreRefused() throws IOException {
        assertThat(script("\\d nothing\n").err()).isEqualTo("cairn: There is no table \"nothing\"; \\d lists them\n");
        assertThat(script("\\foo\n").err()).isEqualTo("cairn: There is no command \"\\foo\"; \\? lists them\n");
        assertThat(script("\\format xml\n").err()).contains("table, csv and json");
    }

    @Test
    void formatAndTimingAreSwitched() throws IOException {
        CapturedConsole console = CapturedConsole.withInput("\\format JSON\n\\timing\nVALUES 1;\n");
        assertThat(new Script(session(console)).run()).isTrue();
        assertThat(console.out()).isEqualTo("[\n{\"C1\":1}\n]\n");
        assertThat(console.err()).startsWith("Timing is on\nTime: ").endsWith(" ms\n");
    }

    @Test
    void backslashInsideAStatementIsNoCommand() throws IOException {
        assertThat(script("VALUES '\n\\q\n';\n").out()).isEqualTo("C1\r\n\"\n\\q\n\"\r\n");
    }
}
