package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.cairndb.storage.datom.Uniqueness;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.LookupRef;
import org.cairndb.writer.tx.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that are found by a unique key, by statements that are prepared once while another connection commits. */
class UniqueLookupTest {
    private static final int ITEMS = 3_000;
    private static final String BY_CODE = "SELECT number, price, day, label, ratio FROM item WHERE code = ?";
    private static final List<String> KEYS = List.of("code", "number", "tag", "cost", "born");

    @TempDir
    private Path folder;

    private Location location;
    private Writer writer;
    private Connection connection;
    private final Map<String, Map<String, Object>> model = new LinkedHashMap<>();

    @BeforeEach
    void open() throws SQLException {
        location = Location.ofFolder(folder.resolve("items"));
        writer = Writer.open(location, WriterOptions.DEFAULT);
        writer.transact(
                define("code", ValueType.STRING, Uniqueness.IDENTITY),
                define("number", ValueType.LONG, Uniqueness.VALUE),
                define("tag", ValueType.UUID, Uniqueness.VALUE),
                define("born", ValueType.DATE, Uniqueness.VALUE),
                Operation.define(AttributeSpec.builder("item/cost", ValueType.DECIMAL)
                        .decimal(30, 2)
                        .unique(Uniqueness.VALUE)
                        .build()),
                Operation.define(AttributeSpec.builder("item/price", ValueType.DECIMAL)
                        .decimal(10, 2)
                        .build()),
                Operation.define(
                        AttributeSpec.builder("item/day", ValueType.DATE).build()),
                Operation.define(
                        AttributeSpec.builder("item/label", ValueType.STRING).build()),
                Operation.define(
                        AttributeSpec.builder("item/ratio", ValueType.DOUBLE).build()),
                Operation.define(AttributeSpec.builder("item/group", ValueType.LONG)
                        .indexed()
                        .build()));
        SplittableRandom random = new SplittableRandom(5);
        List<Operation> puts = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            puts.add(put("item number %d".formatted(i), row(i, random)));
        }
        writer.transact(puts.toArray(Operation[]::new));
        connection =
                DriverManager.getConnection("jdbc:cairn:" + location.address().uri());
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        writer.close();
    }

    private static Operation define(String name, ValueType type, Uniqueness uniqueness) {
        return Operation.define(
                AttributeSpec.builder("item/" + name, type).unique(uniqueness).build());
    }

    private static Map<String, Object> row(int ordinal, SplittableRandom random) {
        Map<String, Object> row = new HashMap<>();
        row.put("number", ordinal * 7L - 9_000);
        row.put("tag", new UUID(random.nextLong(), random.nextLong()));
        row.put("born", LocalDate.EPOCH.plusDays(ordinal - 1_000L));
        row.put(
                "cost",
                new BigDecimal(ordinal % 2 == 0 ? "12345678901234567890.25" : "0.25").add(new BigDecimal(ordinal)));
        if (random.nextInt(4) > 0) {
            row.put("price", BigDecimal.valueOf(random.nextInt(100_000), 2));
        }
        if (random.nextInt(4) > 0) {
            row.put("day", LocalDate.EPOCH.plusDays(random.nextInt(20_000)));
        }
        if (random.nextInt(4) > 0) {
            row.put("label", "label " + random.nextInt(20));
        }
        if (random.nextInt(4) > 0) {
            row.put("ratio", random.nextInt(100) / 8.0);
        }
        return row;
    }

    /** Changes the model, and gives the operation that does so to the database. */
    private Operation put(String code, Map<String, Object> values) {
        model.computeIfAbsent(code, c -> new HashMap<>()).putAll(values);
        Map<String, Object> entity = new HashMap<>();
        entity.put("item/code", code);
        values.forEach((name, value) -> entity.put("item/" + name, value));
        return Operation.put(entity);
    }

    private List<List<Object>> expected(String code) {
        Map<String, Object> row = model.get(code);
        if (row == null) {
            return List.of();
        }
        @Nullable Object day = row.get("day");
        return List.of(Arrays.asList(
                row.get("number"),
                row.get("price"),
                day == null ? null : java.sql.Date.valueOf((LocalDate) day),
                row.get("label"),
                row.get("ratio")));
    }

    private static List<List<Object>> run(PreparedStatement statement, @Nullable Object key) throws SQLException {
        statement.setObject(1, key);
        try (ResultSet result = statement.executeQuery()) {
            return SqlRows.read(result);
        }
    }

    @Test
    void everyKindOfUniqueKeyFindsItsRow() throws SQLException {
        for (String key : KEYS) {
            String sql = "SELECT code, number, price, day, label, ratio FROM item WHERE %s = ?".formatted(key);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (Map.Entry<String, Map<String, Object>> item : model.entrySet()) {
                    Object value =
                            key.equals("code") ? item.getKey() : item.getValue().get(key);
                    List<Object> row = new ArrayList<>();
                    row.add(item.getKey());
                    row.addAll(expected(item.getKey()).get(0));
                    assertThat(run(statement, value)).as("%s = %s", key, value).containsExactly(row);
                }
            }
        }
    }

    @Test
    void theEntityItselfIsAKey() throws SQLException {
        long id = (Long) SqlRows.of(connection, "SELECT _id FROM item WHERE code = ?", "item number 7")
                .get(0)
                .get(0);

        assertThat(SqlRows.of(connection, "SELECT code, number, _id FROM item WHERE _id = ?", id))
                .containsExactly(List.of("item number 7", 49L - 9_000, id));
        assertThat(SqlRows.of(connection, "SELECT _id FROM item WHERE _id = ?", id))
                .containsExactly(List.of(id));
        assertThat(SqlRows.of(connection, "SELECT code FROM item WHERE _id = ?", -1L))
                .isEmpty();
        assertThat(SqlRows.of(connection, "SELECT code FROM item WHERE _id = ?", Long.MAX_VALUE))
                .isEmpty();
    }

    @Test
    void missingKeysAndNullFindNothing() throws SQLException {
        for (Object missing : Arrays.asList("item number", "item number 30000", "", "zz", "\u0000", null)) {
            assertThat(SqlRows.of(connection, BY_CODE, missing))
                    .as("%s", missing)
                    .isEmpty();
        }
        for (Object missing : Arrays.asList(-9_001L, Long.MIN_VALUE, Long.MAX_VALUE, null)) {
            assertThat(SqlRows.of(connection, "SELECT code, label FROM item WHERE number = ?", missing))
                    .as("%s", missing)
                    .isEmpty();
        }
    }

    @Test
    void aKeyOfAnotherTypeIsRefusedAndTheStatementStaysUsable() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT code, label FROM item WHERE number = ?")) {
            assertThatThrownBy(() -> run(statement, "no number"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("parameter 1");
            assertThat(run(statement, "-9000")).hasSize(1);
            assertThat(run(statement, -9_000)).hasSize(1);
        }
    }

    @Test
    void otherConditionsAreCheckedToo() throws SQLException {
        String sql = "SELECT code FROM item WHERE code = ? AND price > 500 AND label LIKE 'label 1%'";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Map.Entry<String, Map<String, Object>> item : model.entrySet()) {
                BigDecimal price = (BigDecimal) item.getValue().get("price");
                String label = (String) item.getValue().get("label");
                boolean passes = price != null
                        && label != null
                        && price.compareTo(BigDecimal.valueOf(500)) > 0
                        && label.startsWith("label 1");
                assertThat(run(statement, item.getKey())).hasSize(passes ? 1 : 0);
            }
        }
    }

    @Test
    void aCommitThatWasFinishedBeforeIsSeen() throws SQLException {
        SplittableRandom random = new SplittableRandom(6);
        try (PreparedStatement statement = connection.prepareStatement(BY_CODE)) {
            for (int i = 0; i < 60; i++) {
                String code = "item number %d".formatted(random.nextInt(ITEMS));
                switch (random.nextInt(4)) {
                    case 0 -> writer.transact(put("new item %d".formatted(i), row(ITEMS + i, random)));
                    case 1 -> {
                        if (model.remove(code) != null) {
                            writer.transact(Operation.retractEntity(new LookupRef("item/code", code)));
                        }
                    }
                    case 2 -> rename(code, "renamed %d".formatted(i));
                    default -> {
                        if (model.containsKey(code)) {
                            writer.transact(
                                    put(code, Map.of("price", BigDecimal.valueOf(i, 2), "label", "changed " + i)));
                        }
                    }
                }
                for (String asked : List.of(code, "new item %d".formatted(i), "renamed %d".formatted(i))) {
                    assertThat(run(statement, asked))
                            .as("step %d: %s", i, asked)
                            .isEqualTo(expected(asked));
                }
            }
        }
    }

    private void rename(String code, String newCode) {
        Map<String, Object> row = model.remove(code);
        if (row != null) {
            writer.transact(Operation.add(new LookupRef("item/code", code), "item/code", newCode));
            model.put(newCode, row);
        }
    }

    @Test
    void aPastStateHasItsOwnRows() throws SQLException {
        long before = writer.snapshot().tx();
        List<List<Object>> first = expected("item number 11");
        writer.transact(put("item number 11", Map.of("label", "second", "ratio", 2.0)));
        long between = writer.snapshot().tx();
        List<List<Object>> second = expected("item number 11");
        rename("item number 11", "item number eleven");
        String sql = "SELECT number, price, day, label, ratio FROM item FOR VERSION AS OF ? WHERE code = ?";

        assertThat(SqlRows.of(connection, sql, before, "item number 11")).isEqualTo(first);
        assertThat(SqlRows.of(connection, sql, between, "item number 11")).isEqualTo(second);
        assertThat(SqlRows.of(connection, sql, between, "item number eleven")).isEmpty();
        assertThat(SqlRows.of(connection, sql, between + 1, "item number 11")).isEmpty();
        assertThat(SqlRows.of(connection, sql, between + 1, "item number eleven"))
                .isEqualTo(second);
    }

    @Test
    void aKeyThatBecameUniqueHasSeveralRowsInThePast() throws SQLException {
        List<LookupRef> grouped = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            grouped.add(new LookupRef("item/code", "item number %d".formatted(i)));
        }
        writer.transact(grouped.stream()
                .map(item -> Operation.add(item, "item/group", 5L))
                .toArray(Operation[]::new));
        long before = writer.snapshot().tx();
        writer.transact(grouped.stream()
                .map(item -> Operation.retract(item, "item/group"))
                .toArray(Operation[]::new));
        writer.transact(define("group", ValueType.LONG, Uniqueness.VALUE));
        writer.transact(put("item number 9", Map.of("group", 5L)));

        assertThat(SqlRows.of(connection, "SELECT code FROM item WHERE \"group\" = ?", 5L))
                .containsExactly(List.of("item number 9"));
        assertThat(SqlRows.of(
                        connection,
                        "SELECT code, number FROM item FOR VERSION AS OF ? WHERE \"group\" = ?",
                        before,
                        5L))
                .extracting(row -> row.get(0))
                .containsExactlyInAnyOrder("item number 0", "item number 1", "item number 2");
    }

    @Test
    void aClosedStatementOrConnectionRunsNothing() throws SQLException {
        PreparedStatement statement = connection.prepareStatement(BY_CODE);
        assertThat(run(statement, "item number 1")).hasSize(1);
        statement.close();
        assertThatThrownBy(() -> run(statement, "item number 1")).isInstanceOf(SQLException.class);

        PreparedStatement other = connection.prepareStatement(BY_CODE);
        connection.close();
        assertThatThrownBy(() -> run(other, "item number 1")).isInstanceOf(SQLException.class);
    }

    @Test
    void aPinnedTransactionKeepsItsRow() throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement(BY_CODE)) {
            List<List<Object>> before = expected("item number 3");
            assertThat(run(statement, "item number 3")).isEqualTo(before);
            writer.transact(put("item number 3", Map.of("label", "later")));
            assertThat(run(statement, "item number 3")).isEqualTo(before);
            connection.commit();
            assertThat(run(statement, "item number 3")).isEqualTo(expected("item number 3"));
        }
    }
}
