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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scalar functions on one row give the values that the documentation promises, on columns and not row at a time. */
class ScalarFunctionTest {
    private static Connection connection;

    @BeforeAll
    static void load() throws SQLException {
        String location = "mem:scalar-" + UUID.randomUUID();
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT)) {
            Map<String, ValueType> columns = new HashMap<>();
            columns.put("l", ValueType.LONG);
            columns.put("m", ValueType.LONG);
            columns.put("none", ValueType.LONG);
            columns.put("d", ValueType.DOUBLE);
            columns.put("s", ValueType.STRING);
            columns.put("u", ValueType.STRING);
            columns.put("empty", ValueType.STRING);
            columns.put("b", ValueType.BOOLEAN);
            columns.put("ts", ValueType.INSTANT);
            columns.put("old", ValueType.INSTANT);
            columns.put("dt", ValueType.DATE);
            columns.put("tm", ValueType.TIME);
            columns.put("id", ValueType.UUID);
            columns.put("raw", ValueType.BYTES);
            for (Map.Entry<String, ValueType> column : columns.entrySet()) {
                writer.transact(Operation.define(AttributeSpec.builder("t/" + column.getKey(), column.getValue())
                        .build()));
            }
            writer.transact(
                    Operation.define(AttributeSpec.builder("t/n", ValueType.DECIMAL)
                            .decimal(15, 2)
                            .build()),
                    Operation.define(AttributeSpec.builder("t/w", ValueType.DECIMAL)
                            .decimal(30, 4)
                            .build()));
            writer.transact(Operation.put(row()));
        }
        connection = DriverManager.getConnection("jdbc:cairn:" + location);
    }

    private static Map<String, Object> row() {
        Map<String, Object> row = new HashMap<>();
        row.put("t/l", 7L);
        row.put("t/m", -3L);
        row.put("t/d", 2.5);
        row.put("t/n", new BigDecimal("12.35"));
        row.put("t/w", new BigDecimal("12345678901234567890.1234"));
        row.put("t/s", "Hello World");
        row.put("t/u", "Ärger 😀 b");
        row.put("t/empty", "");
        row.put("t/b", true);
        row.put("t/ts", Instant.parse("2024-02-29T13:14:15.123456Z"));
        row.put("t/old", Instant.parse("2023-12-31T00:00:00Z"));
        row.put("t/dt", LocalDate.of(2024, 2, 29));
        row.put("t/tm", LocalTime.parse("13:14:15.123456"));
        row.put("t/id", UUID.fromString("11111111-2222-3333-4444-555555555555"));
        row.put("t/raw", Bytes.wrap(new byte[] {1, 2, 3}));
        return row;
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    @Test
    void numbers() throws SQLException {
        assertValues("""
            -l; -7
            -n; -12.35
            abs(m); 3
            abs(-w); 12345678901234567890.1234
            sign(m); -1
            sign(-n); -1.00
            mod(l, m); 1
            mod(m, l); -3
            mod(n, 5); 2.35
            ceil(n); 13
            ceil(-n); -12
            floor(-n); -13
            floor(w); 12345678901234567890
            ceil(d); 3.0
            round(n, 1); 12.40
            round(-n, 1); -12.40
            round(l, -1); 10
            round(d); 3.0
            truncate(n, 1); 12.30
            power(l, 2); 49.0
            sqrt(l + 2); 3.0
            exp(0); 1.0
            ln(1); 0.0
            log10(100); 2.0
            log(2, 8); 3.0
            atan2(0, 1); 0.0
            degrees(0); 0.0
            bitand(l, 3); 3
            bitor(l, 8); 15
            bitxor(l, 3); 4
            bitnot(l); -8
            greatest(l, m, none); 7
            least(l, m, none); -3
            greatest(n, 12.355); 12.355
            coalesce(none, m); -3
            nullif(l, 7);
            l / 2; 3
            m / 2; -1
            l / 2.0; 3.500000
            n / 3; 4.1166666666667
            w / n; 999650113460288897.985700
            n * n; 152.5225
            w + w; 24691357802469135780.2468
            w * 2; 24691357802469135780.2468
            n * (1 - n) * (1 + n); -1871.302875
            l + none;
            """);
    }

    @Test
    void decimalsWithoutACommonTypeAreComparedWithAllTheirDigits() throws SQLException {
        assertValues("""
            cast(n as decimal(34, 6)) <> cast(n as decimal(38, 1)); true
            cast(n as decimal(34, 6)) = cast(n as decimal(38, 1)); false
            cast(n as decimal(34, 6)) < cast(n as decimal(38, 1)); true
            cast(n as decimal(34, 6)) = cast(n as decimal(38, 2)); true
            cast(n as decimal(34, 6)) is distinct from cast(n as decimal(38, 1)); true
            cast(l + 0.00000000000000000001 as decimal(38, 30)) > l; true
            cast(l as decimal(38, 30)) = l; true
            """);
        assertThat(value("(SELECT COUNT(*) FROM t AS a JOIN t AS b"
                        + " ON CAST(a.n AS DECIMAL(34, 6)) = CAST(b.n AS DECIMAL(38, 1)))"))
                .isEqualTo("0");
        assertThat(value("(SELECT COUNT(*) FROM t AS a JOIN t AS b"
                        + " ON CAST(a.n AS DECIMAL(34, 6)) = CAST(b.n AS DECIMAL(38, 2)))"))
                .isEqualTo("1");
    }

    @Test
    void conditions() throws SQLException {
        assertValues("""
            l is distinct from none; true
            none is not distinct from none; true
            l between 3 and 9; true
            l not between 3 and 9; false
            none between 3 and 9;
            l in (1, 2, 7); true
            l not in (1, 2, 7); false
            none in (1, 2);
            l in (1, 2, null);
            l in (7, null); true
            l not in (1, null);
            l in (1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23); true
            l in (1,3,5,9,11,13,15,17,19,21,23); false
            s in ('a', 'Hello World'); true
            s not in ('a', 'b', 'c'); true
            n in (12.35, 3); true
            n in (12.355, 3); false
            n > 12.345; true
            n < 12.3499; false
            w > n; true
            w = l; false
            d in (2.5, 1); true
            dt in (DATE '2024-02-29'); true
            (l > 3 and l < 5) or (l >= 7 and l < 9) or l = 20; true
            l > 3 and l <> 7; false
            not (l = 7 or none = 3); false
            not (l = 8 or none = 3);
            b and none > 3;
            b is true; true
            (none > 3) is unknown; true
            case when none > 3 then 'a' when l > 3 then 'b' else 'c' end; b
            case l when 8 then 1 end;
            l = some (1, 7); true
            l > all (1, 2); true
            s like '%lo W%'; true
            s like 'H%d'; true
            s like 'H%lo%ld'; true
            s like 'Hello World%'; true
            s like '_ello%'; true
            u like '_rger _ b'; true
            s not like '%x%'; true
            empty like ''; true
            empty like '%'; true
            empty like '_'; false
            ('a%b' like 'a\\%b' escape '\\'); true
            s like 'H#%' escape '#'; false
            s ilike '%WORLD'; true
            u ilike 'ärger%'; true
            s similar to '(Hello|x) W[a-z]+'; true
            s similar to 'Hello'; false
            s not similar to 'x%'; true
            starts_with(s, 'Hel'); true
            (ts, ts + interval '1' day) overlaps (old, ts); true
            """);
    }

    @Test
    void texts() throws SQLException {
        assertValues("""
            s || '-' || l; Hello World-7
            s || cast(null as varchar);
            concat(s, cast(null as varchar), '!'); Hello World!
            concat_ws('-', s, cast(null as varchar), 'x'); Hello World-x
            upper(u); ÄRGER 😀 B
            lower(u); ärger 😀 b
            initcap('hello wORLD'); Hello World
            substring(s from 7); World
            substring(s from 2 for 3); ell
            substring(s from -1 for 4); He
            substring(u from 7 for 1); 😀
            substring(s from 20); ''
            left(s, 3); Hel
            left(s, -3); Hello Wo
            right(u, 3); 😀 b
            right(s, -9); ld
            trim(both 'H' from s); ello World
            trim(leading 'eH' from s); llo World
            trim(trailing 'd' from s); Hello Worl
            ltrim('  a '); 'a '
            rtrim(' a  '); ' a'
            position('o' in s); 5
            position('o' in s from 6); 8
            position('b' in u); 9
            position('x' in s); 0
            strpos(s, 'World'); 7
            replace(s, 'l', 'LL'); HeLLLLo WorLLd
            overlay(s placing 'xx' from 2 for 3); Hxxo World
            overlay(s placing 'xx' from 2); Hxxlo World
            repeat('ab', 3); ababab
            repeat('ab', -1); ''
            lpad(s, 15, '*-'); *-*-Hello World
            rpad('ab', 4) || '|'; ab  |
            lpad(u, 3); Ärg
            char_length(u); 9
            octet_length(u); 13
            octet_length(raw); 3
            ascii(u); 196
            chr(8364); €
            md5('a'); 0cc175b9c0f1b6a831c399e269772661
            split_part(s, ' ', 2); World
            split_part(s, ' ', 3); ''
            split_part('a,b,c', ',', -1); c
            translate(s, 'lo', 'x'); Hexx Wrxd
            regexp_replace(s, 'l+', 'x'); Hexo World
            regexp_replace(s, 'l', 'x', 'g'); Hexxo Worxd
            substring(raw from 2 for 1); 02
            raw || raw; 010203010203
            raw = x'010203'; true
            """);
    }

    @Test
    void times() throws SQLException {
        assertValues("""
            extract(year from ts); 2024
            now() >= current_timestamp; true
            date_trunc('week', ts); 2024-02-26 00:00:00
            date_trunc('WEEK', date '2024-03-03'); 2024-02-26 00:00:00
            date_trunc('week', date '2024-03-04'); 2024-03-04 00:00:00
            date_trunc('quarter', dt); 2024-01-01 00:00:00
            date_trunc('decade', old); 2020-01-01 00:00:00
            date_trunc('century', old); 2001-01-01 00:00:00
            date_trunc('hour', ts); 2024-02-29 13:00:00
            date_trunc('milliseconds', ts); 2024-02-29 13:14:15.123
            date_trunc('microseconds', ts) = ts; true
            date_trunc('day', cast(null as timestamp));
            extract(month from dt); 2
            extract(day from ts); 29
            extract(hour from tm); 13
            extract(second from ts); 15
            extract(microsecond from ts); 15123456
            extract(quarter from dt); 1
            extract(week from dt); 9
            extract(isodow from dt); 4
            extract(doy from dt); 60
            extract(epoch from old); 1703980800
            extract(century from dt); 21
            extract(day from interval '3 04:05' day to minute); 3
            extract(month from interval '1-2' year to month); 2
            date_part('month', ts); 2
            floor(ts to month); 2024-02-01 00:00:00
            floor(dt to quarter); 2024-01-01
            floor(ts to minute); 2024-02-29 13:14:00
            ceil(ts to day); 2024-03-01 00:00:00
            ceil(dt to year); 2025-01-01
            ceil(old to day); 2023-12-31 00:00:00
            timestampadd(month, 12, ts); 2025-02-28 13:14:15.123456
            timestampadd(day, l, dt); 2024-03-07
            timestampadd(hour, 13, tm); 02:14:15.123456
            timestampdiff(day, old, ts); 60
            timestampdiff(month, old, ts); 1
            dt + interval '1' day; 2024-03-01
            dt - interval '1' month; 2024-01-29
            ts + interval '1 02:03:04.5' day to second; 2024-03-01 15:17:19.623456
            ts - l * interval '1' day; 2024-02-22 13:14:15.123456
            (ts - old) day to second; 60 13:14:15.123456
            (dt - DATE '2023-12-31') day; 60 00:00:00
            (ts - old) month; 0-01
            interval '1' day * 1.5; 1 12:00:00
            -interval '1-2' year to month; -1-02
            last_day(dt); 2024-02-29
            case when (ts - old) day > interval '59' day then 1 else 0 end; 1
            """);
    }

    @Test
    void casts() throws SQLException {
        assertValues("""
            cast(l as tinyint); 7
            cast(n as bigint); 12
            cast(-n as decimal(10, 1)); -12.4
            cast(n as decimal(30, 10)); 12.3500000000
            cast(d as integer); 3
            cast(-d as bigint); -3
            cast(d as decimal(10, 3)); 2.500
            cast(w as decimal(38, 2)); 12345678901234567890.12
            cast(w as double); 1.2345678901234567E19
            cast(l as varchar(1)); 7
            cast(s as varchar(5)); Hello
            cast(u as varchar(1)); Ä
            cast(w as varchar); 12345678901234567890.1234
            cast(b as varchar); TRUE
            cast(dt as varchar); 2024-02-29
            cast(ts as varchar); 2024-02-29 13:14:15.123456
            cast(id as varchar); 11111111-2222-3333-4444-555555555555
            cast(' 12 ' || '' as integer); 12
            cast('12.345' || '' as decimal(10, 2)); 12.35
            cast('1e3' || '' as double); 1000.0
            cast('yes' || '' as boolean); true
            cast('2024-02-03' || '' as date); 2024-02-03
            cast('04:05:06.5' || '' as time); 04:05:06.5
            cast('2024-02-03 04:05:06.123456' || '' as timestamp); 2024-02-03 04:05:06.123456
            cast('11111111-2222-3333-4444-555555555555' || '' as uuid) = id; true
            cast(ts as timestamp(0)); 2024-02-29 13:14:15
            cast(ts as timestamp(3)); 2024-02-29 13:14:15.123
            cast(ts as date); 2024-02-29
            cast(ts as time); 13:14:15.123456
            cast(dt as timestamp); 2024-02-29 00:00:00
            cast(l as boolean); true
            cast(l as interval day); 7 00:00:00
            l::text || '!'; 7!
            d::int8; 3
            '7'::int4 + 1; 8
            l::bool; true
            cast(m as Float8); -3.0
            cast(cast(id as varbinary) as uuid) = id; true
            """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        l * 9223372036854775807; 22003; does not fit 64 bits
        l / (m + 3); 22012; Division by zero
        n / (n - n); 22012; Division by zero
        mod(l, m + 3); 22012; Division by zero
        d / (d - d); 22012; Division by zero
        cast(l * 100 as tinyint); 22003; TINYINT
        cast(w as bigint); 22003; BIGINT
        cast(n as decimal(3, 2)); 22003; DECIMAL(3, 2)
        cast(d * 1e30 as bigint); 22003; BIGINT
        w * w; 22003; DECIMAL(38
        cast(s as integer); 22018; "Hello World" is not an integer
        cast(s as decimal(5, 2)); 22018; is not a number
        cast(s as double); 22018; is not a number
        cast(s as boolean); 22018; is not a truth value
        cast(s as date); 22007; is not a time
        cast(s as uuid); 22018; is not a UUID
        cast(s || '99999999999' as integer); 22018; is not an integer
        cast('99999999999' || '' as integer); 22003; INTEGER
        s like 'Hx' escape 'x'; 22000; escape character
        s similar to '(x'; 22000; no valid pattern
        sqrt(m); 22003; is not defined
        ln(l - 7); 22003; is not defined
        substring(s from 2 for m); 22000; negative length
        split_part(s, ' ', l - 7); 22000; SPLIT_PART
        chr(m); 22003; characters
        date_trunc('eon', ts); 42000; DATE_TRUNC takes one of century
        date_trunc(s, ts); 42000; DATE_TRUNC takes one of century
        ts + interval '1' year * 1000000000; 22003; range of times
        """)
    void errors(String expression, String state, String message) {
        assertThatThrownBy(() -> value(expression))
                .as(expression)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining(message)
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo(state);
    }

    @Test
    void whatIsNotReachedDoesNotFail() throws SQLException {
        assertValues("""
                        case when l = 7 then 0 else l / (m + 3) end; 0
                        case when m + 3 <> 0 and l / (m + 3) > 1 then 1 else 0 end; 0
                        coalesce(l, l / (m + 3)); 7
                        m + 3 = 0 or l / (m + 3) > 1; true
            """);
    }

    /** Lines of an expression and, after a semicolon, its value as text; none for null. */
    private static void assertValues(String lines) throws SQLException {
        List<String[]> cases = lines.lines().map(line -> line.split(";", 2)).toList();
        StringBuilder select = new StringBuilder("SELECT ");
        for (int i = 0; i < cases.size(); i++) {
            select.append(i == 0 ? "" : ", ")
                    .append(cases.get(i)[0])
                    .append(" AS c")
                    .append(i);
        }
        String sql = select.append(" FROM t").toString();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            for (int i = 0; i < cases.size(); i++) {
                assertThat(rows.getString(i + 1)).as(cases.get(i)[0]).isEqualTo(expected(cases.get(i)[1].trim()));
            }
        }
        assertOnColumns(sql);
    }

    private static @Nullable String expected(String text) {
        if (text.isEmpty()) {
            return null;
        }
        return text.startsWith("'") ? text.substring(1, text.length() - 1) : text;
    }

    private static void assertOnColumns(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery("EXPLAIN " + sql)) {
            while (plan.next()) {
                assertThat(plan.getString(1)).doesNotContain("Enumerable");
            }
        }
    }

    private static String value(String expression) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + expression + " AS x FROM t")) {
            rows.next();
            return rows.getString(1);
        }
    }
}
