package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cairndb.storage.Stores;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tables with the columns of another state: attributes retired since then, and attributes that only a branch has. Transaction 1 defines, 2 puts W1 with price
 * 10 and colour red, 3 makes the colour blue, 4 retires colour, tags and the only attribute of box, 5 sets the price to 11.
 */
class SchemaOfThenTest {
    private static final Operation COLOUR = Operation.define(
            AttributeSpec.builder("product/colour", ValueType.STRING).build());

    private final String name = "mem:then-" + UUID.randomUUID();
    private final Location location = Location.parse(name);
    private final Writer main = Writer.open(location, WriterOptions.DEFAULT);
    private final Connection connection;

    SchemaOfThenTest() throws SQLException {
        main.transact(
                Operation.define(AttributeSpec.builder("product/sku", ValueType.STRING)
                        .identity()
                        .build()),
                COLOUR);
        main.transact(Map.of(
                "product/sku", "W1", "product/price", 10L, "product/colour", "red", "product/tags", List.of("a", "b")));
        main.transact(Map.of("product/sku", "W1", "product/colour", "blue"), Map.of("box/size", 5L));
        main.createTag("before");
        main.transact(
                Operation.retire("product/colour"), Operation.retire("product/tags"), Operation.retire("box/size"));
        main.transact(Map.of("product/sku", "W1", "product/price", 11L));
        connection = connect("");
    }

    private Connection connect(String version) throws SQLException {
        return DriverManager.getConnection("jdbc:cairn:" + name + version);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        main.close();
        Soundness.requireAllSound(location);
    }

    private static List<String> columns(Connection on, String sql) throws SQLException {
        try (ResultSet rows = on.createStatement().executeQuery(sql)) {
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                names.add(rows.getMetaData().getColumnName(i));
            }
            return names;
        }
    }

    private List<List<@Nullable Object>> rows(String sql, Object... parameters) throws SQLException {
        return Jdbc.rows(connection, sql, parameters);
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    @Test
    void currentTablesLeaveRetiredAttributesOut() throws SQLException {
        assertThat(columns(connection, "SELECT * FROM product")).containsExactly("_id", "sku", "price");
        for (String gone : List.of("product__tags", "\"product/colour\"", "box", "\"box/size\"")) {
            assertThatThrownBy(() -> rows("SELECT * FROM " + gone))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("There is no table");
        }
        assertThatThrownBy(() -> rows("SELECT colour FROM product")).hasMessageContaining("colour");
        assertThat(rows("SELECT ident FROM attributes WHERE retired ORDER BY ident"))
                .containsExactly(row("box/size"), row("product/colour"), row("product/tags"));
        List<String> listed = new ArrayList<>();
        try (ResultSet tables = connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE"})) {
            while (tables.next()) {
                listed.add(tables.getString("TABLE_NAME"));
            }
        }
        assertThat(listed).containsExactly("product");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FOR VERSION AS OF 3", "FOR VERSION AS OF 'before'", "FOR VERSION AS OF 'main~2'"})
    void thePastShowsThem(String clause) throws SQLException {
        assertThat(columns(connection, "SELECT * FROM product " + clause))
                .containsExactly("_id", "sku", "colour", "price");
        assertThat(rows("SELECT sku, colour, price FROM product " + clause)).containsExactly(row("W1", "blue", 10L));
        assertThat(rows("SELECT p.colour FROM product %s AS p WHERE p.colour = 'blue'".formatted(clause)))
                .containsExactly(row("blue"));
        assertThat(rows("SELECT tags FROM product__tags %s ORDER BY 1".formatted(clause)))
                .containsExactly(row("a"), row("b"));
        assertThat(rows("SELECT size FROM box " + clause)).containsExactly(row(5L));
        assertThat(rows("SELECT v FROM \"product/colour\" " + clause)).containsExactly(row("blue"));
        assertThat(rows("SELECT s.colour FROM (SELECT * FROM product) %s s".formatted(clause)))
                .containsExactly(row("blue"));
    }

    @Test
    void parametersAndExpressionsShowThemToo() throws SQLException {
        assertThat(rows("SELECT colour FROM product FOR VERSION AS OF ?", 2L)).containsExactly(row("red"));
        assertThat(rows("SELECT colour FROM product FOR VERSION AS OF 1 + 2")).containsExactly(row("blue"));
        assertThat(rows("SELECT colour FROM product AS OF CURRENT_TIMESTAMP")).containsExactly(row("blue"));
        assertThat(rows(
                        "SELECT n.price, o.colour FROM product n JOIN product FOR VERSION AS OF ? o ON n.sku = o.sku",
                        2L))
                .containsExactly(row(11L, "red"));
    }

    @Test
    void versionsOfRowsShowThem() throws SQLException {
        assertThat(rows("SELECT colour, price, _tx_from FROM product FOR SYSTEM_TIME ALL ORDER BY _tx_from"))
                .containsExactly(row("red", 10L, 2L), row("blue", 10L, 3L), row("blue", 11L, 5L));
        assertThat(rows("SELECT main.product.colour FROM main.product FOR VERSION BETWEEN 'before' AND 'main~1'"))
                .containsExactly(row("blue"));
        assertThat(rows("SELECT new_colour, new_price FROM TABLE(DIFF('product', 2, 3))"))
                .containsExactly(row("blue", 10L));
    }

    @Test
    void aSessionInThePastHasTheSchemaOfThen() throws SQLException {
        try (Connection past = connect("@before")) {
            assertThat(columns(past, "SELECT * FROM product")).containsExactly("_id", "sku", "colour", "price");
            assertThat(Jdbc.rows(past, "SELECT size FROM box")).containsExactly(row(5L));
        }
    }

    @Test
    void aRetiredAttributeTakesNoValuesUntilItIsDefinedAgain() throws SQLException {
        assertThatThrownBy(() -> main.transact(Map.of("product/sku", "W1", "product/colour", "green")))
                .isInstanceOf(CairnException.class)
                .hasMessage("Attribute \"product/colour\" is retired and takes no values; define it again to use it");
        assertThatThrownBy(() -> main.transact(Operation.retire("product/nothing")))
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SCHEMA_CONFLICT));
        main.transact(COLOUR);
        assertThat(rows("SELECT colour FROM product")).containsExactly(row("blue"));
        main.transact(Map.of("product/sku", "W1", "product/colour", "green"));
        assertThat(rows("SELECT colour FROM product")).containsExactly(row("green"));
    }

    /** A table that no attribute of the session's state belongs to, and columns of one that there is. */
    @Test
    void aBranchShowsTheAttributesThatItAloneHas() throws SQLException {
        main.createBranch("feature");
        try (Writer feature = writerOf("feature")) {
            feature.transact(Map.of("product/sku", "W1", "product/weight", 2.5), Map.of("shelf/code", "S1"));
            assertThat(columns(connection, "SELECT * FROM product FOR VERSION AS OF 'feature'"))
                    .containsExactly("_id", "sku", "colour", "price", "weight");
            assertThat(rows("SELECT weight, price FROM product FOR VERSION AS OF 'feature' WHERE sku = 'W1'"))
                    .containsExactly(row(2.5, 11L));
            assertThat(rows("SELECT code FROM shelf FOR VERSION AS OF 'feature'"))
                    .containsExactly(row("S1"));
            assertThat(rows("SELECT old_weight, new_weight FROM TABLE(DIFF('product', 'main', 'feature'))"))
                    .containsExactly(row(null, 2.5));
            assertThat(rows("SELECT new_code FROM TABLE(DIFF('shelf', 'main', 'feature'))"))
                    .containsExactly(row("S1"));
            assertThat(rows("SELECT main.product.weight, n.price FROM main.product FOR VERSION AS OF 'feature',"
                            + " main.product n"))
                    .containsExactly(row(2.5, 11L));
        }
    }

    /** The plan of a statement that spells a branch out is made anew when the branch has other attributes. */
    @Test
    void aBranchThatGetsAnAttributeShowsItToTheSameStatement() throws SQLException {
        main.createBranch("feature");
        String sql = "SELECT * FROM product FOR VERSION AS OF 'feature'";
        try (Writer feature = writerOf("feature")) {
            assertThat(columns(connection, sql)).doesNotContain("weight");
            feature.transact(Map.of("product/sku", "W1", "product/weight", 2.5));
            assertThat(columns(connection, sql)).contains("weight");
            assertThat(rows(sql).get(0)).contains(2.5);
        }
    }

    @Test
    void aTransactionReadsTheSameStateOfABranchThroughout() throws SQLException {
        main.createBranch("feature");
        String sql = "SELECT price FROM product FOR VERSION AS OF 'feature'";
        try (Writer feature = writerOf("feature")) {
            connection.setAutoCommit(false);
            assertThat(rows(sql)).containsExactly(row(11L));
            feature.transact(Map.of("product/sku", "W1", "product/price", 12L));
            assertThat(rows(sql)).containsExactly(row(11L));
            connection.rollback();
            assertThat(rows(sql)).containsExactly(row(12L));
        }
    }

    @Test
    void aRangeTakesNamesOfVersionsOfItsBranchOnly() throws SQLException {
        assertThat(rows("SELECT price FROM product FOR VERSION FROM 'before' TO 'main' ORDER BY _tx_from"))
                .containsExactly(row(10L));
        main.createBranch("feature");
        try (Writer feature = writerOf("feature")) {
            feature.transact(Map.of("product/sku", "W1", "product/price", 12L));
        }
        assertThatThrownBy(() -> rows("SELECT price FROM product FOR VERSION BETWEEN 'before' AND 'feature'"))
                .hasMessageContaining("Version \"feature\" is not among the versions of the branch that is read");
    }

    private Writer writerOf(String branch) {
        NodeStore store = Stores.open(location);
        return Writer.open(store, branch, WriterOptions.DEFAULT);
    }
}
