package org.cairndb.it.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.cairndb.it.SharesJvm;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What tools write in the dialect of PostgreSQL means here what it means there, on the same random rows with nulls. */
@SharesJvm
class PostgresDialectIT {
    private static final long SEED = Long.getLong("cairn.seed", 20_261_128L);
    private static final int ROWS = Integer.getInteger("cairn.rows", 300);
    private static final BigDecimal TOLERANCE = new BigDecimal("0.000001");
    private static final String[] PIECES = {
        "a", "b", "ab", "B", "x1", "-", " ", "é", "ß", "日本", "😀", "The quick", "fox_", "100%", ",", "12", ".", "\\"
    };

    private static Connection ours;
    private static Connection theirs;

    @BeforeAll
    static void load() throws SQLException {
        theirs = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:%d/%s?user=%s"
                .formatted(PostgresServer.port(), PostgresServer.newDatabase(), PostgresServer.ADMIN));
        String location = "mem:postgres-dialect-" + UUID.randomUUID();
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT);
                Statement ddl = theirs.createStatement()) {
            ddl.execute("CREATE TABLE t(id bigint, g bigint, l bigint, m bigint, n numeric(12, 2), d double precision,"
                    + " s text, k text, b boolean, dt date, tm time, ts timestamp, us timestamp)");
            writer.transact(
                    define("id", ValueType.LONG),
                    define("g", ValueType.LONG),
                    define("l", ValueType.LONG),
                    define("m", ValueType.LONG),
                    Operation.define(AttributeSpec.builder("t/n", ValueType.DECIMAL)
                            .decimal(12, 2)
                            .build()),
                    define("d", ValueType.DOUBLE),
                    define("s", ValueType.STRING),
                    define("k", ValueType.STRING),
                    define("b", ValueType.BOOLEAN),
                    define("dt", ValueType.DATE),
                    define("tm", ValueType.TIME),
                    define("ts", ValueType.INSTANT),
                    define("us", ValueType.INSTANT));
            insert(writer);
        }
        ours = DriverManager.getConnection("jdbc:cairn:" + location);
    }

    private static Operation define(String column, ValueType type) {
        return Operation.define(AttributeSpec.builder("t/" + column, type).build());
    }

    private static void insert(Writer writer) throws SQLException {
        Random random = new Random(SEED);
        List<Operation> operations = new ArrayList<>();
        for (long id = 0; id < ROWS; id++) {
            Map<String, Object> row = row(random, id);
            Map<String, Object> entity = new HashMap<>();
            row.forEach((column, value) -> entity.put(
                    "t/" + column, value instanceof LocalDateTime time ? time.toInstant(ZoneOffset.UTC) : value));
            operations.add(Operation.put(entity));
            String columns = String.join(", ", row.keySet());
            String marks =
                    String.join(", ", row.keySet().stream().map(column -> "?").toList());
            try (PreparedStatement insert =
                    theirs.prepareStatement("INSERT INTO t(%s) VALUES (%s)".formatted(columns, marks))) {
                int i = 1;
                for (Object value : row.values()) {
                    insert.setObject(i++, value);
                }
                insert.executeUpdate();
            }
        }
        writer.transact(operations.toArray(Operation[]::new));
    }

    private static Map<String, Object> row(Random random, long id) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", id);
        row.put("g", id % 7);
        LocalDateTime base = LocalDateTime.of(1900, 1, 1, 0, 0).plusSeconds(random.nextLong(6_500_000_000L));
        put(row, random, "l", random.nextLong(2_001) - 1_000);
        put(row, random, "m", random.nextLong(20) + 1);
        put(row, random, "n", BigDecimal.valueOf(random.nextInt(2_000_000) - 1_000_000, 2));
        put(row, random, "d", (random.nextInt(200_001) - 100_000) / 64.0);
        put(row, random, "s", text(random, 8));
        put(row, random, "k", text(random, 2));
        put(row, random, "b", random.nextBoolean());
        put(row, random, "dt", base.toLocalDate());
        put(row, random, "tm", LocalTime.ofSecondOfDay(random.nextInt(86_400)));
        put(row, random, "ts", base.truncatedTo(ChronoUnit.SECONDS));
        put(row, random, "us", base.plusNanos(random.nextInt(1_000_000) * 1_000L));
        return row;
    }

    private static void put(Map<String, Object> row, Random random, String column, Object value) {
        if (random.nextInt(12) > 0) {
            row.put(column, value);
        }
    }

    private static String text(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    @AfterAll
    static void close() throws SQLException {
        ours.close();
        theirs.close();
    }

    private static List<List<@Nullable Object>> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            while (result.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(value(result, i));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    /** A value in a form in which both drivers' are equal: numbers as decimals, times as java.time. */
    private static @Nullable Object value(ResultSet result, int column) throws SQLException {
        return switch (result.getMetaData().getColumnType(column)) {
            case Types.TIMESTAMP -> result.getObject(column, LocalDateTime.class);
            case Types.DATE -> result.getObject(column, LocalDate.class);
            case Types.TIME -> result.getObject(column, LocalTime.class);
            default -> plain(result.getObject(column));
        };
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof Number number ? new BigDecimal(number.toString()) : value;
    }

    /** Numbers are equal to six digits: types of quotients and averages differ in scale. */
    private static boolean isSame(@Nullable Object expected, @Nullable Object actual) {
        if (expected instanceof BigDecimal a && actual instanceof BigDecimal b) {
            return a.subtract(b).abs().compareTo(a.abs().max(BigDecimal.ONE).multiply(TOLERANCE)) <= 0;
        }
        return Objects.equals(expected, actual);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // parts of times
                "date_trunc('century', us)",
                "date_trunc('decade', us)",
                "date_trunc('year', us)",
                "date_trunc('quarter', us)",
                "date_trunc('month', us)",
                "date_trunc('week', us)",
                "date_trunc('day', us)",
                "date_trunc('hour', us)",
                "date_trunc('minute', us)",
                "date_trunc('second', us)",
                "date_trunc('milliseconds', us)",
                "extract(millennium from us)",
                "extract(century from us)",
                "extract(decade from us)",
                "extract(year from us)",
                "extract(isoyear from us)",
                "extract(quarter from us)",
                "extract(month from us)",
                "extract(week from us)",
                "extract(day from us)",
                "extract(doy from us)",
                "extract(isodow from us)",
                "extract(dow from us)",
                "extract(dow from dt)",
                "date_part('dow', us)",
                "extract(hour from us)",
                "extract(minute from us)",
                "extract(second from ts)",
                "extract(epoch from ts)",
                "extract(year from dt)",
                "extract(epoch from dt)",
                "extract(hour from tm)",
                "date_part('month', us)",
                "date_part('hour', tm)",
                "date_part('year', dt)",
                // arithmetic of times
                "us + interval '1' month",
                "us - interval '13' month",
                "us + interval '1 year'",
                "us - interval '1 week'",
                "us + interval '36' hour",
                "us + interval '1 02:03:04' day to second",
                "us + m * interval '1' day",
                "us - m * interval '1' month",
                "cast(dt + interval '1' month as date)",
                "cast(dt - interval '3 days' as date)",
                "dt + 7",
                "7 + dt",
                "dt - 7",
                "dt + cast(m as integer)",
                "dt - date '2000-01-01'",
                "dt - cast(us as date)",
                "us + interval '1 year 2 months 3 days'",
                "us - interval '1 day 02:30:00'",
                "us + interval '1 hour 30 minutes'",
                "us + '1 day'::interval",
                "us - '1 month 2 days'::interval",
                "tm > time '12:00'",
                "us > timestamp '1980-01-01 10:30'",
                "us > timestamp '1980-01-01'",
                "us at time zone 'UTC' = us",
                "cast(us as date)",
                "us::date",
                "cast(us as time)",
                "cast(dt as timestamp)",
                "us::date = dt",
                "dt > timestamp '1980-01-01 00:00:00'",
                "us between '1950-01-01' and '2000-12-31'",
                "dt = '1999-12-31' or dt < '1950-01-01'",
                // times as text and back
                "to_char(us, 'YYYY-MM-DD HH24:MI:SS')",
                "to_char(us, 'YYYY-MM-DD\"T\"HH24:MI:SS.MS')",
                "to_char(us, 'DD.MM.YY HH12:MI AM')",
                "to_char(us, 'FMDD. FMMonth YYYY, FMDay')",
                "to_char(us, 'Dy, DD Mon YYYY')",
                "to_char(us, 'IYYY-\"W\"IW-ID')",
                "to_char(us, 'YYYY-\"Q\"Q')",
                "to_char(us, 'DDD')",
                "to_char(us, 'HH:MI:SS pm')",
                "to_char(us, 'SSSS')",
                "to_char(us, 'US')",
                "to_char(dt, 'YYYYMMDD')",
                "to_char(us, 'MONTH|Month|month|MON|mon|DAY|Day|day|DY|dy')",
                "to_char(us, 'WW W CC J D')",
                "to_date(to_char(dt, 'YYYY-MM-DD'), 'YYYY-MM-DD')",
                "to_date(to_char(dt, 'DD Mon YYYY'), 'DD Mon YYYY')",
                "cast(to_timestamp(to_char(ts, 'YYYYMMDDHH24MISS'), 'YYYYMMDDHH24MISS') as timestamp)",
                "cast(dt as varchar)",
                "cast(tm as varchar)",
                "ts::text",
                "us::text",
                "cast(cast(us as varchar) as timestamp)",
                // text
                "lower(s)",
                "initcap(s)",
                "char_length(s)",
                "length(s)",
                "octet_length(s)",
                "reverse(s)",
                "s || '|' || k",
                "concat(s, '|', k)",
                "concat_ws(',', s, k, 'z')",
                "substring(s, 2)",
                "substring(s, 2, 3)",
                "substring(s, 0, 3)",
                "substring(s from 3 for 2)",
                "substr(s, -1, 4)",
                "left(s, 3)",
                "left(s, -2)",
                "right(s, 3)",
                "right(s, -2)",
                "trim(s)",
                "trim(both 'a' from s)",
                "trim(leading from s)",
                "ltrim(s)",
                "rtrim(s)",
                "btrim(s, 'ab')",
                "ltrim(s, 'ab')",
                "rtrim(s, 'ab')",
                "position('a' in s)",
                "position(k in s)",
                "strpos(s, k)",
                "replace(s, 'a', 'xyz')",
                "replace(s, k, '')",
                "overlay(s placing 'XY' from 2)",
                "overlay(s placing 'XY' from 2 for 1)",
                "repeat(k, 3)",
                "repeat(k, -1)",
                "lpad(s, 6)",
                "lpad(s, 6, 'xy')",
                "rpad(s, 6, 'xy')",
                "ascii(s)",
                "chr(65 + cast(m as integer))",
                "split_part(s, ' ', 1)",
                "split_part(s, 'a', 2)",
                "translate(s, 'abx', 'AB')",
                "md5(s)",
                "starts_with(s, 'a')",
                "s like 'a%'",
                "s like '%!%%' escape '!'",
                "s not like '%b%'",
                "s ilike '%B%'",
                "s similar to '(a|b)%'",
                "s similar to '%[[:digit:]_]%'",
                "s similar to '[^[:alpha:]]%'",
                "s ~ '^[a-b]+'",
                "s ~* 'B'",
                "s !~ '[0-9]'",
                "s !~* 'FOX'",
                "regexp_replace(s, '[a-z]', '#')",
                "regexp_replace(s, '[a-z]+', '#', 'g')",
                "regexp_replace(s, '(a)(b)', '\\2\\1', 'g')",
                "regexp_replace(s, 'B', '#', 'gi')",
                "s ~ '[[:alpha:]]+[[:space:]]'",
                "s ~ '^[^[:alnum:]]'",
                "s ~ '[[:digit:]x]$'",
                "s ~ '[]a[]'",
                "s ~ '\\d+|\\s$'",
                "s ~ 'a\\y'",
                "s ~ '\\mThe'",
                "s ~ 'quick\\M'",
                "s ~ 'é\\w'",
                "s ~* 'É'",
                "regexp_replace(s, '[[:punct:]]', '')",
                "regexp_replace(s, '(.)b', '[\\1]', 'g')",
                "regexp_replace(s, 'a', '<\\&>$1', 'g')",
                "regexp_replace(s, '\\s+|$', '_', 'g')",
                "regexp_substr(s, '[a-z]+')",
                "regexp_substr(s, '[a-z]', 2, 2)",
                "regexp_instr(s, '[0-9]')",
                "regexp_instr(s, '[ab]', 2)",
                "regexp_like(s, 'FOX', 'i')",
                "s < k",
                "s = k",
                "s is distinct from k",
                "coalesce(nullif(s, ''), k, 'none')",
                // numbers
                "l + m",
                "l / m",
                "l % m",
                "mod(l, m)",
                "-l",
                "abs(l)",
                "sign(n)",
                "n + l",
                "n * m",
                "n / m",
                "round(n)",
                "round(n, 1)",
                "round(n, -2)",
                "trunc(n, 1)",
                "trunc(n)",
                "ceil(n)",
                "ceiling(d)",
                "floor(n)",
                "floor(d)",
                "d / m",
                "sqrt(abs(d))",
                "cbrt(d)",
                "power(m, 3)",
                "power(d, 2)",
                "exp(m)",
                "ln(m)",
                "log10(m)",
                "log(m)",
                "sin(d)",
                "atan2(d, m)",
                "degrees(d)",
                "radians(d)",
                "pi()",
                "div(l, m)",
                "round(d::numeric, 2)",
                "round((d / 3)::numeric, 3)",
                "l::numeric",
                "n::numeric",
                "'12.345'::numeric * l",
                "cast(d as decimal)",
                "to_char(n, 'FM999,990.00')",
                "to_char(l, '9999MI')",
                "to_char(l, 'S9999')",
                "greatest(l, m, 5)",
                "least(l, null, m)",
                "cast(n as integer)",
                "cast(n as bigint)",
                "cast(l as double precision) / 3",
                "cast(l as numeric(10, 3))",
                "cast(l as varchar)",
                "n::text",
                "cast(cast(l as varchar) as bigint)",
                "l::numeric / 7",
                "'t'::boolean and b",
                "cast(b as integer)",
                "l & 12",
                "case when b then l else m end",
                "case m % 3 when 0 then 'zero' when 1 then 'one' end",
                "l between m and 500",
                "l in (1, 2, 3) or m not in (4, 5)",
                "b is not true",
                "cast('2024-03-01 10:00:00+02' as timestamptz)::date = dt",
                "m = any (array[1, 2, 3])",
                "m <> all (array[1, 2, 3])",
                "m > any (array[5, 19])",
                "us - ts > interval '0' second",
                "us - ts < interval '400 days' and us > ts",
                "(l, m) < (m, l)"
            })
    void anExpression(String expression) throws SQLException {
        agree("SELECT id, %s AS x FROM t ORDER BY id".formatted(expression));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "count(*), count(s), count(distinct m)",
                "sum(l), sum(m), sum(n), sum(d)",
                "avg(l), avg(n), avg(d)",
                "min(s), max(us)",
                "stddev(d), stddev_samp(l), stddev_pop(n)",
                "variance(d), var_samp(l), var_pop(n)",
                "covar_pop(l, m), covar_samp(l, d)",
                "regr_count(d, l), regr_sxx(d, l), regr_syy(l, m)",
                "string_agg(k, ',' order by id)",
                "string_agg(distinct k, ',' order by k)",
                "percentile_cont(0.5) within group (order by d)",
                "percentile_cont(0.9) within group (order by l)",
                "percentile_disc(0.5) within group (order by m)",
                "percentile_disc(0.25) within group (order by us)",
                "bool_and(b), bool_or(b), every(b)",
                "bit_and(m), bit_or(m)",
                "count(*) filter (where b), sum(l) filter (where m > 10)",
                "max(lower(k)), min(length(s))"
            })
    void anAggregate(String aggregates) throws SQLException {
        agree("SELECT g, %s FROM t GROUP BY g ORDER BY g".formatted(aggregates));
        agree("SELECT %s FROM t WHERE id < 0".formatted(aggregates));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT l FROM t ORDER BY l, id",
                "SELECT l FROM t ORDER BY l DESC, id",
                "SELECT l FROM t ORDER BY l NULLS FIRST, id LIMIT 20 OFFSET 5",
                "SELECT l FROM t ORDER BY l DESC NULLS LAST, id OFFSET 3 ROWS FETCH NEXT 10 ROWS ONLY",
                "SELECT DISTINCT m FROM t ORDER BY 1",
                "SELECT date_trunc('year', us) AS y, count(*) FROM t GROUP BY y ORDER BY y",
                "SELECT extract(decade from dt) AS y, count(*) FROM t GROUP BY 1 HAVING count(*) > 3 ORDER BY 1",
                "SELECT id, row_number() OVER (PARTITION BY g ORDER BY m, id) FROM t ORDER BY id",
                "SELECT id, lag(l, 2, 0) OVER (ORDER BY id), lead(l) OVER (ORDER BY id) FROM t ORDER BY id",
                "SELECT id, sum(l) OVER (ORDER BY id ROWS BETWEEN 3 PRECEDING AND CURRENT ROW) FROM t ORDER BY id",
                "SELECT id, sum(l) FILTER (WHERE b) OVER (ORDER BY id), count(*) FILTER (WHERE m > 5) OVER () FROM t ORDER BY id",
                "SELECT id, percent_rank() OVER (ORDER BY m), nth_value(l, 2) OVER (ORDER BY id) FROM t ORDER BY id",
                "SELECT id, sum(m) OVER (ORDER BY id RANGE BETWEEN 5 PRECEDING AND 5 FOLLOWING) FROM t ORDER BY id",
                "SELECT g, sum(l), sum(sum(l)) OVER (ORDER BY g) FROM t GROUP BY g ORDER BY g",
                "SELECT g, b, count(*) FROM t GROUP BY GROUPING SETS ((g), (b), ()) ORDER BY g, b, 3",
                "SELECT max(dt) - min(dt) FROM t",
                "SELECT id, rank() OVER (ORDER BY m), dense_rank() OVER (ORDER BY m) FROM t ORDER BY id",
                "SELECT id, ntile(4) OVER (ORDER BY id), cume_dist() OVER (ORDER BY m) FROM t ORDER BY id",
                "SELECT id, first_value(s) OVER (PARTITION BY g ORDER BY id) FROM t ORDER BY id",
                "SELECT g, b, count(*), grouping(g, b) FROM t GROUP BY ROLLUP(g, b) ORDER BY g, b, 3",
                "SELECT count(*) FROM t a JOIN t b USING (m) WHERE a.id < 50 AND b.id >= 50",
                "SELECT a.id, x.c FROM t a, LATERAL (SELECT count(*) AS c FROM t b WHERE b.m = a.m) x ORDER BY a.id",
                "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 20) SELECT n FROM r ORDER BY"
                        + " n",
                "SELECT id FROM t WHERE m = ANY (ARRAY[1, 2, 3]) ORDER BY id",
                "SELECT id FROM t WHERE EXISTS (SELECT 1 FROM t u WHERE u.l = t.m) ORDER BY id",
                "SELECT id FROM t WHERE (g, m) IN (SELECT g, max(m) FROM t GROUP BY g) ORDER BY id",
                "VALUES (1, 'a'), (2, NULL) ORDER BY 1",
                "SELECT m FROM t WHERE id < 50 INTERSECT SELECT m FROM t WHERE id >= 250 ORDER BY 1",
                "SELECT m FROM t EXCEPT ALL SELECT m FROM t WHERE id < 150 ORDER BY 1"
            })
    void aQuery(String sql) throws SQLException {
        agree(sql);
    }

    private static boolean isSameRow(List<@Nullable Object> expected, List<@Nullable Object> actual) {
        return IntStream.range(0, expected.size()).allMatch(i -> isSame(expected.get(i), actual.get(i)));
    }

    private static void agree(String sql) throws SQLException {
        List<List<@Nullable Object>> expected = rows(theirs, sql);
        List<List<@Nullable Object>> actual = rows(ours, sql);
        assertThat(actual).as("rows of %s, seed %d", sql, SEED).hasSameSizeAs(expected);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
            if (!isSameRow(expected.get(i), actual.get(i))) {
                differences.add("expected %s but was %s".formatted(expected.get(i), actual.get(i)));
            }
        }
        assertThat(differences).as("%s, seed %d", sql, SEED).isEmpty();
    }
}
