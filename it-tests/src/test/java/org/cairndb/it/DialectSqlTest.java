package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What tools that speak PostgreSQL or JDBC escapes write, and what they get for it. */
class DialectSqlTest {
    private static Connection connection;

    @BeforeAll
    static void load() throws SQLException {
        String location = "mem:dialect-" + UUID.randomUUID();
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT)) {
            Map<String, ValueType> columns = Map.of(
                    "l", ValueType.LONG,
                    "none", ValueType.LONG,
                    "s", ValueType.STRING,
                    "ts", ValueType.INSTANT,
                    "dt", ValueType.DATE,
                    "tm", ValueType.TIME);
            for (Map.Entry<String, ValueType> column : columns.entrySet()) {
                writer.transact(Operation.define(AttributeSpec.builder("t/" + column.getKey(), column.getValue())
                        .build()));
            }
            writer.transact(Operation.define(AttributeSpec.builder("t/dec", ValueType.DECIMAL)
                    .decimal(38, 2)
                    .build()));
            Map<String, Object> row = new HashMap<>();
            row.put("t/l", 7L);
            row.put("t/s", "Straße 日本 abc");
            row.put("t/ts", Instant.parse("2024-02-29T10:11:12.123456Z"));
            row.put("t/dt", LocalDate.of(2024, 2, 29));
            row.put("t/tm", LocalTime.of(6, 30));
            row.put("t/dec", new BigDecimal("123456789012345678901234567890.12"));
            writer.transact(row);
        }
        connection = DriverManager.getConnection("jdbc:cairn:" + location);
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    private static String value(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).as(sql).isTrue();
            String value = row.getString(1);
            assertThat(row.next()).as(sql).isFalse();
            return String.valueOf(value);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "date_trunc('month', ts); 2024-02-01 00:00:00",
                "extract(year from dt); 2024",
                "extract(epoch from ts); 1709201472",
                "ts + interval '1' day; 2024-03-01 10:11:12.123456",
                "ts - interval '1 month'; 2024-01-29 10:11:12.123456",
                "dt + interval '3 days'; 2024-03-03",
                "dt + 3; 2024-03-03",
                "3 + dt; 2024-03-03",
                "dt - 29; 2024-01-31",
                "dt - date '2023-12-31'; 60",
                "ts - timestamp '2024-02-28 00:00:00'; 1 10:11:12.123456",
                "ts + interval '1 year 2 months -3 days'; 2025-04-26 10:11:12.123456",
                "ts - interval '1 day 02:30:00'; 2024-02-28 07:41:12.123456",
                "ts - interval '1 mon 1 day ago'; 2024-03-30 10:11:12.123456",
                "ts + interval '1.5 hours'; 2024-02-29 11:41:12.123456",
                "ts + interval '00:00:01'; 2024-02-29 10:11:13.123456",
                "interval '1' day + interval '90 min'; 1 01:30:00",
                "ts + interval '1' /* one */ day; 2024-03-01 10:11:12.123456",
                "ts + interval /* two */ '2 days'; 2024-03-02 10:11:12.123456",
                "extract(dow from dt); 4",
                "extract(dow from date '2024-03-03'); 0",
                "dayofweek(date '2024-03-03'); 1",
                "'2024-01-01 00:00:00+02'::timestamptz; 2023-12-31 22:00:00",
                "timestamp with time zone '2024-01-01 00:00:00+02'; 2023-12-31 22:00:00",
                "cast(l > 1 as int); 1",
                "(l, none) < (7, 1); null",
                "(l, none) < (8, 1); true",
                "none = any (array[1, 2]); null",
                "ltrim('xxa', 'x'); a",
                "rtrim('a '); a",
                "btrim('xyax', 'xy'); a",
                "div(7, 2); 3",
                "ts + interval '2 weeks'; 2024-03-14 10:11:12.123456",
                "ts - interval '5 min'; 2024-02-29 10:06:12.123456",
                "'12'::int + 1; 13",
                "'2024-01-01'::date; 2024-01-01",
                "s ilike '%ABC'; true",
                "s ~ 'a.c$'; true",
                "s ~* 'A.C'; true",
                "s !~ 'abc'; false",
                "s !~* 'ABD'; true",
                "regexp_replace(s, '[a-z]+$', 'X'); Straße 日本 X",
                "regexp_substr('abc123', '[0-9]+'); 123",
                "regexp_substr(s, '[0-9]+'); null",
                "regexp_instr('😀a1', '[0-9]'); 3",
                "regexp_instr('😀a1', 'a', 1, 1, 1); 3",
                "s ~ '[[:lower:]]{3}$'; true",
                "regexp_like(s, 'STRASSE|STRAßE', 'i'); true",
                "round(1.2345::numeric, 2); 1.2300",
                "round(2e0::numeric / 3, 2); 0.670000",
                "'30 min'::interval; 0 00:30:00",
                "date_part('dow', dt); 4",
                "time '12:00'; 12:00:00",
                "position('日' in s); 8",
                "greatest(l, 9); 9",
                "least(l, none, 9); 7",
                "ifnull(none, l); 7",
                "nvl(none, l); 7",
                "trunc(1.29, 1); 1.20",
                "locate('b', 'abcb', 3); 4",
                "stuff('abcdef', 2, 3, 'XX'); aXXef",
                "space(2) || '|'; '  |'",
                "reverse(s); cba 本日 eßartS",
                "dayname(dt); Thursday",
                "monthname(ts); February",
                "from_epoch(1700000000.5); 2023-11-14 22:13:20.5",
                "dec + 1; 123456789012345678901234567891.12",
                "cast('12345678901234567890123456789012345678' as decimal(38)); 12345678901234567890123456789012345678",
                "'Привет 😀'; Привет 😀",
                "'abc' like 'a%' escape ''; true",
                "s not like '%x' escape ''; true"
            })
    void expressionsGive(String expression, String expected) throws SQLException {
        String plain = expected.startsWith("'") ? expected.substring(1, expected.length() - 1) : expected;
        assertThat(value("SELECT " + expression + " FROM t")).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "to_char(ts, 'YYYY-MM-DD HH24:MI:SS.US'); 2024-02-29 10:11:12.123456",
                "to_char(ts, 'FMDay, FMDDth FMMonth'); Thursday, 29th February",
                "to_char(dt, 'Q/YY'); 1/24",
                "to_char(ts, 'YYYY-MM-DD\"T\"HH24'); 2024-02-29T10",
                "to_timestamp('2024-02-29T10:00', 'YYYY-MM-DD\"T\"HH24:MI'); 2024-02-29 10:00:00",
                "to_char(1234.5, '9,999.99'); ' 1,234.50'",
                "to_char(-5, '999'); '  -5'",
                "to_char(1234567, '9,999'); ' #,###'",
                "to_char(0.5, 'FM990.00'); 0.50",
                "to_char(l, 'FM000'); 007",
                "to_date('29 Feb 2024', 'DD Mon YYYY'); 2024-02-29",
                "to_timestamp('2024-02-29 10:00:00.123456', 'YYYY-MM-DD HH24:MI:SS.US'); 2024-02-29 10:00:00.123456"
            })
    void patternsFormatAndParse(String expression, String expected) throws SQLException {
        String plain = expected.startsWith("'") ? expected.substring(1, expected.length() - 1) : expected;
        assertThat(value("SELECT " + expression + " FROM t")).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "ts at time zone 'Europe/Berlin'; 2024-02-29 11:11:12.123456",
                "ts at time zone 'UTC' at time zone 'america/new_york'; 2024-02-29 05:11:12.123456",
                "'2024-07-01 00:00:00'::timestamp at time zone 'Europe/Berlin'; 2024-07-01 02:00:00",
                "ts at time zone '+02:00' + interval '1' day; 2024-03-01 12:11:12.123456",
                "dt at time zone 'Asia/Tokyo'; 2024-02-29 09:00:00",
                "convert_tz(ts, 'Europe/Berlin', 'UTC'); 2024-02-29 09:11:12.123456",
                "convert_tz('2024-03-31 02:30:00', 'Europe/Berlin', 'UTC'); 2024-03-31 01:30:00",
                "convert_tz('2024-10-27 02:30:00', 'Europe/Berlin', 'UTC'); 2024-10-27 00:30:00"
            })
    void timesInZones(String expression, String expected) throws SQLException {
        assertThat(value("SELECT " + expression + " FROM t")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 7;",
                "SELECT 7 ; ;",
                "SELECT 7 -- the end",
                "SELECT 7; -- the end",
                "SELECT 7 /* ; */ ; /* the end */",
                "/* first */ -- and\n SELECT 7",
                "SELECT 7 WHERE 1 = 1",
                "SELECT L FROM T",
                "SELECT \"l\" FROM \"t\" LIMIT 1 OFFSET 0",
                "SELECT l FROM t OFFSET 0 ROWS FETCH FIRST 1 ROW ONLY",
                "VALUES (7)"
            })
    void statementsAreTaken(String sql) throws SQLException {
        assertThat(value(sql)).isEqualTo("7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "1/0; 22012",
                "l/(l-7); 22012",
                "mod(l, l-7); 22012",
                "cast(s as integer); 22018",
                "'x'::boolean; 22018",
                "'x'::uuid; 22018",
                "cast('2024-13-01' as date); 22007",
                "to_date('x', 'YYYY'); 22007",
                "date '2024-13-01'; 22007",
                "cast(3000000000 as integer); 22003",
                "9223372036854775807 + l; 22003",
                "ts at time zone 'Nowhere'; 22023",
                "ts + interval '3 fortnights'; 42601",
                "interval '1 year 2 days'; 42601",
                "ts + interval '1 year 2 days' * 2; 42601",
                "2 ^ 3; 42000",
                "s ~ '[[:nothing:]]'; 22000",
                "s ~ '(a'; 22000",
                "regexp_substr(s, 'a', 0); 22000",
                "ucase('a', 'b'); 42000"
            })
    void valuesThatDoNotFitAreRefused(String expression, String state) {
        assertThatThrownBy(() -> value("SELECT " + expression + " FROM t"))
                .isInstanceOf(SQLException.class)
                .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo(state));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ; ", "-- nothing", "/* nothing */ ;"})
    void emptyStatementsAreRefused(String sql) {
        assertThatThrownBy(() -> value(sql)).hasMessage("The statement is empty");
    }

    @Test
    void aggregatesOfIntegersKeepAllDigits() throws SQLException {
        assertThat(value("SELECT sum(x) FROM (VALUES (2147483647), (2147483647)) AS v(x)"))
                .isEqualTo("4294967294");
        assertThat(value("SELECT avg(x) FROM (VALUES (1), (2)) AS v(x)")).isEqualTo("1.5");
        assertThat(value("SELECT string_agg(x, ',' ORDER BY x DESC) FROM (VALUES ('a'), ('bcd')) AS v(x)"))
                .isEqualTo("bcd,a");
        assertThat(value("SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY x) FROM (VALUES (1), (2)) AS v(x)"))
                .isEqualTo("1.5");
        assertThat(value("SELECT stddev(x) FROM (VALUES (1), (3)) AS v(x)")).startsWith("1.41421");
    }

    @Test
    void nullsComeWhereTheyAreAskedFor() throws SQLException {
        String values = "SELECT string_agg(coalesce(cast(x AS VARCHAR), '-'), ' ' ORDER BY n) FROM (SELECT x,"
                + " row_number() OVER (ORDER BY x %s) AS n FROM (VALUES (1), (NULL), (2)) AS v(x)) w";
        assertThat(value(values.formatted(""))).isEqualTo("1 2 -");
        assertThat(value(values.formatted("NULLS FIRST"))).isEqualTo("- 1 2");
        assertThat(value(values.formatted("DESC"))).isEqualTo("- 2 1");
        assertThat(value(values.formatted("DESC NULLS LAST"))).isEqualTo("2 1 -");
    }

    @Test
    void shorterTextIsNotPadded() throws SQLException {
        assertThat(value("SELECT string_agg(x || '|', '') FROM (VALUES ('a'), ('abc')) AS v(x)"))
                .isEqualTo("a|abc|");
        assertThat(value("SELECT CASE WHEN l = 7 THEN 'a' ELSE 'abc' END || '|' FROM t"))
                .isEqualTo("a|");
    }
}
