package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random statements give the same rows as H2 gives on the same data. */
class SqlRandomIT {
    private static final int STATEMENTS = Size.choose(120, 5_000);
    private static final int ROWS = 60;
    private static final long SEED = 42;
    private static final String LOCATION = "mem:random-sql";
    private static final MathContext PRECISION = new MathContext(10);

    private final Random random = new Random(SEED);

    @Test
    void randomStatementsAnswerAsInH2() throws SQLException {
        try (Connection oracle = DriverManager.getConnection("jdbc:h2:mem:random")) {
            load(oracle, "left_table", true);
            load(oracle, "right_table", false);
            List<String> failures = new ArrayList<>();
            try (Connection connection = DriverManager.getConnection("jdbc:cairn:" + LOCATION)) {
                for (int i = 0; i < STATEMENTS; i++) {
                    String sql = new RandomQueries(SEED + i).next();
                    compare(connection, oracle, sql, failures);
                }
            }
            assertThat(failures).as("%d failures", failures.size()).isEmpty();
        }
        Soundness.requireSound(Location.parse(LOCATION));
    }

    private static void compare(Connection connection, Connection oracle, String sql, List<String> failures)
            throws SQLException {
        List<String> expected = text(Jdbc.rows(oracle, sql), sql);
        try {
            List<String> actual = text(Jdbc.rows(connection, sql), sql);
            if (!actual.equals(expected)) {
                failures.add("%s%n  gives %s%n  not   %s".formatted(sql, actual, expected));
            }
        } catch (SQLException e) {
            failures.add("%s%n  fails: %s %s".formatted(sql, e.getSQLState(), e.getMessage()));
        }
    }

    /** Rows as text, numbers by value; sorted unless the statement orders them. */
    private static List<String> text(List<List<@Nullable Object>> rows, String sql) {
        List<String> text = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            StringBuilder one = new StringBuilder();
            for (@Nullable Object value : row) {
                one.append(value instanceof Number number ? plain(number) : value)
                        .append('|');
            }
            text.add(one.toString());
        }
        if (!sql.contains("ORDER BY")) {
            text.sort(null);
        }
        return text;
    }

    private static String plain(Number number) {
        BigDecimal value = new BigDecimal(number.toString()).round(PRECISION);
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private void load(Connection oracle, String table, boolean indexed) throws SQLException {
        try (Statement statement = oracle.createStatement()) {
            statement.execute(
                    "CREATE TABLE %s (id BIGINT, k BIGINT, n BIGINT, d DOUBLE PRECISION, s VARCHAR)".formatted(table));
        }
        try (Writer writer = Writer.open(Location.parse(LOCATION), WriterOptions.DEFAULT)) {
            writer.transact(schema(table, indexed));
            List<Operation> rows = new ArrayList<>();
            for (int i = 0; i < ROWS; i++) {
                Map<String, Object> row = row(i);
                insert(oracle, table, row);
                Map<String, Object> entity = new HashMap<>();
                row.forEach((column, value) -> entity.put(table + "/" + column, value));
                rows.add(Operation.put(entity));
            }
            writer.transact(rows.toArray(Operation[]::new));
        }
    }

    private static Operation[] schema(String table, boolean indexed) {
        AttributeSpec.Builder k = AttributeSpec.builder(table + "/k", ValueType.LONG);
        AttributeSpec.Builder s = AttributeSpec.builder(table + "/s", ValueType.STRING);
        return new Operation[] {
            Operation.define(AttributeSpec.builder(table + "/id", ValueType.LONG)
                    .identity()
                    .build()),
            Operation.define(k.indexed().build()),
            Operation.define(AttributeSpec.builder(table + "/n", ValueType.LONG).build()),
            Operation.define(
                    AttributeSpec.builder(table + "/d", ValueType.DOUBLE).build()),
            Operation.define((indexed ? s.indexed() : s).build())
        };
    }

    private Map<String, Object> row(int id) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", (long) id);
        putUnlessNull(row, "k", (long) random.nextInt(25));
        putUnlessNull(row, "n", (long) random.nextInt(100));
        putUnlessNull(row, "d", random.nextInt(100) / 4.0);
        putUnlessNull(row, "s", "s" + random.nextInt(30));
        return row;
    }

    private void putUnlessNull(Map<String, Object> row, String column, Object value) {
        if (random.nextInt(5) > 0) {
            row.put(column, value);
        }
    }

    private static void insert(Connection oracle, String table, Map<String, Object> row) throws SQLException {
        String sql = "INSERT INTO " + table + " (id, k, n, d, s) VALUES (?, ?, ?, ?, ?)";
        try (PreparedStatement statement = oracle.prepareStatement(sql)) {
            int position = 1;
            for (String column : new String[] {"id", "k", "n", "d", "s"}) {
                statement.setObject(position++, row.get(column));
            }
            statement.executeUpdate();
        }
    }
}
