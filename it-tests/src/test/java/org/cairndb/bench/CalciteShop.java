package org.cairndb.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.calcite.DataContext;
import org.apache.calcite.jdbc.CalciteConnection;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.ScannableTable;
import org.apache.calcite.schema.SchemaPlus;
import org.apache.calcite.schema.Statistic;
import org.apache.calcite.schema.Statistics;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.ImmutableBitSet;
import org.cairndb.planner.parser.CairnSqlParser;

/** The shop as arrays in memory, queried by Calcite's own driver and its enumerable convention. */
final class CalciteShop {
    static final String LABEL = "calcite";

    private CalciteShop() {}

    /** A connection to the shop after the price update. */
    static Connection connect(ShopData data) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("caseSensitive", "false");
        properties.setProperty("unquotedCasing", "UNCHANGED");
        properties.setProperty("conformance", "LENIENT");
        properties.setProperty("parserFactory", CairnSqlParser.class.getName() + "#FACTORY");
        Connection connection = DriverManager.getConnection("jdbc:calcite:", properties);
        SchemaPlus root = connection.unwrap(CalciteConnection.class).getRootSchema();
        List<Object[]> products = new ArrayList<>();
        List<Object[]> stock = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            products.add(new Object[] {
                ShopData.sku(i),
                ShopData.name(i),
                ShopData.newPrice(i),
                ShopData.category(i),
                Timestamp.valueOf(ShopData.updated(i)).getTime()
            });
            stock.add(new Object[] {data.stockSku(i), ShopData.count(i), ShopData.warehouse(i)});
        }
        addTable(
                root,
                "catalog",
                "product",
                new Rows(
                        List.of("sku", "name", "price", "category", "updated"),
                        List.of(
                                SqlTypeName.VARCHAR,
                                SqlTypeName.VARCHAR,
                                SqlTypeName.DOUBLE,
                                SqlTypeName.VARCHAR,
                                SqlTypeName.TIMESTAMP),
                        products));
        addTable(
                root,
                "inventory",
                "stock",
                new Rows(
                        List.of("sku", "count", "warehouse"),
                        List.of(SqlTypeName.VARCHAR, SqlTypeName.INTEGER, SqlTypeName.VARCHAR),
                        stock));
        return connection;
    }

    private static void addTable(SchemaPlus root, String schema, String name, Rows rows) {
        root.add(schema, new AbstractSchema() {
            @Override
            protected Map<String, org.apache.calcite.schema.Table> getTableMap() {
                return Map.of(name, rows);
            }
        });
    }

    /** Rows whose first column is unique. */
    private static final class Rows extends AbstractTable implements ScannableTable {
        private final List<String> names;
        private final List<SqlTypeName> types;
        private final List<Object[]> rows;

        Rows(List<String> names, List<SqlTypeName> types, List<Object[]> rows) {
            this.names = names;
            this.types = types;
            this.rows = rows;
        }

        @Override
        public RelDataType getRowType(RelDataTypeFactory factory) {
            RelDataTypeFactory.Builder builder = factory.builder();
            for (int i = 0; i < names.size(); i++) {
                builder.add(names.get(i), types.get(i));
            }
            return builder.build();
        }

        @Override
        public Statistic getStatistic() {
            return Statistics.of(rows.size(), List.of(ImmutableBitSet.of(0)));
        }

        @Override
        public Enumerable<Object[]> scan(DataContext context) {
            return Linq4j.asEnumerable(rows);
        }
    }
}
