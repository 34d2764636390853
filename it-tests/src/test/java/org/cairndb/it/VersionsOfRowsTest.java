package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.commit.FlushBounds;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One transaction at noon of each first of January. Product W1 comes in 2021 at price 1, costs 2 from 2022, is gone in 2024 and comes back in 2025 at price
 * 3; in 2023 it gets another tag. Product W2 comes in 2022. The colour is first known in 2026.
 */
@ParameterizedClass(name = "at most {0} transactions in the tail")
@ValueSource(ints = {1, 1000})
class VersionsOfRowsTest {
    private static final String PRICES =
            "SELECT price, YEAR(_from), YEAR(_to), _tx_from, _tx_to FROM product %s WHERE sku = 'W1' ORDER BY _tx_from";

    private final String location = "mem:versions-" + UUID.randomUUID();
    private final int tailTransactions;
    private final long w1;
    private final Connection connection;

    VersionsOfRowsTest(int tailTransactions) throws SQLException {
        this.tailTransactions = tailTransactions;
        commit(
                2020,
                define("sku").identity(),
                define("name").indexed(),
                define("tags").many(),
                number("price"),
                number("seen").noHistory());
        w1 = commit(
                2021,
                Operation.put(Map.of(
                        "db/id",
                        "w1",
                        "product/sku",
                        "W1",
                        "product/name",
                        "Widget",
                        "product/price",
                        1L,
                        "product/tags",
                        List.of("new", "small"),
                        "product/seen",
                        5L)));
        commit(
                2022,
                Operation.add(w1, "product/price", 2L),
                Operation.put(Map.of("product/sku", "W2", "product/name", "Wheel", "product/price", 7L)));
        commit(2023, Operation.add(w1, "product/tags", "cheap"));
        commit(2024, Operation.retractEntity(w1));
        commit(
                2025,
                Operation.put(Map.of("db/id", w1, "product/sku", "W1", "product/name", "Wonder", "product/price", 3L)));
        commit(2026, Operation.add(w1, "product/colour", "red"));
        connection = DriverManager.getConnection("jdbc:cairn:" + location);
    }

    private static AttributeSpec.Builder define(String name) {
        return AttributeSpec.builder("product/" + name, ValueType.STRING);
    }

    private static AttributeSpec.Builder number(String name) {
        return AttributeSpec.builder("product/" + name, ValueType.LONG);
    }

    private void commit(int year, AttributeSpec.Builder... attributes) {
        commit(
                year,
                Arrays.stream(attributes)
                        .map(attribute -> Operation.define(attribute.build()))
                        .toArray(Operation[]::new));
    }

    private long commit(int year, Operation... operations) {
        Instant instant = LocalDateTime.of(year, 1, 1, 12, 0).toInstant(ZoneOffset.UTC);
        WriterOptions options = WriterOptions.DEFAULT
                .clock(Clock.fixed(instant, ZoneOffset.UTC))
                .flushBounds(new FlushBounds(1 << 20, 100_000, tailTransactions));
        try (Writer writer = Writer.open(Location.parse(location), options)) {
            return writer.transact(operations).tempids().getOrDefault("w1", 0L);
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private List<List<@Nullable Object>> rows(String sql, Object... parameters) throws SQLException {
        return Jdbc.rows(connection, sql, parameters);
    }

    /** Prices of W1 that a clause gives. */
    private List<@Nullable Object> prices(String clause, Object... parameters) throws SQLException {
        List<@Nullable Object> prices = new ArrayList<>();
        for (List<@Nullable Object> row : rows(PRICES.formatted(clause), parameters)) {
            prices.add(row.get(0));
        }
        return prices;
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FOR SYSTEM_TIME ALL",
                "FOR TIMESTAMP ALL",
                "FOR VERSION ALL",
                "FOR SYSTEM_TIME ALL p",
                "FOR SYSTEM_TIME ALL AS p",
                "p FOR SYSTEM_TIME ALL",
                "AS p FOR SYSTEM_TIME ALL"
            })
    void allGivesEveryState(String clause) throws SQLException {
        assertThat(rows(PRICES.formatted(clause)))
                .containsExactly(
                        row(1L, 2021L, 2022L, 2L, 3L),
                        row(2L, 2022L, 2024L, 3L, 5L),
                        row(3L, 2025L, 2026L, 6L, 7L),
                        row(3L, 2026L, null, 7L, null));
    }

    @Test
    void everyColumnIsAsOfTheVersion() throws SQLException {
        assertThat(rows("SELECT * FROM product FOR SYSTEM_TIME ALL WHERE _id = ? ORDER BY _tx_from", w1).stream()
                        .map(row -> row.subList(1, row.size() - 2)))
                .containsExactly(
                        row("W1", "Widget", 1L, null, null, 2L, 3L),
                        row("W1", "Widget", 2L, null, null, 3L, 5L),
                        row("W1", "Wonder", 3L, null, null, 6L, 7L),
                        row("W1", "Wonder", 3L, null, "red", 7L, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"_id = ?", "_id BETWEEN ? AND ? + 0", "_id IN (?, 0)", "_id + 0 = ?", "_id >= ? AND sku < 'W2'"})
    void conditionsOnTheEntityFindItsVersions(String condition) throws SQLException {
        int parameters = (int) condition.chars().filter(c -> c == '?').count();
        Object[] values = new Object[parameters];
        Arrays.fill(values, w1);
        assertThat(rows("SELECT _tx_from FROM product FOR SYSTEM_TIME ALL WHERE " + condition + " ORDER BY 1", values))
                .containsExactly(row(2L), row(3L), row(6L), row(7L));
    }

    @Test
    void formerValuesOfAnIndexedAttributeFindTheirVersions() throws SQLException {
        String sql = "SELECT name, price FROM product FOR SYSTEM_TIME ALL WHERE name = ? ORDER BY _tx_from";
        assertThat(rows(sql, "Widget")).containsExactly(row("Widget", 1L), row("Widget", 2L));
        assertThat(rows(sql, "Wonder")).containsExactly(row("Wonder", 3L), row("Wonder", 3L));
        assertThat(rows("SELECT name FROM product FOR SYSTEM_TIME ALL WHERE name LIKE 'W%' AND _tx_to IS NULL"
                        + " ORDER BY 1"))
                .containsExactly(row("Wheel"), row("Wonder"));
    }

    @Test
    void rangeOfTimesEndsWithItsSecondPointWhereItIsWrittenBetween() throws SQLException {
        String at2022 = "TIMESTAMP '2022-01-01 12:00:00'";
        String before2022 = "TIMESTAMP '2022-01-01 11:59:59.999999'";
        assertThat(prices("FOR SYSTEM_TIME BETWEEN DATE '2021-06-01' AND " + at2022))
                .containsExactly(1L, 2L);
        assertThat(prices("FOR SYSTEM_TIME FROM DATE '2021-06-01' TO " + at2022))
                .containsExactly(1L);
        assertThat(prices("FOR SYSTEM_TIME BETWEEN DATE '2021-06-01' AND " + before2022))
                .containsExactly(1L);
        assertThat(prices("FOR SYSTEM_TIME BETWEEN " + at2022 + " AND DATE '2022-06-01'"))
                .containsExactly(2L);
        assertThat(prices("FOR SYSTEM_TIME BETWEEN " + before2022 + " AND DATE '2022-06-01'"))
                .containsExactly(1L, 2L);
        assertThat(prices("FOR SYSTEM_TIME FROM " + at2022 + " TO DATE '2022-06-01'"))
                .containsExactly(2L);
        assertThat(prices("FOR SYSTEM_TIME BETWEEN " + at2022 + " AND " + at2022))
                .containsExactly(2L);
        assertThat(prices("FOR SYSTEM_TIME FROM " + at2022 + " TO " + at2022)).isEmpty();
        assertThat(prices("FOR SYSTEM_TIME BETWEEN DATE '2023-06-01' AND DATE '2021-06-01'"))
                .isEmpty();
        assertThat(prices("FOR SYSTEM_TIME FROM DATE '2023-06-01' TO DATE '2021-06-01'"))
                .isEmpty();
    }

    @Test
    void rangeOfVersionsCountsTransactions() throws SQLException {
        assertThat(prices("FOR VERSION BETWEEN 2 AND 3")).containsExactly(1L, 2L);
        assertThat(prices("FOR VERSION FROM 2 TO 3")).containsExactly(1L);
        assertThat(prices("FOR VERSION BETWEEN 3 AND 3")).containsExactly(2L);
        assertThat(prices("FOR VERSION BETWEEN ? AND ? + 1", 3L, 5L)).containsExactly(2L, 3L);
        assertThat(prices("FOR VERSION FROM ? - 1 TO ?", 3L, 3L)).containsExactly(1L);
        assertThat(prices("FOR VERSION BETWEEN 0 AND 1")).isEmpty();
        assertThat(prices("FOR VERSION BETWEEN 7 AND 1000")).containsExactly(3L);
        assertThat(prices("FOR VERSION BETWEEN 6 AND 6")).containsExactly(3L);
    }

    @Test
    void timesBeforeAndAfterAllTransactionsAreNoErrors() throws SQLException {
        assertThat(prices("FOR SYSTEM_TIME BETWEEN '1999-01-01' AND '2000-01-01'"))
                .isEmpty();
        assertThat(prices("FOR SYSTEM_TIME BETWEEN '1999-01-01' AND '2021-06-01'"))
                .containsExactly(1L);
        assertThat(prices("FOR SYSTEM_TIME BETWEEN '2040-01-01' AND '2041-01-01'"))
                .containsExactly(3L);
        assertThat(prices("FOR SYSTEM_TIME FROM '1999-01-01' TO '2041-01-01'")).containsExactly(1L, 2L, 3L, 3L);
    }

    @Test
    void rowsThatCeasedLeaveAGap() throws SQLException {
        assertThat(prices("FOR SYSTEM_TIME BETWEEN '2024-06-01' AND '2024-07-01'"))
                .isEmpty();
        assertThat(prices("FOR SYSTEM_TIME BETWEEN '2023-06-01' AND '2024-07-01'"))
                .containsExactly(2L);
        assertThat(prices("FOR SYSTEM_TIME BETWEEN '2024-06-01' AND '2025-07-01'"))
                .containsExactly(3L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TIMESTAMP '2021-06-01 00:00:00' AND TIMESTAMP '2022-06-01 00:00:00'",
                "DATE '2021-06-01' AND '2022-06-01'",
                "TIMESTAMP '2022-06-01 00:00:00' - INTERVAL '1' YEAR AND DATE '2022-05-31' + INTERVAL '1' DAY",
                "CAST('2021-06-01' AS TIMESTAMP) AND CASE WHEN 1 < 2 AND 2 < 3 THEN DATE '2022-06-01' ELSE"
                        + " CURRENT_DATE END",
            })
    void pointsAreExpressionsWithoutColumns(String points) throws SQLException {
        assertThat(prices("FOR SYSTEM_TIME BETWEEN " + points)).containsExactly(1L, 2L);
        assertThat(prices("FOR TIMESTAMP FROM " + points.replaceFirst(" AND (?!2)", " TO ")))
                .containsExactly(1L, 2L);
        assertThat(prices("p FOR SYSTEM_TIME BETWEEN " + points)).containsExactly(1L, 2L);
    }

    @Test
    void pointsAreParametersOfAnyTimeClass() throws SQLException {
        LocalDateTime begin = LocalDateTime.of(2021, 6, 1, 0, 0);
        for (Object point : List.of(
                Timestamp.valueOf(begin),
                begin,
                begin.toInstant(ZoneOffset.UTC),
                "2021-06-01 00:00:00",
                LocalDate.of(2021, 6, 1))) {
            assertThat(prices("FOR SYSTEM_TIME BETWEEN ? AND ?", point, "2022-06-01"))
                    .as(point.getClass().getName())
                    .containsExactly(1L, 2L);
            assertThat(prices("FOR SYSTEM_TIME FROM ? TO ? + INTERVAL '1' YEAR", point, point))
                    .containsExactly(1L, 2L);
        }
        assertThat(prices("FOR SYSTEM_TIME BETWEEN ? - INTERVAL '1' DAY AND ? + 365 * INTERVAL '1' DAY", begin, begin))
                .containsExactly(1L, 2L);
    }

    @Test
    void onePlanServesSeveralRanges() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT COUNT(*) FROM product FOR SYSTEM_TIME BETWEEN ? AND ? WHERE _id = ?")) {
            assertThat(count(statement, 2021, 2022)).isEqualTo(2);
            assertThat(count(statement, 2024, 2024)).isZero();
            assertThat(count(statement, 2020, 2030)).isEqualTo(4);
            assertThat(count(statement, 2026, 2026)).isEqualTo(1);
        }
    }

    private long count(PreparedStatement statement, int from, int to) throws SQLException {
        statement.setObject(1, LocalDateTime.of(from, 6, 1, 0, 0));
        statement.setObject(2, LocalDateTime.of(to, 6, 1, 0, 0));
        statement.setLong(3, w1);
        try (ResultSet rows = statement.executeQuery()) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }

    @Test
    void linksAndDatomsHaveVersionsOfTheirOwn() throws SQLException {
        assertThat(rows("SELECT tags, _tx_from, _tx_to FROM product__tags FOR SYSTEM_TIME ALL ORDER BY 1"))
                .containsExactly(row("cheap", 4L, 5L), row("new", 2L, 5L), row("small", 2L, 5L));
        assertThat(rows(
                        "SELECT tags FROM product__tags FOR SYSTEM_TIME BETWEEN '2021-06-01' AND '2022-06-01' t"
                                + " WHERE t._id = ? ORDER BY 1",
                        w1))
                .containsExactly(row("new"), row("small"));
        assertThat(rows(
                        "SELECT v, tx, YEAR(_from), YEAR(_to) FROM \"product/price\" FOR SYSTEM_TIME ALL WHERE e = ?"
                                + " ORDER BY _tx_from",
                        w1))
                .containsExactly(row(1L, 2L, 2021L, 2022L), row(2L, 3L, 2022L, 2024L), row(3L, 6L, 2025L, null));
        assertThat(rows("SELECT e, _tx_from, _tx_to FROM \"product/name\" FOR VERSION ALL WHERE v = 'Widget'"))
                .containsExactly(row(w1, 2L, 5L));
        assertThat(rows("SELECT _tx_from FROM \"product/name\" FOR VERSION ALL WHERE v > 'Wi' AND v < 'X' ORDER BY 1"))
                .containsExactly(row(2L), row(6L));
    }

    @Test
    void attributesWithoutHistoryShowWhatTheyAreNow() throws SQLException {
        commit(2027, Operation.add(w1, "product/seen", 8L));
        commit(2028, Operation.add(w1, "product/seen", 9L));
        try (Connection fresh = DriverManager.getConnection("jdbc:cairn:" + location)) {
            assertThat(Jdbc.rows(
                            fresh,
                            "SELECT seen, _tx_from, _tx_to FROM product FOR VERSION BETWEEN 7 AND 9"
                                    + " WHERE sku = 'W1' ORDER BY 2"))
                    .containsExactly(row(null, 7L, 9L), row(9L, 9L, null));
        }
    }

    @Test
    void transactionsOfVersionsTellWhoAndWhen() throws SQLException {
        assertThat(rows("SELECT p.price, YEAR(t.instant), YEAR(e.instant) FROM product FOR SYSTEM_TIME ALL p"
                        + " JOIN transactions t ON t.tx = p._tx_from LEFT JOIN transactions e ON e.tx = p._tx_to"
                        + " WHERE p.sku = 'W1' ORDER BY p._tx_from"))
                .containsExactly(
                        row(1L, 2021L, 2022L), row(2L, 2022L, 2024L), row(3L, 2025L, 2026L), row(3L, 2026L, null));
    }

    @Test
    void rowTransactionIsTheOneThatMadeTheVersion() throws SQLException {
        assertThat(rows("SELECT _tx, _tx_from FROM product FOR SYSTEM_TIME ALL WHERE _tx <> _tx_from"))
                .isEmpty();
        assertThat(rows("SELECT _tx FROM product FOR SYSTEM_TIME ALL WHERE _id = ? AND _tx > 3 ORDER BY _tx DESC", w1))
                .containsExactly(row(7L), row(6L));
        assertThat(rows("SELECT _tx, tags FROM product__tags FOR SYSTEM_TIME ALL WHERE _tx = 4"))
                .containsExactly(row(4L, "cheap"));
    }

    @Test
    void transactionsHaveOneVersionAsLongAsNobodyAnnotatesThem() throws SQLException {
        assertThat(rows("SELECT tx, _tx_from, YEAR(_from), _to FROM transactions FOR SYSTEM_TIME ALL WHERE tx = 3"))
                .containsExactly(row(3L, 3L, 2022L, null));
        assertThat(rows("SELECT COUNT(*) FROM transactions FOR SYSTEM_TIME FROM '2021-01-01' TO '2023-01-01'"))
                .containsExactly(row(3L));
    }

    @Test
    void versionsStandWhereverTablesDo() throws SQLException {
        assertThat(rows("WITH history AS (SELECT * FROM product FOR SYSTEM_TIME ALL)"
                        + " SELECT sku, COUNT(*), MAX(price) FROM history GROUP BY sku ORDER BY sku"))
                .containsExactly(row("W1", 4L, 3L), row("W2", 1L, 7L));
        assertThat(rows("SELECT sku, (SELECT COUNT(*) FROM product FOR SYSTEM_TIME ALL h WHERE h._id = p._id)"
                        + " FROM product p ORDER BY sku"))
                .containsExactly(row("W1", 4L), row("W2", 1L));
        assertThat(rows("SELECT n.price, o.price FROM product n JOIN product FOR VERSION BETWEEN 2 AND 2 o ON"
                        + " o._id = n._id"))
                .containsExactly(row(3L, 1L));
        assertThat(rows("SELECT a.price, b.price FROM product FOR VERSION BETWEEN 2 AND 2 a JOIN product FOR"
                        + " VERSION BETWEEN 3 AND 4 b ON a._id = b._id WHERE a.sku = 'W1' AND b._tx_from ="
                        + " 3"))
                .containsExactly(row(1L, 2L));
        assertThat(rows("SELECT product.price FROM product FOR VERSION FROM 2 TO 3"))
                .containsExactly(row(1L));
        assertThat(rows("SELECT main.product.price FROM main.product")).hasSize(2);
        assertThat(rows("SELECT sku FROM product WHERE EXISTS (SELECT 1 FROM product FOR VERSION BETWEEN 1 AND 2 h"
                        + " WHERE h.sku = product.sku)"))
                .containsExactly(row("W1"));
    }

    @Test
    void historyEndsWhereTheSnapshotOfTheSessionDoes() throws SQLException {
        try (Connection past = DriverManager.getConnection("jdbc:cairn:" + location + "?asOf=2023-06-01")) {
            assertThat(Jdbc.rows(past, PRICES.formatted("FOR SYSTEM_TIME ALL")))
                    .containsExactly(row(1L, 2021L, 2022L, 2L, 3L), row(2L, 2022L, null, 3L, null));
            assertThat(Jdbc.rows(past, "SELECT tags, _tx_to FROM product__tags FOR SYSTEM_TIME ALL ORDER BY 1"))
                    .containsExactly(row("cheap", null), row("new", null), row("small", null));
            assertThat(Jdbc.rows(past, PRICES.formatted("FOR SYSTEM_TIME BETWEEN '2025-06-01' AND '2027-01-01'")))
                    .containsExactly(row(2L, 2022L, null, 3L, null));
        }
    }

    @Test
    void metadataShowsTheTableAsWritten() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT * FROM product FOR SYSTEM_TIME ALL")) {
            assertThat(statement.getMetaData().getTableName(2)).isEqualTo("product");
            assertThat(statement.getMetaData().getColumnLabel(7)).isEqualTo("_tx_from");
        }
        try (ResultSet tables = connection.getMetaData().getTables(null, null, "product%", null)) {
            while (tables.next()) {
                assertThat(tables.getString("TABLE_NAME")).doesNotContain("versions");
            }
        }
    }

    @Test
    void plansTellIndexRangeAndPoints() throws SQLException {
        assertThat(plan("SELECT price FROM product FOR VERSION BETWEEN 3 AND 9 WHERE _id = 5"))
                .contains("index=[EAVT, RETIRED_EAVT]", "range=[=(_id, 5)]", "versions=[version between 3 and 9]")
                .contains("main.product]");
        assertThat(plan("SELECT price FROM product FOR SYSTEM_TIME ALL")).contains("range=[all]", "versions=[all]");
        assertThat(plan("SELECT price FROM product FOR SYSTEM_TIME FROM ? TO ? p", "2021-01-01", "2022-01-01"))
                .contains("versions=[from CAST(?0):TIMESTAMP(6) to CAST(?1):TIMESTAMP(6)]");
        assertThat(plan("SELECT v FROM \"product/price\" FOR SYSTEM_TIME ALL"))
                .contains("AEVT product/price, RETIRED_AEVT");
    }

    private String plan(String sql, Object... parameters) throws SQLException {
        StringBuilder plan = new StringBuilder();
        for (List<@Nullable Object> row : rows("EXPLAIN " + sql, parameters)) {
            plan.append(row.get(0)).append('\n');
        }
        return plan.toString();
    }

    @Test
    void otherRangesAreRefused() {
        assertRefused("SELECT * FROM product FOR SYSTEM_TIME BETWEEN '2021-01-01'", "42601", "BETWEEN a AND b");
        assertRefused("SELECT * FROM product FOR SYSTEM_TIME BETWEEN NULL AND '2021-01-01'", "22000", "null");
        assertRefused("SELECT * FROM product FOR SYSTEM_TIME BETWEEN 3 AND 9", "42000", "FOR VERSION BETWEEN");
        assertRefused("SELECT * FROM product FOR VERSION FROM 'a' TO 'b'", "3D000", "has no version \"a\"");
        assertRefused("SELECT * FROM product FOR VERSION FROM 1.5 TO 2", "42000", "transaction number");
        assertRefused("SELECT * FROM product FOR SYSTEM_TIME FROM 'soon' TO 'later'", "22007", "soon");
        assertRefused("SELECT * FROM (SELECT * FROM product) FOR SYSTEM_TIME ALL", "0A000", "inside the subquery");
        assertRefused("SELECT * FROM commits FOR SYSTEM_TIME ALL", "0A000", "\"commits\" has none");
        assertRefused(
                "SELECT * FROM produkt FOR SYSTEM_TIME ALL",
                "42P01",
                "\"produkt\" (at line 1, column 15); did you mean");
        assertRefused(
                "SELECT (SELECT MAX(h.price) FROM product FOR SYSTEM_TIME BETWEEN t.instant AND '2030-01-01' h)"
                        + " FROM transactions t",
                "0A000",
                "cannot depend on a column");
    }

    private void assertRefused(String sql, String state, String text) {
        assertThatThrownBy(() -> rows(sql))
                .as(sql)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(text)
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo(state);
    }
}
