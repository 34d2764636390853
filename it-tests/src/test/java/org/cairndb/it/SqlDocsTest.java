package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the examples of docs/sql.md: each block marked {@code sql}, on the two databases that the document describes, gives what the block marked {@code
 * result} behind it shows, if there is one. Statements of one document run in order on one connection.
 */
class SqlDocsTest {
    private static final String FENCE = "```";

    private static Connection connection;

    @BeforeAll
    static void load() throws SQLException {
        connection = DriverManager.getConnection(DocsDatabases.create());
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    /** The examples: line, statement, and the result as it is shown. */
    static Stream<Arguments> examples() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("..", "docs", "sql.md"));
        List<Arguments> examples = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).equals(FENCE + "sql")) {
                int begin = i + 1;
                String sql = block(lines, begin);
                int end = begin + (int) sql.lines().count();
                int next = end + 1;
                while (next < lines.size() && lines.get(next).isEmpty()) {
                    next++;
                }
                boolean isShown = next < lines.size() && lines.get(next).equals(FENCE + "result");
                examples.add(Arguments.of(begin + 1, sql, isShown ? block(lines, next + 1) : ""));
                i = end;
            }
        }
        assertThat(examples).isNotEmpty();
        return examples.stream();
    }

    private static String block(List<String> lines, int from) {
        int end = from;
        while (!lines.get(end).equals(FENCE)) {
            end++;
        }
        return String.join("\n", lines.subList(from, end));
    }

    @ParameterizedTest(name = "line {0}")
    @MethodSource("examples")
    void examplesGiveWhatTheyShow(int line, String sql, String expected) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean hasRows = statement.execute(sql);
            String shown = hasRows ? table(statement.getResultSet()) : "";
            if (!expected.isEmpty()) {
                assertThat(shown).as("docs/sql.md, line " + line).isEqualTo(expected);
            }
        }
    }

    private static String table(ResultSet result) throws SQLException {
        List<String> lines = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int columns = result.getMetaData().getColumnCount();
        for (int i = 1; i <= columns; i++) {
            names.add(result.getMetaData().getColumnLabel(i));
        }
        lines.add(String.join(" | ", names));
        while (result.next()) {
            List<String> values = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
                values.add(Objects.requireNonNullElse(result.getString(i), "NULL"));
            }
            lines.add(String.join(" | ", values));
        }
        return String.join("\n", lines);
    }
}
