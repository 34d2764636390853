package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
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

/** What metadata says of the tables of {@link MetadataShop}. */
class MetadataTest {
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
                    MetadataShop.define(
                            AttributeSpec.builder("a/name", ValueType.STRING).identity()),
                    MetadataShop.define(
                            AttributeSpec.builder("b/one", ValueType.REF).refNamespace("a")),
                    MetadataShop.define(AttributeSpec.builder("b/several", ValueType.REF)
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
}
