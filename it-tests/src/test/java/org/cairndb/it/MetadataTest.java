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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.cairndb.writer.tx.Views;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What metadata says of a small shop, whose orders own their lines, and of the driver; what it says of the driver is tried. */
class MetadataTest {
    private static Connection connection;
    private static DatabaseMetaData metadata;

    @BeforeAll
    static void load() throws SQLException {
        String location = "mem:metadata-" + UUID.randomUUID();
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT)) {
            writer.transact(
                    define(AttributeSpec.builder("product/sku", ValueType.STRING)
                            .identity()
                            .doc("What is printed on it")),
                    define(AttributeSpec.builder("product/price", ValueType.DECIMAL)
                            .decimal(12, 2)
                            .indexed()),
                    define(AttributeSpec.builder("product/tags", ValueType.STRING)
                            .many()),
                    define(AttributeSpec.builder("product/related", ValueType.REF)
                            .many()
                            .refNamespace("product")),
                    define(AttributeSpec.builder("line/product", ValueType.REF).refNamespace("product")),
                    define(AttributeSpec.builder("line/100%_sure", ValueType.BOOLEAN)),
                    define(AttributeSpec.builder("order/lines", ValueType.REF)
                            .many()
                            .component()
                            .refNamespace("line")),
                    define(AttributeSpec.builder("order/origin", ValueType.REF)),
                    define(AttributeSpec.builder("order/agent", ValueType.REF).refNamespace("nobody")),
                    define(AttributeSpec.builder("order/taken", ValueType.INSTANT)),
                    Operation.put(Map.of("product/sku", "A", "product/tags", List.of("new", "red"))),
                    Operation.put(Map.of("product/sku", "B", "product/tags", List.of("red"))));
            writer.transact(
                    Map.of("order/lines", List.of(Map.of("line/100%_sure", true), Map.of("line/100%_sure", false))));
            writer.transact(Views.create("red", "SELECT sku, price FROM product", Views.Existing.REFUSE));
        }
        connection = DriverManager.getConnection("jdbc:cairn:" + location + "?user=ana");
        metadata = connection.getMetaData();
    }

    private static Operation define(AttributeSpec.Builder attribute) {
        return Operation.define(attribute.build());
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    /** Some columns of all rows, joined by spaces. */
    private static List<String> rows(ResultSet result, String... columns) throws SQLException {
        try (result) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (String column : columns) {
                    values.add(Objects.requireNonNullElse(result.getString(column), "-"));
                }
                rows.add(String.join(" ", values));
            }
            return rows;
        }
    }

    private static List<String> query(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    values.add(Objects.requireNonNullElse(result.getString(i), "-"));
                }
                rows.add(String.join(" ", values));
            }
            return rows;
        }
    }

    @Test
    void allSchemasLieInOneCatalog() throws SQLException {
        assertThat(rows(metadata.getCatalogs(), "TABLE_CAT")).containsExactly("cairn");
        assertThat(connection.getCatalog()).isEqualTo("cairn");
        assertThat(rows(metadata.getSchemas(), "TABLE_CATALOG", "TABLE_SCHEM"))
                .containsExactly("cairn information_schema", "cairn main");
        assertThat(rows(metadata.getTables("cairn", "main", "product", null), "TABLE_CAT", "TABLE_NAME"))
                .containsExactly("cairn product");
        for (String other : List.of("", "other")) {
            assertThat(rows(metadata.getSchemas(other, null), "TABLE_SCHEM")).isEmpty();
            assertThat(rows(metadata.getTables(other, null, null, null), "TABLE_NAME"))
                    .isEmpty();
            assertThat(rows(metadata.getColumns(other, null, null, null), "TABLE_NAME"))
                    .isEmpty();
            assertThat(rows(metadata.getPrimaryKeys(other, null, "product"), "TABLE_NAME"))
                    .isEmpty();
        }
        assertThat(query("SELECT cairn.main.product.sku FROM cairn.main.product WHERE sku = 'A'"))
                .containsExactly("A");
        assertThatThrownBy(() -> connection.setCatalog("other"))
                .isInstanceOf(SQLException.class)
                .hasMessage("There is no catalog \"other\"; all schemas lie in \"cairn\"");
        connection.setCatalog("CAIRN");
    }

    @Test
    void tablesComeByTypeAndName() throws SQLException {
        assertThat(rows(
                        metadata.getTables(null, "main", "%", new String[] {"VIEW", "TABLE"}),
                        "TABLE_TYPE",
                        "TABLE_NAME",
                        "REMARKS"))
                .containsExactly(
                        "TABLE line -",
                        "TABLE order -",
                        "TABLE order__lines Values of order/lines",
                        "TABLE product -",
                        "TABLE product__related Values of product/related",
                        "TABLE product__tags Values of product/tags",
                        "VIEW red -");
        assertThat(rows(metadata.getTables(null, null, "product/sku", null), "TABLE_TYPE", "REMARKS"))
                .containsExactly("DATOM TABLE What is printed on it");
        assertThat(rows(metadata.getTables(null, null, "%", new String[0]), "TABLE_NAME"))
                .isEmpty();
        List<String> types = rows(metadata.getTableTypes(), "TABLE_TYPE");
        assertThat(types).isSorted();
        assertThat(rows(metadata.getTables(null, null, null, null), "TABLE_TYPE"))
                .isSorted()
                .allMatch(types::contains);
    }

    @Test
    void patternsHaveWildcardsAndAnEscape() throws SQLException {
        assertThat(metadata.getSearchStringEscape()).isEqualTo("\\");
        assertThat(rows(metadata.getTables(null, null, "product\\_\\_%", null), "TABLE_NAME"))
                .containsExactly("product__related", "product__tags");
        assertThat(rows(metadata.getTables(null, "m__n", "l_n_", null), "TABLE_NAME"))
                .containsExactly("line");
        assertThat(rows(metadata.getTables(null, null, "LINE", null), "TABLE_NAME"))
                .containsExactly("line");
        assertThat(rows(metadata.getColumns(null, null, "line", "100\\%\\_%"), "COLUMN_NAME"))
                .containsExactly("100%_sure");
        assertThat(rows(metadata.getColumns(null, null, "line", "100\\%\\%sure"), "COLUMN_NAME"))
                .isEmpty();
        assertThat(rows(metadata.getColumns(null, null, "l\\ine", "_id"), "COLUMN_NAME"))
                .containsExactly("_id");
    }

    @Test
    void columnsHaveBareTypesAndSizes() throws SQLException {
        assertThat(rows(
                        metadata.getColumns(null, null, "product", "%"),
                        "ORDINAL_POSITION",
                        "COLUMN_NAME",
                        "TYPE_NAME",
                        "COLUMN_SIZE",
                        "DECIMAL_DIGITS",
                        "NUM_PREC_RADIX",
                        "CHAR_OCTET_LENGTH",
                        "NULLABLE",
                        "IS_NULLABLE",
                        "REMARKS"))
                .containsExactly(
                        "1 _id BIGINT 19 0 10 - 0 NO -",
                        "2 sku VARCHAR 2147483647 - - 2147483647 1 YES What is printed on it",
                        "3 price DECIMAL 12 2 10 - 1 YES -");
        assertThat(rows(
                        metadata.getColumns(null, null, "order", "taken"),
                        "TYPE_NAME",
                        "COLUMN_SIZE",
                        "DECIMAL_DIGITS",
                        "NUM_PREC_RADIX"))
                .containsExactly("TIMESTAMP 26 6 -");
        assertThat(rows(metadata.getColumns(null, null, "red", null), "COLUMN_NAME", "TYPE_NAME", "IS_AUTOINCREMENT"))
                .containsExactly("sku VARCHAR NO", "price DECIMAL NO");
    }

    @Test
    void keysTellWhatRowsAreKnownBy() throws SQLException {
        assertThat(rows(metadata.getPrimaryKeys(null, "main", "product"), "COLUMN_NAME", "KEY_SEQ", "PK_NAME"))
                .containsExactly("_id 1 product_pk");
        assertThat(rows(metadata.getPrimaryKeys(null, "main", "product__tags"), "COLUMN_NAME", "KEY_SEQ"))
                .containsExactly("_id 1", "tags 2");
        assertThat(rows(metadata.getPrimaryKeys(null, null, "product/sku"), "COLUMN_NAME"))
                .containsExactly("e");
        assertThat(rows(metadata.getPrimaryKeys(null, null, "transactions"), "COLUMN_NAME"))
                .containsExactly("tx");
        assertThat(rows(metadata.getPrimaryKeys(null, null, "red"), "COLUMN_NAME"))
                .isEmpty();
        assertThat(rows(
                        metadata.getBestRowIdentifier(
                                null, null, "product__tags", DatabaseMetaData.bestRowSession, false),
                        "SCOPE",
                        "COLUMN_NAME",
                        "TYPE_NAME",
                        "PSEUDO_COLUMN"))
                .containsExactly("2 _id BIGINT 1", "2 tags VARCHAR 1");
        assertThat(rows(metadata.getVersionColumns(null, null, "product"), "COLUMN_NAME", "PSEUDO_COLUMN"))
                .containsExactly("_tx 2");
        assertThat(rows(metadata.getPseudoColumns(null, null, "product", null), "COLUMN_NAME", "COLUMN_USAGE"))
                .containsExactly("_tx NO_USAGE_RESTRICTIONS");
    }

    @Test
    void refsAndLinksAreForeignKeys() throws SQLException {
        String[] columns = {"FKTABLE_NAME", "FKCOLUMN_NAME", "PKTABLE_NAME", "PKCOLUMN_NAME", "DELETE_RULE", "FK_NAME"};
        assertThat(rows(metadata.getImportedKeys(null, null, "line"), columns))
                .containsExactly("line product product _id 2 line_product_fk");
        assertThat(rows(metadata.getImportedKeys(null, null, "order__lines"), columns))
                .containsExactly(
                        "order__lines lines line _id 0 order__lines_lines_fk",
                        "order__lines _id order _id 0 order__lines__id_fk");
        assertThat(rows(metadata.getImportedKeys(null, null, "order"), columns))
                .as("refs to anything or to what is no table")
                .isEmpty();
        assertThat(rows(metadata.getExportedKeys("cairn", "main", "product"), columns))
                .containsExactly(
                        "line product product _id 2 line_product_fk",
                        "product__related _id product _id 0 product__related__id_fk",
                        "product__related related product _id 0 product__related_related_fk",
                        "product__tags _id product _id 0 product__tags__id_fk");
        assertThat(rows(
                        metadata.getCrossReference(null, null, "product", null, "main", "product__related"),
                        "FKCOLUMN_NAME",
                        "PK_NAME",
                        "KEY_SEQ",
                        "UPDATE_RULE",
                        "DEFERRABILITY"))
                .containsExactly("_id product_pk 1 3 7", "related product_pk 1 3 7");
        assertThat(rows(metadata.getExportedKeys(null, "other", "product"), columns))
                .isEmpty();
    }

    @Test
    void deleteRulesTellWhatRetractingDoes() throws SQLException {
        assertThat(DatabaseMetaData.importedKeyCascade).isZero();
        String location = "mem:metadata-rules-" + UUID.randomUUID();
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT)) {
            writer.transact(
                    define(AttributeSpec.builder("a/name", ValueType.STRING).identity()),
                    define(AttributeSpec.builder("b/one", ValueType.REF).refNamespace("a")),
                    define(AttributeSpec.builder("b/several", ValueType.REF)
                            .many()
                            .refNamespace("a")));
            writer.transact(
                    Map.of("b/name", "x", "b/one", Map.of("a/name", "1"), "b/several", List.of(Map.of("a/name", "2"))));
            try (Connection other = DriverManager.getConnection("jdbc:cairn:" + location)) {
                long one = (long) Jdbc.rows(other, "SELECT one FROM b").get(0).get(0);
                long some = (long) Jdbc.rows(other, "SELECT several FROM b__several")
                        .get(0)
                        .get(0);
                writer.transact(Operation.retractEntity(one), Operation.retractEntity(some));
                assertThat(Jdbc.rows(other, "SELECT name, one FROM b")).containsExactly(Arrays.asList("x", null));
                assertThat(Jdbc.rows(other, "SELECT * FROM b__several")).isEmpty();
            }
        }
    }

    @Test
    void indexesComeWithTheNumberOfValues() throws SQLException {
        assertThat(rows(
                        metadata.getIndexInfo(null, null, "product", false, true),
                        "NON_UNIQUE",
                        "TYPE",
                        "INDEX_NAME",
                        "ORDINAL_POSITION",
                        "COLUMN_NAME",
                        "CARDINALITY"))
                .containsExactly(
                        "false 0 - 0 - 2",
                        "false 3 product_pk 1 _id 2",
                        "false 3 product_sku_key 1 sku 2",
                        "true 3 product_price_idx 1 price 0");
        assertThat(rows(metadata.getIndexInfo(null, null, "product", true, true), "INDEX_NAME"))
                .containsExactly("-", "product_pk", "product_sku_key");
        assertThat(rows(
                        metadata.getIndexInfo(null, null, "product__tags", false, false),
                        "INDEX_NAME",
                        "COLUMN_NAME",
                        "CARDINALITY"))
                .containsExactly("- - 3", "product__tags_pk _id 3", "product__tags_pk tags 3");
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
