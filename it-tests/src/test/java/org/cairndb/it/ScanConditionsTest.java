package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.ingest.BulkLoader;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.cairndb.writer.tx.Transact;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random conditions, orders and limits on a table with absent values answer as H2 does: before and after changes that are still in the tail, which touch
 * some leaves of each column and not others.
 */
class ScanConditionsTest {
    private static final int ROWS = 13_000;
    private static final int QUERIES = 15;
    private static final List<String> COLUMNS = List.of("code", "number", "born", "price", "label", "grade");
    private static final List<String> UNIQUE = List.of("code", "number");

    private static Connection ours;
    private static Connection oracle;
    private static long before;

    @BeforeAll
    static void load() throws SQLException {
        oracle = DriverManager.getConnection("jdbc:h2:mem:" + UUID.randomUUID());
        Location location = Location.parse("mem:conditions-" + UUID.randomUUID());
        Map<String, Map<String, Object>> rows = new LinkedHashMap<>();
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < ROWS; i++) {
            rows.put("C%05d".formatted(i), row(i, random));
        }
        try (Writer writer = Writer.open(location, WriterOptions.DEFAULT)) {
            define(writer);
            bulkLoad(writer, rows);
            before = writer.snapshot().tx();
            insert("past", rows);
            change(writer, rows, random);
            insert("item", rows);
        }
        ours = DriverManager.getConnection("jdbc:cairn:" + location.address().uri());
    }

    private static Map<String, Object> row(int ordinal, SplittableRandom random) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("number", ordinal * 7919L % ROWS);
        row.put("born", (long) ordinal / 100);
        if (random.nextInt(10) > 0) {
            row.put("price", random.nextInt(8_000) / 8.0);
        }
        row.put("label", "label " + random.nextInt(50));
        if (ordinal % 9_000 > 400) {
            row.put("grade", (long) random.nextInt(20));
        }
        return row;
    }

    private static void define(Writer writer) {
        writer.transact(
                Operation.define(AttributeSpec.builder("item/code", ValueType.STRING)
                        .identity()
                        .build()),
                Operation.define(AttributeSpec.builder("item/number", ValueType.LONG)
                        .indexed()
                        .build()),
                Operation.define(
                        AttributeSpec.builder("item/born", ValueType.LONG).build()),
                Operation.define(
                        AttributeSpec.builder("item/price", ValueType.DOUBLE).build()),
                Operation.define(
                        AttributeSpec.builder("item/label", ValueType.STRING).build()),
                Operation.define(AttributeSpec.builder("item/grade", ValueType.LONG)
                        .indexed()
                        .build()));
    }

    private static void bulkLoad(Writer writer, Map<String, Map<String, Object>> rows) {
        try (BulkLoader loader = writer.bulkLoader()) {
            rows.forEach((code, row) -> {
                loader.begin();
                loader.addText(attribute(loader, "code"), text(code));
                row.forEach((column, value) -> add(loader, attribute(loader, column), value));
            });
            loader.commit();
        }
    }

    private static void add(BulkLoader loader, Attribute attribute, Object value) {
        if (value instanceof Long number) {
            loader.addLong(attribute, number);
        } else if (value instanceof Double number) {
            loader.addDouble(attribute, number);
        } else {
            loader.addText(attribute, text((String) value));
        }
    }

    private static Attribute attribute(BulkLoader loader, String column) {
        return loader.schema().find("item/" + column).orElseThrow();
    }

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Changes some rows in the first half of the table and adds some, one of them without a number; without a flush. */
    private static void change(Writer writer, Map<String, Map<String, Object>> rows, SplittableRandom random) {
        Transact.Builder changes = Transact.builder();
        for (int i = 0; i < 200; i++) {
            boolean isNew = i % 10 == 0;
            String code = isNew ? "N%03d".formatted(i) : "C%05d".formatted(i * 31 % (ROWS / 2));
            Map<String, Object> row = rows.computeIfAbsent(code, key -> new LinkedHashMap<>());
            Map<String, Object> entity = new LinkedHashMap<>();
            entity.put("item/code", code);
            if (isNew && i > 0) {
                row.put("number", (long) ROWS + i);
                entity.put("item/number", (long) ROWS + i);
            }
            for (String column : List.of("born", "price", "grade")) {
                if (random.nextBoolean()) {
                    Object value = column.equals("price") ? (Object) (random.nextInt(800) / 8.0) : random.nextLong(300);
                    row.put(column, value);
                    entity.put("item/" + column, value);
                }
            }
            changes.put(entity);
        }
        writer.transact(changes.build());
    }

    private static void insert(String table, Map<String, Map<String, Object>> rows) throws SQLException {
        try (Statement ddl = oracle.createStatement()) {
            ddl.execute("CREATE TABLE " + table + "(code VARCHAR, number BIGINT, born BIGINT, price DOUBLE PRECISION,"
                    + " label VARCHAR, grade BIGINT)");
        }
        try (PreparedStatement insert =
                oracle.prepareStatement("INSERT INTO " + table + " VALUES (?, ?, ?, ?, ?, ?)")) {
            for (Map.Entry<String, Map<String, Object>> row : rows.entrySet()) {
                insert.setObject(1, row.getKey());
                for (int i = 1; i < COLUMNS.size(); i++) {
                    insert.setObject(i + 1, row.getValue().get(COLUMNS.get(i)));
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    @AfterAll
    static void close() throws SQLException {
        ours.close();
        oracle.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomConditionsSelectTheSameRows(long seed) throws SQLException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < QUERIES; i++) {
            boolean isPast = random.nextInt(3) == 0;
            String output = output(random);
            String end = where(random) + (output.startsWith("COUNT") ? "" : order(random));
            String query = "SELECT " + output + " FROM %s" + end;
            List<List<Object>> expected = SqlRows.of(oracle, query.formatted(isPast ? "past" : "item"));
            String sql = query.formatted(isPast ? "item FOR VERSION AS OF " + before : "item");
            assertThat(normal(SqlRows.of(ours, sql), query))
                    .as("seed %d: %s", seed, sql)
                    .isEqualTo(normal(expected, query));
        }
    }

    private static String output(SplittableRandom random) {
        if (random.nextInt(5) == 0) {
            String column = COLUMNS.get(random.nextInt(COLUMNS.size()));
            return "COUNT(*), COUNT(%1$s), MIN(%1$s), MAX(%1$s)".formatted(column);
        }
        List<String> chosen = new ArrayList<>(COLUMNS);
        while (chosen.size() > 1 && random.nextInt(3) > 0) {
            chosen.remove(random.nextInt(chosen.size()));
        }
        return String.join(", ", chosen);
    }

    private static String where(SplittableRandom random) {
        int count = 1 + random.nextInt(3);
        StringBuilder where = new StringBuilder(" WHERE ");
        for (int i = 0; i < count; i++) {
            String either = random.nextInt(4) == 0
                    ? "(%s OR %s)".formatted(condition(random), condition(random))
                    : condition(random);
            where.append(i == 0 ? "" : " AND ").append(either);
        }
        return where.toString();
    }

    private static String condition(SplittableRandom random) {
        int from = random.nextInt(130);
        return switch (random.nextInt(14)) {
            case 0 -> "code = 'C%05d'".formatted(random.nextInt(ROWS));
            case 1 -> "code LIKE 'C%02d%%%%'".formatted(random.nextInt(25));
            case 2 ->
                "code IN ('C%05d', 'C%05d', 'N010', 'none')".formatted(random.nextInt(ROWS), random.nextInt(ROWS));
            case 3 -> "number BETWEEN %d AND %d".formatted(from * 100, from * 100 + random.nextInt(2_000));
            case 4 -> "number < %d".formatted(random.nextInt(ROWS));
            case 5 -> "born = %d".formatted(from);
            case 6 -> "born BETWEEN %d AND %d".formatted(from, from + random.nextInt(9));
            case 7 -> "born IN (%d, %d, %d)".formatted(from, random.nextInt(130), random.nextInt(130));
            case 8 -> "price > %s".formatted(random.nextInt(8_000) / 8.0);
            case 9 -> "price IS NULL";
            case 10 -> "label = 'label %d'".formatted(random.nextInt(55));
            case 11 -> "label LIKE 'label 4%%'";
            case 12 -> "grade %s %d".formatted(random.nextBoolean() ? "=" : ">=", random.nextInt(20));
            default -> "grade IS %sNULL".formatted(random.nextBoolean() ? "NOT " : "");
        };
    }

    /** Only orders of unique columns say which rows a limit leaves. */
    private static String order(SplittableRandom random) {
        if (random.nextInt(3) > 0) {
            return "";
        }
        return " ORDER BY %s%s LIMIT %d"
                .formatted(
                        UNIQUE.get(random.nextInt(UNIQUE.size())),
                        random.nextBoolean() ? " DESC NULLS FIRST" : " NULLS LAST",
                        1 + random.nextInt(40));
    }

    private static List<String> normal(List<List<Object>> rows, String query) {
        List<String> text = new ArrayList<>();
        rows.forEach(row ->
                text.add(row.stream().map(ScanConditionsTest::normal).toList().toString()));
        if (!query.contains("ORDER BY")) {
            text.sort(null);
        }
        return text;
    }

    private static String normal(@Nullable Object value) {
        return value instanceof Number number
                ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
                : String.valueOf(value);
    }
}
