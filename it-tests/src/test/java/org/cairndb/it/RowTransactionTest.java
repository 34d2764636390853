package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.commit.FlushBounds;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.LookupRef;
import org.cairndb.writer.tx.Operation;
import org.cairndb.writer.tx.Transact;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The column {@code _tx} of entity and link tables: who changed a row last, when and why. */
class RowTransactionTest {
    private static final int SEED = 11;
    private static final int SKUS = 40;
    private static final int TRANSACTIONS = 120;

    private final String location = "mem:row-tx-" + UUID.randomUUID();
    private final Map<String, Long> changedBy = new HashMap<>();
    private final Set<String> named = new HashSet<>();
    private final List<Map<String, Long>> past = new ArrayList<>();
    private final Connection connection;

    RowTransactionTest() throws SQLException {
        Random random = new Random(SEED);
        WriterOptions options = WriterOptions.DEFAULT.flushBounds(new FlushBounds(1 << 16, 10_000, 7));
        try (Writer writer = Writer.open(Location.parse(location), options)) {
            writer.transact(
                    Operation.define(AttributeSpec.builder("product/sku", ValueType.STRING)
                            .identity()
                            .build()),
                    Operation.define(AttributeSpec.builder("product/price", ValueType.LONG)
                            .indexed()
                            .build()),
                    Operation.define(AttributeSpec.builder("product/tags", ValueType.STRING)
                            .many()
                            .build()));
            past.add(Map.of());
            for (int i = 2; i <= TRANSACTIONS; i++) {
                change(writer, random, i);
                past.add(Map.copyOf(changedBy));
            }
        }
        connection = DriverManager.getConnection("jdbc:cairn:" + location);
    }

    private void change(Writer writer, Random random, long tx) {
        Transact.Builder transaction = Transact.builder().metadata("tx/author", "author " + tx % 3);
        String sku = "S%02d".formatted(random.nextInt(SKUS));
        boolean exists = changedBy.containsKey(sku);
        int what = random.nextInt(5);
        if (exists && what == 0) {
            transaction.retractEntity(new LookupRef("product/sku", sku));
            changedBy.remove(sku);
        } else if (exists && what == 1) {
            transaction.retract(new LookupRef("product/sku", sku), "product/name");
            if (named.remove(sku)) {
                changedBy.put(sku, tx);
            }
        } else if (exists && what == 2) {
            transaction.put(Map.of("product/sku", sku, "product/tags", List.of("t" + tx)));
        } else {
            transaction.put(Map.of("product/sku", sku, "product/price", tx, "product/name", "name " + tx));
            changedBy.put(sku, tx);
            named.add(sku);
        }
        assertThat(writer.transact(transaction.build()).tx()).isEqualTo(tx);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private Map<String, Long> transactions(String sql, Object... parameters) throws SQLException {
        Map<String, Long> result = new HashMap<>();
        for (List<?> row : Jdbc.rows(connection, sql, parameters)) {
            result.put((String) row.get(0), (Long) row.get(1));
        }
        return result;
    }

    @Test
    void itIsTheTransactionThatChangedTheRowLast() throws SQLException {
        assertThat(transactions("SELECT sku, _tx FROM product"))
                .as("seed " + SEED)
                .isEqualTo(changedBy);
        assertThat(transactions("SELECT sku, _tx FROM product ORDER BY price DESC, sku"))
                .isEqualTo(changedBy);
        for (int tx = 1; tx <= TRANSACTIONS; tx += 7) {
            assertThat(transactions("SELECT sku, _tx FROM product FOR VERSION AS OF ?", (long) tx))
                    .as("seed " + SEED + ", transaction " + tx)
                    .isEqualTo(past.get(tx - 1));
        }
    }

    @Test
    void rowsAreFoundByIt() throws SQLException {
        for (Map.Entry<String, Long> row : changedBy.entrySet()) {
            assertThat(Jdbc.rows(connection, "SELECT sku FROM product WHERE _tx = ?", row.getValue()))
                    .containsExactly(List.of(row.getKey()));
            assertThat(Jdbc.rows(connection, "SELECT _tx, name FROM product WHERE sku = ?", row.getKey()))
                    .singleElement()
                    .satisfies(found -> assertThat(found).startsWith(row.getValue()));
        }
    }

    @Test
    void itJoinsTransactions() throws SQLException {
        String sql = "SELECT p.sku, p._tx FROM product p JOIN transactions t ON t.tx = p._tx WHERE t.author = ?";
        for (int author = 0; author < 3; author++) {
            Map<String, Long> expected = new HashMap<>(changedBy);
            int remainder = author;
            expected.values().removeIf(tx -> tx % 3 != remainder);
            assertThat(transactions(sql, "author " + author)).isEqualTo(expected);
        }
        long newest = changedBy.values().stream().mapToLong(tx -> tx).max().orElseThrow();
        assertThat(Jdbc.rows(
                        connection,
                        "SELECT p.sku FROM product p JOIN transactions t ON t.tx = p._tx WHERE t.tx = ?",
                        newest))
                .hasSize(1);
        assertThat(Jdbc.rows(connection, "SELECT MAX(_tx) FROM product")).containsExactly(List.of(newest));
    }

    @Test
    void linkTablesHaveTheTransactionOfTheirDatom() throws SQLException {
        assertThat(Jdbc.rows(connection, "SELECT tags FROM product__tags WHERE 't' || _tx <> tags"))
                .isEmpty();
        assertThat(Jdbc.rows(connection, "SELECT _tx FROM product__tags")).isNotEmpty();
    }

    @Test
    void itIsInNoStarButInThoseOfQueriesThatNameIt() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String star : List.of(
                    "SELECT * FROM product",
                    "SELECT p.* FROM product p",
                    "SELECT * FROM product FOR VERSION AS OF 5 p",
                    "SELECT * FROM (SELECT * FROM product) q",
                    "WITH q AS (SELECT * FROM main.product) SELECT * FROM q")) {
                assertThat(columns(statement, star)).as(star).containsExactly("_id", "sku", "price", "name");
            }
            assertThat(columns(statement, "SELECT * FROM (SELECT sku, _tx FROM product) q"))
                    .containsExactly("sku", "_tx");
            assertThat(columns(statement, "SELECT q.* FROM (SELECT p.*, p._tx FROM product p) q"))
                    .containsExactly("_id", "sku", "price", "name", "_tx");
            assertThat(columns(statement, "SELECT * FROM product__tags")).containsExactly("_id", "tags");
        }
        try (ResultSet result = connection.getMetaData().getColumns(null, null, "product%", "\\_tx")) {
            assertThat(result.next()).isFalse();
        }
    }

    private static List<String> columns(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                names.add(result.getMetaData().getColumnLabel(i));
            }
            return names;
        }
    }
}
