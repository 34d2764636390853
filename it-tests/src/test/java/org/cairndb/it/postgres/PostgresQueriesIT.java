package org.cairndb.it.postgres;

import java.sql.SQLException;
import org.cairndb.it.SharesJvm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries of the dialect of PostgreSQL, as people and tools write them, answer here what they answer there. */
@SharesJvm
class PostgresQueriesIT {
    private static PostgresTwin twin;

    @BeforeAll
    static void load() throws SQLException {
        twin = new PostgresTwin();
    }

    @AfterAll
    static void close() throws SQLException {
        twin.close();
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
        twin.agree(sql);
    }

    /** As Tableau, Metabase, Superset, Power BI and Hibernate put them together. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT \"t0\".\"g\" AS \"g\", SUM(\"t0\".\"l\") AS \"sum:l:ok\", SUM(1) AS \"cnt:ok\" FROM \"t\" \"t0\" GROUP BY 1 HAVING (COUNT(1) > 0) ORDER BY 1",
                "SELECT DATE_TRUNC('MONTH', \"t\".\"us\"::TIMESTAMP WITHOUT TIME ZONE) AS m, COUNT(*) FROM \"t\" GROUP BY 1 ORDER BY 1",
                "SELECT CAST(DATE_TRUNC('MONTH', CAST(\"t\".\"us\" AS DATE)) AS DATE) AS m, COUNT(*) FROM \"t\" GROUP BY 1 ORDER BY 1",
                "SELECT CAST(EXTRACT(YEAR FROM us) AS INTEGER), COUNT(*) FROM t GROUP BY 1 ORDER BY 1",
                "SELECT count(*) FROM t WHERE us > (CURRENT_DATE + -36500 * INTERVAL '1 DAY')",
                "SELECT count(*) FROM t WHERE us > DATE_TRUNC('day', (NOW() + (INTERVAL '-30000 day')))",
                "SELECT count(*) FROM t WHERE us >= timestamp with time zone '1980-01-01 00:00:00.000Z' AND us < timestamp with time zone '2000-01-01 00:00:00.000Z'",
                "SELECT count(*) FROM t WHERE us >= TO_TIMESTAMP('1980-01-01 00:00:00.000000', 'YYYY-MM-DD HH24:MI:SS.US')",
                "SELECT (CAST(extract(dow from us) AS integer) + 1) AS d, COUNT(*) FROM t GROUP BY (CAST(extract(dow from us) AS integer) + 1) ORDER BY d",
                "SELECT FLOOR((l / 100.0)) * 100.0 AS bin, COUNT(*) FROM t GROUP BY FLOOR((l / 100.0)) * 100.0 ORDER BY 1",
                "SELECT SUM(CASE WHEN b THEN 1 ELSE 0.0 END) / COUNT(*) FROM t",
                "SELECT CAST(SUM(l) AS float) / NULLIF(COUNT(*), 0) FROM t",
                "SELECT ROUND(CAST(AVG(d) AS decimal), 2) FROM t",
                "SELECT TRUE AS \"_\" FROM t WHERE 1 <> 1 LIMIT 0",
                "SELECT SUBSTRING(s, 1, 1234) AS \"substring\", l FROM t ORDER BY id LIMIT 20",
                "SELECT \"_\".\"g\", \"_\".\"c\" FROM (SELECT g, count(*) AS c FROM t GROUP BY g) \"_\" ORDER BY 1",
                "SELECT count(*) FROM t WHERE (LOWER(s) LIKE '%quick%') AND (NOT (s IS NULL)) AND ((l) = (l))",
                "SELECT g, count(DISTINCT m), count(DISTINCT k) FROM t GROUP BY g ORDER BY g",
                "SELECT CASE WHEN GROUPING(g) = 1 THEN -1 ELSE g END AS g, sum(l) FROM t GROUP BY GROUPING SETS ((g), ()) ORDER BY 1",
                "SELECT x.g, x.r FROM (SELECT g, l, row_number() OVER (PARTITION BY g ORDER BY l DESC, id) AS r FROM t) x WHERE x.r <= 2 ORDER BY 1, 2",
                "WITH a AS (SELECT g, sum(l) AS s FROM t GROUP BY g), c AS (SELECT max(s) AS m FROM a) SELECT a.g, a.s * 100.0 / c.m FROM a CROSS JOIN c ORDER BY a.g",
                "SELECT date_trunc('quarter', us)::date AS q, sum(n)::float8 FROM t GROUP BY 1 ORDER BY 1 DESC LIMIT 12",
                "SELECT to_char(date_trunc('month', us), 'Mon YYYY') AS label, count(*) FROM t GROUP BY date_trunc('month', us) ORDER BY date_trunc('month', us)",
                "SELECT extract(year from us) * 100 + extract(month from us) AS ym, count(*) FROM t GROUP BY ym ORDER BY ym",
                "SELECT coalesce(cast(l as text), 'none') AS x, count(*) FROM t GROUP BY x ORDER BY count(*) DESC, x LIMIT 10",
                "SELECT id, us::date - lag(us::date) OVER (ORDER BY id) FROM t ORDER BY id",
                "SELECT id, us - lag(us) OVER (ORDER BY id) > interval '1 day' FROM t ORDER BY id",
                "SELECT g FROM t GROUP BY g HAVING bool_or(b) AND every(l IS NOT NULL OR l IS NULL) ORDER BY g",
                "SELECT (SELECT s FROM t x WHERE x.id = t.id + 1) FROM t ORDER BY id",
                "SELECT id FROM t WHERE NOT EXISTS (SELECT 1 FROM t u WHERE u.m = t.m AND u.id < t.id) ORDER BY id",
                "SELECT id FROM t WHERE id NOT IN (SELECT m FROM t WHERE m IS NOT NULL) ORDER BY id",
                "SELECT id, CASE WHEN l > avg(l) OVER (PARTITION BY g) THEN 'high' ELSE 'low' END FROM t ORDER BY id",
                "SELECT string_agg(g::text || ':' || c::text, ', ' ORDER BY g) FROM (SELECT g, count(*) AS c FROM t GROUP BY g) x",
                "SELECT min(tm), max(tm), avg(m)::int FROM t",
                "SELECT count(*) FROM t WHERE us::date = '1999-12-31'::date OR us::text LIKE '19%'",
                "SELECT count(*) FROM t WHERE dt BETWEEN date '1990-01-01' AND date '1990-01-01' + interval '1 year'",
                "SELECT count(*) FROM t WHERE date_part('year', us) = 1999 OR extract(month from dt) IN (1, 2)",
                "SELECT l FROM t WHERE l IS NOT NULL ORDER BY abs(l), id LIMIT 5",
                "SELECT DISTINCT g, m % 3 FROM t ORDER BY g DESC, 2",
                "SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS v(x, y) ORDER BY x",
                "SELECT a.g, count(b.id) FROM (SELECT DISTINCT g FROM t) a LEFT OUTER JOIN t b ON (a.g = b.g AND b.l > 500) GROUP BY a.g ORDER BY a.g",
                "SELECT ((sum(n)) - (sum(n) FILTER (WHERE b))) AS diff FROM t",
                "SELECT n::int, n::numeric(10, 1), d::numeric(20, 5), l::smallint FROM t ORDER BY id LIMIT 50",
                "SELECT tm::text, dt::text, ts::text FROM t ORDER BY id LIMIT 50",
                "SELECT 7 / 2, -7 / 2, 7 % -3, -7 % 3, 7.0 / 2, 1e0 / 3",
                "SELECT least(us, ts), greatest(dt, date '2000-01-01') FROM t ORDER BY id",
                "SELECT nullif(s, '') || 'x' FROM t ORDER BY id",
                "SELECT current_date = now()::date, current_timestamp = now(), localtimestamp IS NOT NULL"
            })
    void aQueryOfATool(String sql) throws SQLException {
        twin.agree(sql);
    }
}
