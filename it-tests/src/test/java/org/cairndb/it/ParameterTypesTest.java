package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters take values of any class that can mean one of their type. */
class ParameterTypesTest {
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

    private interface Setting {
        void set(PreparedStatement statement) throws SQLException;
    }

    private static List<Long> keys(String condition, Setting setting) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT k FROM t WHERE " + condition + " ORDER BY k")) {
            setting.set(statement);
            try (ResultSet rows = statement.executeQuery()) {
                return SqlRows.read(rows).stream().map(row -> (Long) row.get(0)).toList();
            }
        }
    }

    static Stream<Arguments> values() {
        OffsetDateTime offset = TIMESTAMP.atOffset(ZoneOffset.UTC).withOffsetSameInstant(ZoneOffset.ofHours(5));
        Instant instant = TIMESTAMP.toInstant(ZoneOffset.UTC);
        return Stream.of(
                        List.of(
                                "k",
                                7L,
                                7,
                                (short) 7,
                                (byte) 7,
                                7.0,
                                7f,
                                "7",
                                " 7 ",
                                BigDecimal.valueOf(7),
                                BigInteger.valueOf(7)),
                        List.of("d", 2.5, 2.5f, "2.5", new BigDecimal("2.50")),
                        List.of("dec", TypesDatabase.DECIMAL, TypesDatabase.DECIMAL.toPlainString()),
                        List.of("s", "abc", new StringBuilder("abc")),
                        List.of("b", true, "true", "t", "1", 1, "YES"),
                        List.of(
                                "ts",
                                TIMESTAMP,
                                Timestamp.valueOf(TIMESTAMP),
                                offset,
                                instant,
                                instant.atZone(ZoneId.of("Asia/Tokyo")),
                                "2024-02-29 10:11:12.123456",
                                "2024-02-29T12:11:12.123456+02:00"),
                        List.of("dt", DATE, Date.valueOf(DATE), TIMESTAMP, "2024-02-29", "2024-02-29 10:00:00"),
                        List.of("tm", TIME, "06:30:15.123456", TIMESTAMP.with(TIME)),
                        List.of("id", TypesDatabase.ID, TypesDatabase.ID.toString()),
                        List.of("raw", new byte[] {1, 2, (byte) 255}))
                .flatMap(row -> row.stream().skip(1).map(value -> Arguments.of(row.get(0), value)));
    }

    @ParameterizedTest
    @MethodSource("values")
    void objectsMeanTheirValue(String column, Object value) throws SQLException {
        assertThat(keys(column + " = ?", s -> s.setObject(1, value))).containsExactly(7L);
    }

    @Test
    void typedSettersMeanTheirValue() throws SQLException {
        assertThat(keys("k = ?", s -> s.setInt(1, 7))).containsExactly(7L);
        assertThat(keys("k = ?", s -> s.setShort(1, (short) 7))).containsExactly(7L);
        assertThat(keys("k = ?", s -> s.setString(1, "7"))).containsExactly(7L);
        assertThat(keys("dt = ?", s -> s.setString(1, "2024-02-29"))).containsExactly(7L);
        assertThat(keys("ts = ?", s -> s.setString(1, "2024-02-29 10:11:12.123456")))
                .containsExactly(7L);
        assertThat(keys("b = ?", s -> s.setString(1, "true"))).containsExactly(7L);
        assertThat(keys("id = ?", s -> s.setString(1, TypesDatabase.ID.toString())))
                .containsExactly(7L);
        assertThat(keys("s = ?", s -> s.setNString(1, "abc"))).containsExactly(7L);
        assertThat(keys("dt = ?", s -> s.setDate(1, Date.valueOf(DATE)))).containsExactly(7L);
        assertThat(keys("dt = ?", s -> s.setTimestamp(1, Timestamp.valueOf(TIMESTAMP))))
                .containsExactly(7L);
        assertThat(keys("k = ? OR b = ?", s -> {
                    s.setNull(1, Types.BIGINT);
                    s.setNull(2, Types.OTHER, "whatever");
                }))
                .isEmpty();
    }

    @Test
    void calendarsSayInWhichZoneAClockShowsAValue() throws SQLException {
        Calendar tokyo = Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"));
        Timestamp instant = Timestamp.from(TIMESTAMP.toInstant(ZoneOffset.ofHours(9)));
        assertThat(keys("ts = ?", s -> s.setTimestamp(1, instant, tokyo))).containsExactly(7L);
        Date day = new Date(DATE.atStartOfDay().toInstant(ZoneOffset.ofHours(9)).toEpochMilli());
        assertThat(keys("dt = ?", s -> s.setDate(1, day, tokyo))).containsExactly(7L);
        Time time = new Time(
                TIME.atDate(LocalDate.EPOCH).toInstant(ZoneOffset.ofHours(9)).toEpochMilli());
        assertThat(keys("tm BETWEEN ? AND TIME '06:30:16'", s -> s.setTime(1, time, tokyo)))
                .containsExactly(7L);
    }

    @Test
    void targetTypesAreTaken() throws SQLException {
        assertThat(keys("k = ?", s -> s.setObject(1, "7", Types.INTEGER))).containsExactly(7L);
        assertThat(keys("k = ?", s -> s.setObject(1, 7, JDBCType.BIGINT))).containsExactly(7L);
        assertThat(keys("s = ?", s -> s.setObject(1, "abc", Types.LONGVARCHAR))).containsExactly(7L);
        assertThat(keys("d = ?", s -> s.setObject(1, "2.4999", Types.DECIMAL, 1)))
                .containsExactly(7L);
        assertThat(keys("d = ?", s -> s.setObject(1, 2.4999, JDBCType.NUMERIC, 1)))
                .containsExactly(7L);
        assertThat(keys("dt = ?", s -> s.setObject(1, DATE, JDBCType.DATE))).containsExactly(7L);
        assertThatThrownBy(() -> keys("k = ?", s -> s.setObject(1, 7, Types.SQLXML)))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void streamsAreReadToTheirEndOrLength() throws SQLException {
        byte[] raw = {1, 2, (byte) 255, 9};
        assertThat(keys("s = ?", s -> s.setCharacterStream(1, new StringReader("abc"))))
                .containsExactly(7L);
        assertThat(keys("s = ?", s -> s.setCharacterStream(1, new StringReader("abcdef"), 3)))
                .containsExactly(7L);
        assertThat(keys("s = ?", s -> s.setAsciiStream(1, new ByteArrayInputStream(new byte[] {'a', 'b', 'c'}))))
                .containsExactly(7L);
        assertThat(keys("s = ?", s -> s.setClob(1, new StringReader("abc")))).containsExactly(7L);
        assertThat(keys("raw = ?", s -> s.setBinaryStream(1, new ByteArrayInputStream(raw), 3L)))
                .containsExactly(7L);
        assertThat(keys("raw = ?", s -> s.setBlob(1, new ByteArrayInputStream(raw), 3)))
                .containsExactly(7L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"k = ANY (?)", "k = any(?)", "k = SOME( ? )", "k IN (?)", "k in ( ? )", "k <> ALL (?) IS FALSE"})
    void arraysStandForLists(String condition) throws SQLException {
        Array some = connection.createArrayOf("BIGINT", new Object[] {1L, 7L, 9L});
        assertThat(keys(condition, s -> s.setArray(1, some))).containsExactly(7L);
        assertThat(keys(condition, s -> s.setObject(1, new long[] {7, 8, 9, 10, 11})))
                .containsExactly(7L, 8L);
        assertThat(keys(condition, s -> s.setObject(1, List.of("8")))).containsExactly(8L);
        assertThat(keys(condition, s -> s.setObject(1, new Object[0]))).isEmpty();
        assertThat(keys(condition, s -> s.setObject(1, 7))).containsExactly(7L);
    }

    @Test
    void arraysMayBeLongAndAmongOtherParameters() throws SQLException {
        long[] many = LongStream.range(8, 2000).toArray();
        assertThat(keys("s IS DISTINCT FROM ? AND k = ANY (?) AND k < ? AND s IS DISTINCT FROM '= ANY (?)'", s -> {
                    s.setString(1, "x");
                    s.setObject(2, many);
                    s.setInt(3, 1000);
                }))
                .containsExactly(8L);
        assertThat(keys("k <> ALL (?)", s -> s.setObject(1, new int[] {7}))).containsExactly(8L);
        assertThat(keys("k NOT IN (?)", s -> s.setObject(1, new int[0]))).containsExactly(7L, 8L);
    }

    @Test
    void aParameterBesideADateIsANumberOfDays() throws SQLException {
        assertThat(keys("dt + ? = DATE '2024-03-10'", s -> s.setInt(1, 10))).containsExactly(7L);
        assertThat(keys("dt = DATE '2024-03-10' - ?", s -> s.setLong(1, 10))).containsExactly(7L);
        assertThat(keys("? + dt > DATE '2024-03-10'", s -> s.setString(1, "11")))
                .containsExactly(7L);
    }

    private enum Colour {
        RED
    }

    @Test
    void whatCannotBeAValueIsRefusedClearly() {
        assertRefused("s = ?", Colour.RED, "22023", "Colour cannot be the value of a parameter; give its name");
        assertRefused("s = ?", new Object(), "22023", "java.lang.Object cannot be the value");
        assertRefused("k = ?", new long[] {1}, "22023", "Parameter 1 takes no array");
        assertRefused("k = ?", "seven", "22018", "does not fit its type BIGINT");
        assertRefused("k = ?", 7.5, "22000", "does not fit its type BIGINT");
        assertRefused("dt = ?", "soon", "22007", "\"soon\" is not a time");
        assertRefused("b = ?", "perhaps", "22000", "does not fit its type BOOLEAN");
        assertRefused("id = ?", UUID.class.getName(), "22000", "does not fit its type UUID");
    }

    private static void assertRefused(String condition, Object value, String state, String message) {
        assertThatThrownBy(() -> keys(condition, s -> s.setObject(1, value)))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo(state));
    }

    @Test
    void parametersAreDescribedBeforeTheStatementRuns() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT k, s AS label FROM t WHERE dt = ? AND k = ANY (?)")) {
            assertThat(statement.getMetaData().getColumnLabel(2)).isEqualTo("label");
            assertThat(statement.getMetaData().getTableName(1)).isEqualTo("t");
            assertThat(statement.getParameterMetaData().getParameterCount()).isEqualTo(2);
            assertThat(statement.getParameterMetaData().getParameterType(1)).isEqualTo(Types.DATE);
            assertThat(statement.getParameterMetaData().getParameterTypeName(2)).isEqualTo("BIGINT");
        }
    }

    @Test
    void commandsOfTheSessionMayBePrepared() throws SQLException {
        try (Connection own = DriverManager.getConnection(TypesDatabase.create());
                PreparedStatement set = own.prepareStatement("SET cairn.as_of = ?")) {
            assertThat(set.getMetaData()).isNull();
            set.setLong(1, 11);
            assertThat(set.execute()).isFalse();
            assertThat(set.getUpdateCount()).isZero();
            assertThat(SqlRows.of(own, "SELECT count(*) FROM t")).containsExactly(List.of(1L));
            set.setString(1, null);
            assertThat(set.executeUpdate()).isZero();
            assertThat(SqlRows.of(own, "SELECT count(*) FROM t")).containsExactly(List.of(2L));
            assertThatThrownBy(set::executeQuery).hasMessageContaining("gives no rows");
        }
    }
}
