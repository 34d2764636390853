package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What metadata says of the driver is tried: types, functions, escapes, keywords and what is said to be supported. */
class DriverFactsTest {
    private static Connection connection;
    private static DatabaseMetaData metadata;

    @BeforeAll
    static void connect() throws SQLException {
        connection = DriverManager.getConnection(MetadataShop.create());
        metadata = connection.getMetaData();
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    /** Some columns of all rows, joined by spaces. */
    private static List<String> rows(ResultSet result, String... columns) throws SQLException {
        return Jdbc.texts(result, " ", columns);
    }

    private static List<String> query(String sql) throws SQLException {
        return Jdbc.texts(connection, sql);
    }

    @Test
    void typesCanBeCastToAndWrittenAsLiterals() throws SQLException {
        List<Integer> codes = new ArrayList<>();
        try (ResultSet types = metadata.getTypeInfo()) {
            while (types.next()) {
                codes.add(types.getInt("DATA_TYPE"));
                String name = types.getString("TYPE_NAME");
                String parameters = types.getString("CREATE_PARAMS");
                String full = parameters == null ? name : name + (parameters.contains(",") ? "(7,2)" : "(5)");
                ResultSetMetaData cast = described("SELECT CAST(NULL AS " + full + ")");
                assertThat(cast.getColumnType(1)).isEqualTo(types.getInt("DATA_TYPE"));
                assertThat(cast.getColumnTypeName(1)).isEqualTo(name);
                String prefix = types.getString("LITERAL_PREFIX");
                if (prefix != null) {
                    String literal = prefix + sample(name) + types.getString("LITERAL_SUFFIX");
                    assertThat(described("SELECT " + literal).getColumnTypeName(1))
                            .isEqualTo(name);
                }
            }
        }
        assertThat(codes).isSorted();
        assertThat(rows(metadata.getColumns(null, null, null, null), "TYPE_NAME"))
                .isSubsetOf(rows(metadata.getTypeInfo(), "TYPE_NAME"));
    }

    private static String sample(String type) {
        return switch (type) {
            case "DATE" -> "2024-02-29";
            case "TIME" -> "10:11:12";
            case "TIMESTAMP" -> "2024-02-29 10:11:12";
            case "UUID" -> "123e4567-e89b-12d3-a456-426614174000";
            default -> "00";
        };
    }

    private static ResultSetMetaData described(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            return result.getMetaData();
        }
    }

    @Test
    void listedFunctionsExistWithTheirTypes() throws SQLException {
        List<String> specific = rows(metadata.getFunctions(null, null, null), "SPECIFIC_NAME");
        assertThat(specific).doesNotHaveDuplicates().hasSizeGreaterThan(100);
        assertThat(rows(metadata.getFunctions(null, null, null), "FUNCTION_NAME"))
                .isSorted();
        assertThat(rows(metadata.getFunctions(null, "", "left"), "FUNCTION_NAME"))
                .containsExactly("LEFT");
        for (String name : specific) {
            String function = name.substring(0, name.lastIndexOf('_'));
            List<String> arguments = new ArrayList<>();
            String result = "";
            try (ResultSet columns = metadata.getFunctionColumns(null, null, function.replace("_", "\\_"), null)) {
                while (columns.next()) {
                    if (!columns.getString("SPECIFIC_NAME").equals(name)) {
                        continue;
                    }
                    String type = columns.getString("TYPE_NAME");
                    if (columns.getShort("COLUMN_TYPE") == DatabaseMetaData.functionReturn) {
                        result = type;
                    } else {
                        arguments.add("CAST(NULL AS %s)".formatted(type.equals("ANY") ? "BIGINT" : type));
                    }
                }
            }
            String call = function + "(" + String.join(", ", arguments) + ")";
            String type = described("SELECT " + call).getColumnTypeName(1);
            assertThat(type).as(call).isEqualTo(result.equals("ANY") ? "BIGINT" : result);
        }
    }

    @Test
    void listedEscapesWork() throws SQLException {
        Map<String, String> arguments = Map.ofEntries(
                Map.entry("ATAN2", "1.0, 2.0"),
                Map.entry("CONCAT", "'a', 'b'"),
                Map.entry("CURDATE", ""),
                Map.entry("CURRENT_DATE", ""),
                Map.entry("CURRENT_TIME", ""),
                Map.entry("CURRENT_TIMESTAMP", ""),
                Map.entry("CURTIME", ""),
                Map.entry("DATABASE", ""),
                Map.entry("DIFFERENCE", "'a', 'b'"),
                Map.entry("EXTRACT", "YEAR FROM DATE '2024-02-29'"),
                Map.entry("IFNULL", "1, 2"),
                Map.entry("INSERT", "'abc', 1, 2, 'x'"),
                Map.entry("LEFT", "'abc', 2"),
                Map.entry("LOCATE", "'b', 'abc'"),
                Map.entry("MOD", "5, 3"),
                Map.entry("NOW", ""),
                Map.entry("PI", ""),
                Map.entry("POSITION", "'b' IN 'abc'"),
                Map.entry("POWER", "2, 3"),
                Map.entry("RAND", ""),
                Map.entry("REPEAT", "'ab', 2"),
                Map.entry("REPLACE", "'abc', 'b', 'x'"),
                Map.entry("RIGHT", "'abc', 2"),
                Map.entry("ROUND", "2.567, 1"),
                Map.entry("SPACE", "2"),
                Map.entry("SUBSTRING", "'abc', 2, 1"),
                Map.entry("TIMESTAMPADD", "SQL_TSI_DAY, 1, {ts '2024-02-29 10:11:12'}"),
                Map.entry("TIMESTAMPDIFF", "SQL_TSI_DAY, {ts '2024-02-28 10:11:12'}, {ts '2024-02-29 10:11:12'}"),
                Map.entry("TRUNCATE", "2.567, 1"),
                Map.entry("USER", ""));
        check(metadata.getNumericFunctions(), arguments, "1");
        check(metadata.getStringFunctions(), arguments, "'abc'");
        check(metadata.getTimeDateFunctions(), arguments, "{ts '2024-02-29 10:11:12'}");
        check(metadata.getSystemFunctions(), arguments, "1");
    }

    private static void check(String names, Map<String, String> arguments, String one) throws SQLException {
        assertThat(names.split(",")).isSorted();
        for (String name : names.split(",")) {
            String argument = name.equals("CHAR") ? "65" : arguments.getOrDefault(name, one);
            String sql = "SELECT {fn %s(%s)}".formatted(name, argument);
            assertThat(query(sql)).as(sql).hasSize(1).doesNotContain("-");
        }
    }

    @Test
    void escapesTellWhoAsksToo() throws SQLException {
        assertThat(query("SELECT {fn USER()}, {fn DATABASE()}")).containsExactly("ana cairn");
    }

    @Test
    void keywordsCannotBeNames() throws SQLException {
        String[] keywords = metadata.getSQLKeywords().split(",");
        assertThat(keywords)
                .isSorted()
                .doesNotHaveDuplicates()
                .contains("LIMIT", "UUID")
                .doesNotContain("SELECT");
        for (String keyword : keywords) {
            assertThatThrownBy(() -> query("SELECT 1 AS " + keyword))
                    .as(keyword)
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void nullsAreSortedAsItIsSaid() throws SQLException {
        assertThat(metadata.nullsAreSortedHigh()).isTrue();
        assertThat(metadata.nullsAreSortedLow() || metadata.nullsAreSortedAtStart() || metadata.nullsAreSortedAtEnd())
                .isFalse();
        String rows = "FROM (VALUES (1), (CAST(NULL AS INTEGER)), (2)) AS t(n) ORDER BY n";
        assertThat(query("SELECT n " + rows)).containsExactly("1", "2", "-");
        assertThat(query("SELECT n " + rows + " DESC")).containsExactly("-", "2", "1");
    }

    @Test
    void namesMatchInAnyCaseAndKeepTheirs() throws SQLException {
        assertThat(metadata.storesMixedCaseIdentifiers()).isTrue();
        assertThat(metadata.storesMixedCaseQuotedIdentifiers()).isTrue();
        assertThat(metadata.supportsMixedCaseIdentifiers()).isFalse();
        assertThat(metadata.supportsMixedCaseQuotedIdentifiers()).isFalse();
        String quote = metadata.getIdentifierQuoteString();
        assertThat(query("SELECT " + quote + "SKU" + quote + " FROM PRODUCT WHERE Sku = 'A'"))
                .containsExactly("A");
        for (char c : metadata.getExtraNameCharacters().toCharArray()) {
            assertThat(query("SELECT 1 AS a" + c + "b")).containsExactly("1");
        }
    }

    @Test
    void resultSetTypesAreThoseThatStatementsHave() throws SQLException {
        int[] types = {ResultSet.TYPE_FORWARD_ONLY, ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.TYPE_SCROLL_SENSITIVE};
        int[] concurrencies = {ResultSet.CONCUR_READ_ONLY, ResultSet.CONCUR_UPDATABLE};
        for (int type : types) {
            for (int concurrency : concurrencies) {
                assertThat(metadata.supportsResultSetConcurrency(type, concurrency))
                        .as("%d %d", type, concurrency)
                        .isEqualTo(has(type, concurrency));
            }
            assertThat(metadata.supportsResultSetType(type)).isEqualTo(has(type, ResultSet.CONCUR_READ_ONLY));
        }
        assertThat(metadata.supportsResultSetHoldability(connection.getHoldability()))
                .isTrue();
    }

    private static boolean has(int type, int concurrency) throws SQLException {
        try (Statement statement = connection.createStatement(type, concurrency)) {
            SQLWarning warning = connection.getWarnings();
            connection.clearWarnings();
            return warning == null
                    && statement.getResultSetType() == type
                    && statement.getResultSetConcurrency() == concurrency;
        } catch (SQLException e) {
            return false;
        }
    }

    @Test
    void whatIsSaidToBeSupportedRuns() throws SQLException {
        assertThat(metadata.supportsFullOuterJoins()).isTrue();
        assertThat(query("SELECT a.n, b.n FROM (VALUES (1), (2)) AS a(n) FULL JOIN (VALUES (2), (3)) AS b(n) ON a.n ="
                        + " b.n ORDER BY 1, 2"))
                .containsExactly("1 -", "2 2", "- 3");
        assertThat(metadata.supportsGroupByUnrelated()).isTrue();
        assertThat(query("SELECT COUNT(*) FROM product GROUP BY sku")).containsExactly("1", "1");
        assertThat(metadata.supportsOrderByUnrelated()).isTrue();
        assertThat(query("SELECT sku FROM product ORDER BY _id DESC")).containsExactly("B", "A");
        assertThat(metadata.supportsExpressionsInOrderBy()).isTrue();
        assertThat(query("SELECT sku FROM product ORDER BY sku || 'x' DESC")).containsExactly("B", "A");
        assertThat(metadata.supportsSubqueriesInQuantifieds()).isTrue();
        assertThat(query("SELECT sku FROM product WHERE sku >= ALL (SELECT sku FROM product)"))
                .containsExactly("B");
        assertThat(metadata.supportsCorrelatedSubqueries()).isTrue();
        assertThat(query("SELECT sku FROM product p WHERE EXISTS"
                        + " (SELECT * FROM product__tags t WHERE t._id = p._id AND t.tags = 'new')"))
                .containsExactly("A");
        assertThat(metadata.supportsLikeEscapeClause()).isTrue();
        assertThat(query("SELECT 1 FROM product WHERE 'a%' LIKE 'a!%' ESCAPE '!' AND sku = 'A'"))
                .containsExactly("1");
        assertThat(metadata.nullPlusNonNullIsNull()).isTrue();
        assertThat(query("SELECT sku || CAST(NULL AS VARCHAR) FROM product WHERE sku = 'A'"))
                .containsExactly("-");
        assertThat(metadata.supportsTableCorrelationNames()).isTrue();
        assertThat(metadata.supportsDifferentTableCorrelationNames()).isFalse();
        assertThat(query("SELECT product.sku FROM product product WHERE sku = 'A'"))
                .containsExactly("A");
        assertThat(metadata.supportsColumnAliasing()).isTrue();
        assertThat(metadata.supportsUnionAll()).isTrue();
        assertThat(query("SELECT 1 UNION ALL SELECT 1")).hasSize(2);
        assertThat(metadata.supportsSchemasInDataManipulation()).isTrue();
        assertThat(metadata.supportsCatalogsInDataManipulation()).isTrue();
        assertThat(metadata.isCatalogAtStart()).isTrue();
    }

    @Test
    void whoAsksIsKnown() throws SQLException {
        assertThat(metadata.getUserName()).isEqualTo("ana");
        assertThat(query("SELECT CURRENT_USER, USER, SESSION_USER, SYSTEM_USER, CURRENT_ROLE, current_user()"))
                .containsExactly("ana ana ana ana ana ana");
        assertThat(query("SELECT VERSION(), pg_catalog.version()"))
                .containsExactly("Cairn %1$s Cairn %1$s".formatted(metadata.getDatabaseProductVersion()));
        assertThat(query("SELECT CURRENT_SCHEMA, current_schema(), pg_catalog.current_schema()"))
                .containsExactly("main main main");
        assertThat(query("SELECT CURRENT_CATALOG, current_database()")).containsExactly("cairn cairn");
        try (Connection other = DriverManager.getConnection(metadata.getURL().replace("ana", "ben"))) {
            assertThat(Jdbc.rows(other, "SELECT CURRENT_USER")).containsExactly(List.of("ben"));
        }
    }
}
