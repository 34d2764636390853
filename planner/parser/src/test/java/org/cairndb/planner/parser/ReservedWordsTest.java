package org.cairndb.planner.parser;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.calcite.avatica.util.Casing;
import org.apache.calcite.avatica.util.Quoting;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReservedWordsTest {
    private static final SqlParser.Config CONFIG = SqlParser.config()
            .withParserFactory(CairnSqlParser.FACTORY)
            .withQuoting(Quoting.DOUBLE_QUOTE)
            .withUnquotedCasing(Casing.UNCHANGED)
            .withQuotedCasing(Casing.UNCHANGED)
            .withConformance(SqlConformanceEnum.LENIENT);

    private static SqlNode parse(String sql) throws SqlParseException {
        return SqlParser.create(sql, CONFIG).parseQuery();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "count",
                "value",
                "day",
                "month",
                "year",
                "hour",
                "minute",
                "second",
                "date",
                "time",
                "timestamp",
                "rank",
                "result",
                "range",
                "language",
                "position",
                "start",
                "end",
                "rows",
                "sum",
                "min",
                "max",
                "avg",
                "first_value",
                "filter_",
                "primary",
                "only",
                "one",
                "open",
                "close",
                "method",
                "module",
                "user_",
                "check",
                "contains",
                "condition",
                "percent",
                "power",
                "parameter",
                "pattern",
                "ref",
                "references",
                "scope",
                "search",
                "system",
                "trigger",
                "upper",
                "lower",
                "match",
                "member",
                "function",
                "procedure",
                "free",
                "local",
                "national",
                "no",
                "none",
                "old",
                "out",
                "element",
                "equals",
                "every",
                "execute",
                "external",
                "floor",
                "foreign",
                "get",
                "global",
                "groups",
                "hold",
                "identity",
                "initial",
                "version",
                "name",
                "type",
                "key",
                "level",
                "data",
                "state",
                "status",
                "description",
                "path",
                "source",
                "size",
                "length",
                "label"
            })
    void wordIsANameEverywhere(String word) throws SqlParseException {
        for (String template : new String[] {
            "SELECT w FROM t",
            "SELECT w, x FROM t",
            "SELECT x, w FROM t WHERE w > 0",
            "SELECT x AS w FROM t",
            "SELECT x w FROM t",
            "SELECT s.w FROM t s WHERE s.w > 0 AND w = 1",
            "SELECT a FROM w WHERE a = w + 1",
            "SELECT w.a FROM s.w JOIN u ON w.a = u.w",
            "SELECT w, sum(w), COUNT(w) FROM t GROUP BY w HAVING count(*) > 1 ORDER BY w DESC, x LIMIT 3",
            "SELECT CASE WHEN w > 1 THEN w ELSE x END FROM t",
            "SELECT CASE w WHEN 1 THEN w END FROM t",
            "SELECT -w, (w), w * 2, 2 * w FROM t WHERE w BETWEEN 1 AND 2 OR w IN (1, 2) OR w IS NULL OR w LIKE 'a'",
        }) {
            String sql = template.replaceAll("\\bw\\b", word);
            assertThat(parse(sql)).as(sql).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT COUNT(*), COUNT(DISTINCT x), SUM(x), MIN(x), MAX(x), AVG(x) FROM t",
                "SELECT RANK() OVER (ORDER BY x), ROW_NUMBER() OVER (PARTITION BY a ORDER BY x) FROM t",
                "SELECT SUM(x) OVER (ORDER BY y ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t",
                "SELECT SUM(x) OVER (ORDER BY y RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM t",
                "SELECT DATE '2025-01-01', TIME '10:00:00', TIMESTAMP '2025-01-01 00:00:00' FROM t",
                "SELECT x + INTERVAL '1' DAY, CURRENT_TIMESTAMP - INTERVAL '90' DAY FROM t",
                "SELECT EXTRACT(YEAR FROM x), YEAR(x), MONTH(x), FLOOR(x TO MONTH), FLOOR(x) FROM t",
                "SELECT POSITION('a' IN x), UPPER(x), POWER(x, 2), MOD(x, 2), TRIM(x), TRIM(BOTH ' ' FROM x) FROM t",
                "SELECT CAST(x AS DATE), CAST(x AS TIMESTAMP(6)), CAST(x AS DECIMAL(10, 2)), x::INTEGER FROM t",
                "SELECT SUM(x) FILTER (WHERE y > 1) FROM t GROUP BY ROLLUP (a, b)",
                "VALUES (1, 2), (3, 4)",
                "SELECT * FROM (VALUES (1, 2)) AS v (a, b)",
                "SELECT (1, 2) = ROW(1, 2)",
                "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 5) SELECT * FROM r",
                "SELECT * FROM t OFFSET 2 ROWS FETCH FIRST 3 ROWS ONLY",
                "SELECT * FROM t LIMIT 3 OFFSET 2",
                "SELECT {d '2025-01-01'}, {fn UCASE(x)} FROM t",
                "SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY x) FROM t",
                "SELECT value FROM t WHERE (value) > 1 AND value IN (SELECT value FROM u)",
            })
    void functionsAndLiteralsStillParse(String sql) throws SqlParseException {
        assertThat(parse(sql)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM t FOR SYSTEM_TIME AS OF TIMESTAMP '2025-01-01 00:00:00'",
                "SELECT * FROM c.t FOR SYSTEM_TIME AS OF ? AS p JOIN u ON p.a = u.a",
                "SELECT * FROM c.t FOR SYSTEM_TIME AS OF ? p JOIN u FOR SYSTEM_TIME AS OF ? ON p.a = u.a WHERE u.b = 1",
                "SELECT * FROM c.t AS p FOR SYSTEM_TIME AS OF CURRENT_TIMESTAMP - INTERVAL '90' DAY WHERE p.a = 1",
                "SELECT * FROM c.t p FOR TIMESTAMP AS OF '2025-01-01' JOIN u ON p.a = u.a",
                "SELECT * FROM t FOR VERSION AS OF 17 AS p, u FOR VERSION AS OF 'main~3' q",
                "SELECT * FROM t AS OF ? p",
                "SELECT * FROM t p AS OF TIMESTAMP '2025-01-01 00:00:00' WHERE p.a > 1",
            })
    void snapshotClauseStandsBeforeOrAfterTheAlias(String sql) throws SqlParseException {
        assertThat(parse(sql).toString()).containsIgnoringCase("FOR SYSTEM_TIME AS OF");
    }

    @Test
    void versionIsToldFromTime() throws SqlParseException {
        assertThat(parse("SELECT * FROM t p FOR VERSION AS OF 17").toString())
                .contains("FOR SYSTEM_TIME AS OF")
                .contains("CAIRN_VERSION")
                .contains("17")
                .contains("p");
    }
}
