package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of result sets as any class that they can be read as, and the ways through their rows. */
class ResultSetsTest {
    private static final String NUMBERS = "SELECT x FROM (VALUES (1), (2), (3), (4), (5)) AS v(x) ORDER BY x";
    private static final LocalDateTime TIMESTAMP = LocalDateTime.parse("2024-02-29T10:11:12.123456");
    private static final LocalDate DATE = LocalDate.of(2024, 2, 29);
    private static final LocalTime TIME = LocalTime.parse("06:30:15.123456");

    private static Connection connection;

    @BeforeAll
    static void load() throws SQLException {
        connection = DriverManager.getConnection(TypesDatabase.create());
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    private interface Reading {
        Object read(ResultSet row) throws SQLException;
    }

    private static Object read(String expression, Reading reading) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + expression + " FROM t WHERE k = 7")) {
            assertThat(row.next()).isTrue();
            return reading.read(row);
        }
    }

    static Stream<Arguments> conversions() {
        Instant instant = TIMESTAMP.toInstant(ZoneOffset.UTC);
        return Stream.of(
                Arguments.of("k", Long.class, 7L),
                Arguments.of("k", Integer.class, 7),
                Arguments.of("k", Short.class, (short) 7),
                Arguments.of("k", Byte.class, (byte) 7),
                Arguments.of("k", BigInteger.class, BigInteger.valueOf(7)),
                Arguments.of("k", Boolean.class, true),
                Arguments.of("k", String.class, "7"),
                Arguments.of("d", Double.class, 2.5),
                Arguments.of("d", Float.class, 2.5f),
                Arguments.of("d", BigDecimal.class, new BigDecimal("2.5")),
                Arguments.of("d", Long.class, 2L),
                Arguments.of("dec", BigDecimal.class, TypesDatabase.DECIMAL),
                Arguments.of("dec", BigInteger.class, TypesDatabase.DECIMAL.toBigInteger()),
                Arguments.of("'12'", Integer.class, 12),
                Arguments.of("'t'", Boolean.class, true),
                Arguments.of("'2024-02-29'", LocalDate.class, DATE),
                Arguments.of("'2024-02-29 10:11:12.123456'", LocalDateTime.class, TIMESTAMP),
                Arguments.of("'2024-02-29 10:11:12.123456'", LocalDate.class, DATE),
                Arguments.of("ts", LocalDateTime.class, TIMESTAMP),
                Arguments.of("ts", Instant.class, instant),
                Arguments.of("ts", OffsetDateTime.class, TIMESTAMP.atOffset(ZoneOffset.UTC)),
                Arguments.of("ts", ZonedDateTime.class, TIMESTAMP.atZone(ZoneOffset.UTC)),
                Arguments.of("ts", LocalDate.class, DATE),
                Arguments.of("ts", LocalTime.class, TIMESTAMP.toLocalTime()),
                Arguments.of("ts", Timestamp.class, Timestamp.valueOf(TIMESTAMP)),
                Arguments.of("ts", java.util.Date.class, Timestamp.valueOf(TIMESTAMP)),
                Arguments.of("ts", String.class, "2024-02-29 10:11:12.123456"),
                Arguments.of("dt", LocalDate.class, DATE),
                Arguments.of("dt", Date.class, Date.valueOf(DATE)),
                Arguments.of("dt", LocalDateTime.class, DATE.atStartOfDay()),
                Arguments.of("dt", Timestamp.class, Timestamp.valueOf(DATE.atStartOfDay())),
                Arguments.of("tm", LocalTime.class, TIME),
                Arguments.of("tm", OffsetTime.class, TIME.atOffset(ZoneOffset.UTC)),
                Arguments.of("tm", LocalDateTime.class, TIME.atDate(LocalDate.EPOCH)),
                Arguments.of("id", UUID.class, TypesDatabase.ID),
                Arguments.of("id", String.class, TypesDatabase.ID.toString()),
                Arguments.of("cast(id AS VARCHAR)", UUID.class, TypesDatabase.ID),
                Arguments.of("raw", byte[].class, new byte[] {1, 2, (byte) 255}),
                Arguments.of("s", byte[].class, new byte[] {'a', 'b', 'c'}),
                Arguments.of("k", Object.class, 7L));
    }

    @ParameterizedTest
    @MethodSource("conversions")
    void valuesComeAsTheClassAskedFor(String expression, Class<?> type, Object expected) throws SQLException {
        assertThat(read(expression, row -> row.getObject(1, type))).isEqualTo(expected);
    }

    @Test
    void typedGettersReadOtherTypesToo() throws SQLException {
        assertThat(read("k", row -> row.getString(1))).isEqualTo("7");
        assertThat(read("k", row -> row.getDouble(1))).isEqualTo(7.0);
        assertThat(read("b", row -> row.getInt(1))).isEqualTo(1);
        assertThat(read("dec", row -> row.getDouble(1))).isEqualTo(TypesDatabase.DECIMAL.doubleValue());
        assertThat(read("tm", row -> row.getTime(1).toLocalTime().getMinute())).isEqualTo(30);
        assertThat(read("id", row -> row.getBytes(1).length)).isEqualTo(16);
        assertThat(read("s", row -> row.getObject(1, Map.of("VARCHAR", String.class))))
                .isEqualTo("abc");
        assertThat(read("k", row -> row.getObject(1, Map.of()))).isEqualTo(7L);
        assertThat(read("s", row -> row.getClob(1).getSubString(1, 3))).isEqualTo("abc");
        assertThat(read("raw", row -> row.getBlob(1).length())).isEqualTo(3L);
        assertThat(read("array_agg(k)", row -> row.getArray(1).getArray())).isEqualTo(new Object[] {7L});
        assertThat(read("s", row -> readAll(row))).isEqualTo("abc");
    }

    private static String readAll(ResultSet row) throws SQLException {
        try {
            return new String(row.getBinaryStream(1).readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void calendarsSayInWhichZoneAClockShowsAValue() throws SQLException {
        Calendar tokyo = Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"));
        Timestamp expected = Timestamp.from(TIMESTAMP.toInstant(ZoneOffset.ofHours(9)));
        assertThat(read("ts", row -> row.getTimestamp(1, tokyo))).isEqualTo(expected);
        assertThat(read("dt", row -> row.getDate(1, tokyo).getTime()))
                .isEqualTo(DATE.atStartOfDay().toInstant(ZoneOffset.ofHours(9)).toEpochMilli());
        assertThat(read("tm", row -> row.getTime(1, tokyo).getTime()))
                .isEqualTo(TIME.atDate(LocalDate.EPOCH)
                        .toInstant(ZoneOffset.ofHours(9))
                        .toEpochMilli());
    }

    @Test
    void valuesThatDoNotFitAreRefused() {
        assertRefused("k * 100", row -> row.getByte(1), "22003");
        assertRefused("k * 100", row -> row.getObject(1, Byte.class), "22003");
        assertRefused("dec", row -> row.getLong(1), "22003");
        assertRefused("s", row -> row.getInt(1), "22000");
        assertRefused("s", row -> row.getDate(1), "22007");
        assertRefused("k", row -> row.getObject(1, UUID.class), "22000");
        assertRefused("s", row -> row.getObject(1, Thread.State.class), "22000");
        assertRefused("s", row -> row.getObject(2), "22023");
        assertRefused("s", row -> row.getObject("nosuch"), "42703");
    }

    private static void assertRefused(String expression, Reading reading, String state) {
        assertThatThrownBy(() -> read(expression, reading))
                .isInstanceOf(SQLException.class)
                .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo(state));
    }

    @Test
    void scrollingGoesToAnyRow() throws SQLException {
        try (Statement statement =
                        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
                ResultSet rows = statement.executeQuery(NUMBERS)) {
            assertThat(rows.getType()).isEqualTo(ResultSet.TYPE_SCROLL_INSENSITIVE);
            assertThat(rows.isBeforeFirst()).isTrue();
            assertThat(rows.last()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(5);
            assertThat(rows.isLast()).isTrue();
            assertThat(rows.next()).isFalse();
            assertThat(rows.isAfterLast()).isTrue();
            assertThat(rows.previous()).isTrue();
            assertThat(rows.getRow()).isEqualTo(5);
            assertThat(rows.absolute(2)).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(2);
            assertThat(rows.relative(2)).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(4);
            assertThat(rows.relative(-3)).isTrue();
            assertThat(rows.isFirst()).isTrue();
            assertThat(rows.absolute(-2)).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(4);
            assertThat(rows.absolute(9)).isFalse();
            assertThat(rows.isAfterLast()).isTrue();
            assertThat(rows.absolute(-9)).isFalse();
            assertThat(rows.isBeforeFirst()).isTrue();
            assertThat(rows.first()).isTrue();
            rows.beforeFirst();
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(1);
            rows.afterLast();
            assertThat(rows.getRow()).isZero();
            rows.setFetchDirection(ResultSet.FETCH_REVERSE);
            assertThat(rows.getFetchDirection()).isEqualTo(ResultSet.FETCH_REVERSE);
        }
    }

    @Test
    void scrollingWorksOverManyBatchesAndWithALimit() throws SQLException {
        String many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT i FROM n";
        try (Statement statement =
                connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)) {
            try (ResultSet rows = statement.executeQuery(many)) {
                for (int wanted : new int[] {4000, 3, 2500, 5000, 1}) {
                    assertThat(rows.absolute(wanted)).isTrue();
                    assertThat(rows.getInt(1)).isEqualTo(wanted);
                }
            }
            statement.setLargeMaxRows(3);
            assertThat(statement.getLargeMaxRows()).isEqualTo(3);
            try (ResultSet rows = statement.executeQuery(many)) {
                assertThat(rows.last()).isTrue();
                assertThat(rows.getRow()).isEqualTo(3);
            }
        }
    }

    @Test
    void forwardResultSetsKnowWhereTheyAre() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery(NUMBERS)) {
                assertThat(rows.isBeforeFirst()).isTrue();
                for (int i = 1; i <= 5; i++) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getRow()).isEqualTo(i);
                    assertThat(rows.isFirst()).isEqualTo(i == 1);
                    assertThat(rows.isLast()).isEqualTo(i == 5);
                }
                assertThat(rows.next()).isFalse();
                assertThat(rows.isAfterLast()).isTrue();
                assertThatThrownBy(rows::previous).hasMessageContaining("TYPE_SCROLL_INSENSITIVE");
            }
            try (ResultSet rows = statement.executeQuery("SELECT k FROM t WHERE 1 = 0")) {
                assertThat(rows.isBeforeFirst()).isFalse();
                assertThat(rows.next()).isFalse();
                assertThat(rows.isAfterLast()).isFalse();
            }
            statement.setMaxRows(2);
            try (ResultSet rows = statement.executeQuery(NUMBERS)) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.isLast()).isFalse();
                assertThat(rows.next()).isTrue();
                assertThat(rows.isLast()).isTrue();
                assertThat(rows.next()).isFalse();
            }
        }
    }

    @Test
    void whatIsNotOfferedIsReplacedWithAWarning() throws SQLException {
        connection.clearWarnings();
        try (Statement statement =
                connection.createStatement(ResultSet.TYPE_SCROLL_SENSITIVE, ResultSet.CONCUR_UPDATABLE)) {
            assertThat(statement.getResultSetType()).isEqualTo(ResultSet.TYPE_SCROLL_INSENSITIVE);
            assertThat(statement.getResultSetConcurrency()).isEqualTo(ResultSet.CONCUR_READ_ONLY);
            assertThat(connection.getWarnings().getMessage()).contains("only read");
            assertThat(connection.getWarnings().getNextWarning().getMessage()).contains("one state");
            assertThat(connection.getWarnings().getSQLState()).isEqualTo("01S02");
        }
        connection.clearWarnings();
        assertThat((Object) connection.getWarnings()).isNull();
        assertThatThrownBy(() -> connection.createStatement(1, 2)).isInstanceOf(SQLException.class);
    }
}
