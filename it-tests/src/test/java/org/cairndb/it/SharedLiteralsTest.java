package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Texts that differ in literals give what each of them gives when it is planned as it is: rows, types and names of columns, and messages of errors. A prepared
 * statement keeps the literals of its text, so it is the measure.
 */
class SharedLiteralsTest {
    private static final String[] CODES = {"P1", "P2", "it's", "", " P1", "P1 ", "--", "/*", "?", "é", "P\"3", "a\nb"};
    private static final String[] FORMS = {
        "SELECT * FROM part WHERE code = %s",
        "SELECT code, number FROM part AS p WHERE p.code = %s",
        "select number, 'x' AS k, 7 FROM part p WHERE %s = p.code AND size < %d",
        "SELECT size FROM main.part WHERE number = %d",
        "SELECT size FROM part WHERE number = %d AND code = %s",
        "SELECT size FROM part WHERE number = -%d",
        "SELECT size FROM part WHERE number = %d.0",
        "SELECT size FROM part WHERE number = .%d",
        "SELECT size FROM part WHERE number = 1e-%d",
        "SELECT size FROM part WHERE number = %s",
        "SELECT size FROM part WHERE code = %d",
        "SELECT size FROM part WHERE code = %s 'x'",
        "SELECT size FROM part WHERE code = N%s",
        "SELECT size FROM part WHERE code = %s OR code = 'P2'",
        "SELECT p.size, q.size FROM part p JOIN part q ON p.size = q.size WHERE q.code = %s",
        "SELECT p.size, q.code FROM part p LEFT JOIN part q ON p.size = q.size AND q.code = 'P2' WHERE p.number = %d",
        "SELECT count(*), max(code) FROM part WHERE code = %s GROUP BY code ORDER BY 1",
        "SELECT code FROM part WHERE number = %d ORDER BY 1 LIMIT 1",
        "SELECT \"code\" AS \"it's\" FROM part WHERE \"code\" = %s",
        "SELECT size FROM part FOR VERSION AS OF 2 WHERE code = %s",
        "SELECT size FROM part FOR VERSION AS OF 2 AS p WHERE p.code = %s",
        "SELECT size FROM (SELECT * FROM part) p WHERE p.code = %s",
        "SELECT size FROM part p, (SELECT 'P1' AS code) q WHERE p.code = %s AND q.code = %s",
        "SELECT code FROM part WHERE code = %s -- 'x'\n AND size >= 0",
        "SELECT code FROM part WHERE _id = %d",
        "SELECT nothing FROM part WHERE code = %s",
        "SELECT code FROM part WHERE code = %s AND",
    };

    private final String location = "mem:literals-" + UUID.randomUUID();

    SharedLiteralsTest() {
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT)) {
            writer.transact(
                    Operation.define(AttributeSpec.builder("part/code", ValueType.STRING)
                            .identity()
                            .build()),
                    Operation.define(AttributeSpec.builder("part/number", ValueType.LONG)
                            .identity()
                            .build()),
                    Operation.define(
                            AttributeSpec.builder("part/size", ValueType.LONG).build()));
            List<Operation> parts = new ArrayList<>();
            for (int i = 0; i < CODES.length; i++) {
                parts.add(Operation.put(
                        Map.of("part/code", CODES[i], "part/number", (long) i, "part/size", (long) (i % 4))));
            }
            writer.transact(parts.toArray(Operation[]::new));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void randomTextsGiveWhatTheyGiveByThemselves(long seed) throws SQLException {
        Random random = new Random(seed);
        try (Connection connection = DriverManager.getConnection("jdbc:cairn:" + location);
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 100; i++) {
                String sql = fill(FORMS[random.nextInt(FORMS.length)], random);
                assertThat(shared(statement, sql)).as("seed %d: %s", seed, sql).isEqualTo(byItself(connection, sql));
            }
        }
    }

    private static String fill(String form, Random random) {
        String text = form;
        while (text.contains("%s")) {
            String code = CODES[random.nextInt(CODES.length)].replace("'", "''");
            text = text.replaceFirst("%s", Matcher.quoteReplacement("'" + code + "'"));
        }
        while (text.contains("%d")) {
            text = text.replaceFirst("%d", Integer.toString(random.nextInt(CODES.length + 2)));
        }
        return text;
    }

    private static List<String> shared(Statement statement, String sql) {
        try (ResultSet rows = statement.executeQuery(sql)) {
            return lines(rows);
        } catch (SQLException e) {
            return List.of(e.getSQLState() + " " + e.getMessage());
        }
    }

    private static List<String> byItself(Connection connection, String sql) {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            return lines(rows);
        } catch (SQLException e) {
            return List.of(e.getSQLState() + " " + e.getMessage());
        }
    }

    private static List<String> lines(ResultSet rows) throws SQLException {
        ResultSetMetaData meta = rows.getMetaData();
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            lines.add("%s %s %d %d %d"
                    .formatted(
                            meta.getColumnLabel(i),
                            meta.getColumnTypeName(i),
                            meta.getPrecision(i),
                            meta.getScale(i),
                            meta.isNullable(i)));
        }
        List<String> values = new ArrayList<>();
        while (rows.next()) {
            StringBuilder line = new StringBuilder();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                line.append(rows.getObject(i)).append('|');
            }
            values.add(line.toString());
        }
        values.sort(null);
        lines.addAll(values);
        return lines;
    }

    @Test
    void aTextIsFoundWithEveryValueAlsoWithQuotes() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:cairn:" + location);
                Statement statement = connection.createStatement()) {
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < CODES.length; i++) {
                    String sql = "SELECT number FROM part WHERE code = '%s'".formatted(CODES[i].replace("'", "''"));
                    try (ResultSet rows = statement.executeQuery(sql)) {
                        assertThat(rows.next()).as(sql).isTrue();
                        assertThat(rows.getLong(1)).isEqualTo(i);
                        assertThat(rows.next()).isFalse();
                    }
                }
            }
        }
    }
}
