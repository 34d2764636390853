package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same queries on the same rows give the same answers as H2. */
class SqlDifferentialTest {
    private static final int ITEMS = 3000;
    private static final int SALES = 2000;

    private static Connection ours;
    private static Connection oracle;

    @BeforeAll
    static void load() throws SQLException {
        oracle = DriverManager.getConnection("jdbc:h2:mem:" + UUID.randomUUID());
        String location = "mem:differential-" + UUID.randomUUID();
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT);
                Statement ddl = oracle.createStatement()) {
            ddl.execute("CREATE TABLE item(code VARCHAR, kind VARCHAR, weight BIGINT, price DOUBLE PRECISION)");
            ddl.execute("CREATE TABLE sale(code VARCHAR, amount BIGINT, region VARCHAR, bonus BIGINT)");
            writer.transact(
                    Operation.define(AttributeSpec.builder("item/code", ValueType.STRING)
                            .identity()
                            .build()),
                    Operation.define(AttributeSpec.builder("item/kind", ValueType.STRING)
                            .indexed()
                            .build()),
                    Operation.define(AttributeSpec.builder("item/weight", ValueType.LONG)
                            .indexed()
                            .build()),
                    Operation.define(AttributeSpec.builder("item/price", ValueType.DOUBLE)
                            .build()),
                    Operation.define(AttributeSpec.builder("sale/code", ValueType.STRING)
                            .indexed()
                            .build()),
                    Operation.define(
                            AttributeSpec.builder("sale/amount", ValueType.LONG).build()),
                    Operation.define(
                            AttributeSpec.builder("sale/bonus", ValueType.LONG).build()),
                    Operation.define(AttributeSpec.builder("sale/region", ValueType.STRING)
                            .build()));
            insert(writer, "item", items());
            insert(writer, "sale", sales());
        }
        ours = DriverManager.getConnection("jdbc:cairn:" + location);
    }

    private static List<Map<String, Object>> items() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            Map<String, Object> row = new HashMap<>();
            row.put("code", "I%05d".formatted(i * 7919 % ITEMS));
            if (i % 5 != 0) {
                row.put("kind", "kind-" + i % 11);
            }
            if (i % 7 != 0) {
                row.put("weight", (long) (i * 31 % 400 - 100));
            }
            row.put("price", i % 1000 / 8.0);
            rows.add(row);
        }
        return rows;
    }

    private static List<Map<String, Object>> sales() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < SALES; i++) {
            Map<String, Object> row = new HashMap<>();
            if (i % 9 != 0) {
                row.put("code", "I%05d".formatted(i * 13 % (2 * ITEMS)));
            }
            row.put("amount", (long) (i % 50));
            row.put("region", i % 3 == 0 ? "Ärger" : "region " + i % 4);
            rows.add(row);
        }
        return rows;
    }

    private static void insert(Writer writer, String table, List<Map<String, Object>> rows) throws SQLException {
        List<Operation> operations = new ArrayList<>();
        for (Map<String, Object> row : rows) {
            Map<String, Object> entity = new HashMap<>();
            row.forEach((column, value) -> entity.put(table + "/" + column, value));
            operations.add(Operation.put(entity));
            List<String> columns = List.copyOf(row.keySet());
            String sql = "INSERT INTO %s(%s) VALUES (%s)"
                    .formatted(
                            table,
                            String.join(", ", columns),
                            String.join(", ", columns.stream().map(c -> "?").toList()));
            try (PreparedStatement statement = oracle.prepareStatement(sql)) {
                for (int i = 0; i < columns.size(); i++) {
                    statement.setObject(i + 1, row.get(columns.get(i)));
                }
                statement.executeUpdate();
            }
        }
        writer.transact(operations.toArray(Operation[]::new));
    }

    @AfterAll
    static void close() throws SQLException {
        ours.close();
        oracle.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT DISTINCT 5 FROM item i WHERE 12 = (SELECT s.amount FROM sale s WHERE i.weight = 31.22)",
                "SELECT i.code FROM item i WHERE ('b' = ANY (SELECT MAX(s.code) FROM sale s WHERE FALSE)) IS TRUE",
                "SELECT i.code FROM item i WHERE (i.kind = ANY (SELECT MAX(j.kind) FROM item j)) IS TRUE",
                "SELECT code, kind, weight, price FROM item",
                "SELECT COUNT(*), COUNT(kind), COUNT(weight), MIN(code), MAX(code) FROM item",
                "SELECT MIN(kind), MAX(kind), MIN(weight), MAX(weight), MIN(price), MAX(price) FROM item",
                "SELECT MAX(region), MIN(region), COUNT(region), MAX(amount), MIN(amount) FROM sale",
                "SELECT code FROM item WHERE weight = (SELECT MAX(weight) FROM item)",
                "SELECT i.code, m.n FROM item i, (SELECT COUNT(*) AS n FROM sale) m WHERE i.weight < -90",
                "SELECT code FROM item WHERE code = 'I00017'",
                "SELECT code FROM item WHERE code IN ('I00017', 'I00018', 'nothing')",
                "SELECT code FROM item WHERE code LIKE 'I0001%'",
                "SELECT code FROM item WHERE code LIKE '%1_'",
                "SELECT code FROM item WHERE code NOT LIKE 'I0%'",
                "SELECT code, weight FROM item WHERE weight BETWEEN -5 AND 5",
                "SELECT code, weight FROM item WHERE weight > 290 OR weight < -95",
                "SELECT code FROM item WHERE weight = 10.5",
                "SELECT code FROM item WHERE weight < 10.5 AND weight > 8.5",
                "SELECT code FROM item WHERE weight IS NULL AND kind = 'kind-3'",
                "SELECT code FROM item WHERE kind IS NULL",
                "SELECT code FROM item WHERE kind <> 'kind-3' AND price < 3",
                "SELECT code FROM item WHERE NOT (weight > 0)",
                "SELECT code FROM item WHERE kind IN ('kind-1', 'kind-2') AND weight IN (1, 2, 3, 300)",
                "SELECT code, weight + 1, weight * 2 - 3, -weight, price / 2 FROM item",
                "SELECT code, CASE WHEN weight > 0 THEN 'plus' WHEN weight < 0 THEN 'minus' ELSE 'none' END FROM item",
                "SELECT code, COALESCE(kind, 'none'), NULLIF(weight, 10) FROM item",
                "SELECT code FROM item WHERE weight <> 0 AND 100 / weight > 20",
                "SELECT count(*), count(weight), sum(weight), min(weight), max(weight) FROM item",
                "SELECT kind, count(*), sum(weight), max(price) FROM item GROUP BY kind",
                "SELECT kind, count(*) FROM item WHERE price > 50 GROUP BY kind HAVING count(*) > 100",
                "SELECT count(DISTINCT kind) FROM item",
                "SELECT DISTINCT kind FROM item",
                "SELECT i.code, s.amount FROM item i JOIN sale s ON i.code = s.code",
                "SELECT i.code, s.amount FROM item i JOIN sale s ON i.code = s.code WHERE i.code = 'I00026'",
                "SELECT i.code, s.amount FROM item i JOIN sale s ON i.code = s.code AND i.weight < s.amount",
                "SELECT i.code, s.amount FROM item i LEFT JOIN sale s ON i.code = s.code WHERE i.weight > 200",
                "SELECT i.code, s.amount FROM sale s LEFT JOIN item i ON i.code = s.code",
                "SELECT i.code, s.amount FROM item i RIGHT JOIN sale s ON i.code = s.code",
                "SELECT code FROM item i WHERE EXISTS (SELECT 1 FROM sale s WHERE s.code = i.code AND s.amount > 40)",
                "SELECT code FROM item i WHERE NOT EXISTS (SELECT 1 FROM sale s WHERE s.code = i.code)",
                "SELECT code FROM item WHERE code IN (SELECT code FROM sale WHERE amount = 7)",
                "SELECT code FROM item WHERE weight > (SELECT avg(amount) FROM sale)",
                "SELECT a.code, b.code FROM item a JOIN item b ON a.weight = b.weight WHERE a.price < 1 AND b.price <"
                        + " 1",
                "SELECT i.kind, s.region, sum(s.amount) FROM item i, sale s WHERE i.code = s.code GROUP BY i.kind,"
                        + " s.region",
                "SELECT region, count(*) FROM sale WHERE region > 'region 2' GROUP BY region",
                "SELECT region FROM sale WHERE region = 'Ärger' AND amount = 3",
                "SELECT TRUE, i.code FROM item i LEFT JOIN sale s ON i.code = s.code WHERE (CAST(NULL AS DOUBLE"
                        + " PRECISION) <> s.amount) IS FALSE",
                "SELECT code FROM item WHERE price < 1 UNION SELECT code FROM sale WHERE amount = 1",
                "SELECT code FROM item EXCEPT SELECT code FROM sale",
                "SELECT upper(region), char_length(region) FROM sale",
                "SELECT s.code FROM sale s JOIN item i ON s.bonus = i.weight WHERE s.amount > 3",
                "SELECT TRUE, MAX(DATE '2024-01-02') OVER () FROM sale",
                "SELECT kind, weight, rank() OVER (PARTITION BY kind ORDER BY weight, code) FROM item WHERE weight >"
                        + " 250",
                "WITH big AS (SELECT code, weight FROM item WHERE weight > 250) SELECT b.code, s.amount FROM big b"
                        + " JOIN sale s ON s.code = b.code",
            })
    void answersEqualInAnyOrder(String sql) throws SQLException {
        assertThat(sorted(SqlRows.of(ours, sql))).isEqualTo(sorted(SqlRows.of(oracle, sql)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT code FROM item ORDER BY code LIMIT 10",
                "SELECT code, weight FROM item ORDER BY weight DESC NULLS LAST, code LIMIT 20 OFFSET 5",
                "SELECT kind, weight, code FROM item ORDER BY kind NULLS FIRST, weight NULLS FIRST, code DESC",
                "SELECT kind, count(*) AS n FROM item GROUP BY kind ORDER BY n DESC, kind NULLS FIRST FETCH FIRST 3"
                        + " ROWS ONLY",
            })
    void answersEqualInOrder(String sql) throws SQLException {
        assertThat(text(SqlRows.of(ours, sql))).isEqualTo(text(SqlRows.of(oracle, sql)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT CAST(? AS DECIMAL(12, 2)) - -1.13 FROM sale",
                "SELECT CAST(? AS BIGINT) + 1 FROM sale",
                "SELECT CASE WHEN TRUE THEN CASE WHEN amount <> ? THEN code ELSE region END ELSE CAST(NULL AS VARCHAR)"
                        + " END FROM sale",
                "SELECT part, COUNT(*) FROM (SELECT CASE WHEN amount > ? THEN 'a' ELSE 'b' END AS part FROM sale) g"
                        + " GROUP BY part HAVING part > 'a'",
            })
    void parametersHaveOneTypeAndValueEverywhere(String sql) throws SQLException {
        assertThat(withSeven(ours, sql)).isEqualTo(withSeven(oracle, sql));
    }

    private static List<String> withSeven(Connection connection, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, 7);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(normal(result.getObject(1)));
                }
            }
        }
        rows.sort(null);
        return rows;
    }

    private static List<String> sorted(List<List<Object>> rows) {
        return text(rows).stream().sorted().toList();
    }

    private static List<String> text(List<List<Object>> rows) {
        return rows.stream()
                .map(row ->
                        row.stream().map(SqlDifferentialTest::normal).toList().toString())
                .toList();
    }

    /** Numbers without regard to their type. */
    private static String normal(Object value) {
        return value instanceof Number number
                ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
                : String.valueOf(value);
    }
}
