package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users do wrong is told in one clear sentence with the right SQLSTATE. */
class ErrorsIT {
    private static final int MAX_MESSAGE = 250;
    private static final String QUERY = "SELECT * FROM product";

    @TempDir
    static Path folder;

    @BeforeAll
    static void commitProducts() throws IOException {
        try (Writer writer = Writer.open(Location.ofFolder(folder.resolve("db")), WriterOptions.DEFAULT)) {
            writer.transact(
                    Map.of("product/sku", "W001", "product/name", "Widget", "product/price", 9.99, "product/n", 5L),
                    Map.of("product/sku", "G002", "product/name", "Gadget"));
        }
        Files.writeString(folder.resolve("plain-file"), "text");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        missing folder         | file:FOLDER/nothing            | 3D000 | There is no database at "file:FOLDER/nothing"
        unknown database       | mem:nothing                    | 3D000 | There is no database at "mem:nothing"
        a file                 | file:FOLDER/plain-file         | 08001 | "FOLDER/plain-file" is not a folder
        transaction to come    | file:FOLDER/db@99              | 22023 | Transaction 99 does not exist
        before all             | file:FOLDER/db@2001-01-01      | 22023 | 2001-01-01T00:00:00Z is before that
        unknown key            | file:FOLDER/db?colour=red      | 22023 | "colour" is not a connection key
        class name             | file:FOLDER/db?socketFactory=x | 22023 | "socketFactory" is not a connection key
        no schema name         | file:FOLDER/db?attach.=mem:x   | 22023 | "attach." is not a connection key
        key twice              | file:FOLDER/db?asOf=2025-01-01&asOf=2025-01-02 | 22023 | Key "asOf" is twice in the URL
        no value               | file:FOLDER/db?asOf            | 22023 | A part of the URL is no key=value pair
        bad time               | file:FOLDER/db?asOf=2025-02-30 | 22007 | "2025-02-30" is not a time
        no such version        | file:FOLDER/db?asOf=yesterday  | 3D000 | has no version "yesterday"
        no token               | file:FOLDER/db?snapshot=x      | 22023 | "x" is no snapshot token
        bad duration           | file:FOLDER/db?maxStaleness=x  | 22023 | "x" is not a duration
        nothing at all         | ''                             | 22023 | The URL names no database
        unknown store          | ftp://host/x                   | 22023 | "ftp" is not a kind of store
        bad memory name        | mem:a b                        | 22023 | "mem:a b" is not a location
        """)
    void wrongUrl(String what, String url, String state, String message) {
        String text = "jdbc:cairn:" + here(url);
        SQLException error = catchThrowableOfType(SQLException.class, () -> run(text, QUERY));
        requireClear(what, error, state, here(message));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        unknown table          | SELECT * FROM produkt                         | 42P01 | did you mean "product"?
        unknown schema         | SELECT * FROM nosuch.product                  | 42P01 | "nosuch"
        unknown column         | SELECT nam FROM product                       | 42703 | There is no column "nam" (at line 1, column 8); did you mean "name"?
        unknown column of alias| SELECT p.nam FROM product p                   | 42703 | There is no column "nam"
        unknown alias          | SELECT x.name FROM product p                  | 42P01 | There is no table or alias "x"
        unknown function       | SELECT nosuch(name) FROM product              | 42000 | nosuch
        number and text        | SELECT * FROM product WHERE price > 'abc'     | 22018 | "abc"
        text and number        | SELECT name * 2 FROM product                  | 42000 | '<VARCHAR> * <INTEGER>'
        text that is no number | SELECT CAST(name AS INTEGER) FROM product     | 22018 | "Widget"
        text that is no date   | SELECT CAST('soon' AS DATE) FROM product      | 22007 | 'soon'
        condition expected     | SELECT * FROM product WHERE name              | 42000 | WHERE clause must be a condition
        not grouped            | SELECT name FROM product GROUP BY sku         | 42000 | Expression 'name' is not being grouped
        incomplete             | SELECT * FROM product WHERE                   | 42601 | line 1, column 27
        two statements         | SELECT * FROM product; SELECT 1               | 42601 | line 1, column 22
        empty                  | ''                                            | 42601 | The statement is empty
        division by zero       | SELECT n / 0 FROM product                     | 22012 | Division by zero
        out of range           | SELECT n * 9223372036854775807 FROM product   | 22003 | does not fit 64 bits
        bad date               | SELECT DATE '2001-13-41'                      | 22007 | Illegal DATE literal '2001-13-41'
        insert                 | INSERT INTO product (sku) VALUES ('x')        | 25006 | connections only read
        update                 | UPDATE product SET sku = 'x'                  | 25006 | connections only read
        delete                 | DELETE FROM product                           | 25006 | connections only read
        create                 | CREATE TABLE x (a INTEGER)                    | 25006 | connections only read
        before all             | SELECT * FROM product FOR SYSTEM_TIME AS OF TIMESTAMP '2001-01-01 00:00:00' | 22023 | is before that
        version to come        | SELECT * FROM product FOR VERSION AS OF 77    | 22023 | Transaction 77 does not exist
        number as time         | SELECT * FROM product FOR SYSTEM_TIME AS OF 5 | 42000 | AS OF needs a timestamp
        missing parameter      | SELECT * FROM product WHERE sku = ?           | 22023 | Parameter 1 has no value
        """)
    void wrongSql(String what, String sql, String state, String message) {
        String url = "jdbc:cairn:" + here("file:FOLDER/db");
        SQLException error = catchThrowableOfType(SQLException.class, () -> run(url, sql));
        requireClear(what, error, state, message);
    }

    @Test
    void wrongParameters() throws SQLException {
        try (Connection connection = connect()) {
            requireClear(
                    "type",
                    catchThrowableOfType(
                            SQLException.class,
                            () -> Jdbc.rows(connection, "SELECT * FROM product WHERE n = ?", "five")),
                    "22018",
                    "The value of parameter 1 (String) does not fit its type BIGINT");
            requireClear(
                    "one too many",
                    catchThrowableOfType(
                            SQLException.class,
                            () -> Jdbc.rows(connection, "SELECT * FROM product WHERE sku = ?", "a", "b")),
                    "22023",
                    "There is no parameter 2");
        }
    }

    @Test
    void wrongUseOfResults() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name, price FROM product")) {
            requireRefused("24000", "Call next() before reading a row", () -> rows.getString(1));
            rows.next();
            requireRefused("22000", "VARCHAR cannot be read as a number", () -> rows.getInt(1));
            requireRefused("22000", "DOUBLE cannot be read as a date", () -> rows.getDate(2));
            requireRefused("22023", "There is no column 7; the result has 2", () -> rows.getString(7));
            requireRefused("42703", "There is no column \"nope\"", () -> rows.getString("nope"));
            rows.close();
            requireRefused("08003", "The result set is closed", rows::next);
            connection.close();
            requireRefused("08003", "closed", connection::createStatement);
        }
    }

    /** Something that is expected to fail. */
    @FunctionalInterface
    private interface Call {
        Object call() throws SQLException;
    }

    private static void requireRefused(String state, String message, Call call) {
        requireClear(message, catchThrowableOfType(SQLException.class, call::call), state, message);
    }

    private static void run(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            Jdbc.rows(connection, sql);
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:cairn:" + here("file:FOLDER/db"));
    }

    private static String here(String text) {
        return text.replace("FOLDER", folder.toString());
    }

    private static void requireClear(String what, SQLException error, String state, String message) {
        assertThatObject(error).as(what).isNotNull();
        assertThat(error.getMessage())
                .as(what)
                .contains(message)
                .hasSizeLessThan(MAX_MESSAGE)
                .doesNotContain("\n", "Exception", "java.", "org.");
        assertThat(error.getSQLState()).as(what).isEqualTo(state);
    }
}
