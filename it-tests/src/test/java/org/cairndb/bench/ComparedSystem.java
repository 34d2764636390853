package org.cairndb.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** Another database that holds the same shop, if its driver is there. */
enum ComparedSystem {
    /** Would otherwise answer a repeated query from its last result. */
    H2("jdbc:h2:file:%s/shop;OPTIMIZE_REUSE_RESULTS=0", "DOUBLE PRECISION", "TIMESTAMP"),
    SQLITE("jdbc:sqlite:%s/shop.db", "REAL", "TEXT"),
    DUCKDB("jdbc:duckdb:%s/shop.db", "DOUBLE", "TIMESTAMP");

    private static final int BATCH = 10_000;

    private final String url;
    private final String doubleType;
    private final String timestampType;

    ComparedSystem(String url, String doubleType, String timestampType) {
        this.url = url;
        this.doubleType = doubleType;
        this.timestampType = timestampType;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the class path has its driver. */
    boolean isPresent() {
        try {
            DriverManager.getDriver(url.formatted("x"));
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** A connection to the shop in a folder; both schemas exist. */
    Connection connect(Path folder) throws SQLException {
        Connection connection = DriverManager.getConnection(url.formatted(folder.toAbsolutePath()));
        for (String schema : new String[] {"catalog", "inventory"}) {
            execute(
                    connection,
                    this == SQLITE
                            ? "ATTACH '%s/%s.db' AS %s".formatted(folder.toAbsolutePath(), schema, schema)
                            : "CREATE SCHEMA IF NOT EXISTS " + schema);
        }
        return connection;
    }

    /** Creates tables, loads them and builds the indexes that Cairn has too. */
    void load(Connection connection, ShopData data, Path folder) throws SQLException, IOException {
        execute(connection, create("catalog.product", "name VARCHAR, price %s, category VARCHAR, updated %s"));
        execute(connection, create("inventory.stock", "count INTEGER, warehouse VARCHAR"));
        if (this == DUCKDB) {
            copy(connection, data, folder);
        } else {
            connection.setAutoCommit(false);
            insertProducts(connection, data);
            insertStock(connection, data);
        }
        execute(connection, "CREATE INDEX %sproduct_price ON %sproduct (price)".formatted(onSchema(), tableSchema()));
        execute(
                connection,
                "CREATE INDEX %sproduct_category ON %sproduct (category)".formatted(onSchema(), tableSchema()));
        if (!connection.getAutoCommit()) {
            connection.commit();
            connection.setAutoCommit(true);
        }
        if (this == DUCKDB) {
            execute(connection, "CHECKPOINT");
        }
    }

    /** SQLite names the schema of an index before the index, the others before the table. */
    private String onSchema() {
        return this == SQLITE ? "catalog." : "";
    }

    private String tableSchema() {
        return this == SQLITE ? "" : "catalog.";
    }

    private String create(String table, String columns) {
        return "CREATE TABLE %s (sku VARCHAR PRIMARY KEY, %s)"
                .formatted(table, columns.formatted(doubleType, timestampType));
    }

    private static void insertProducts(Connection connection, ShopData data) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO catalog.product VALUES (?,?,?,?,?)")) {
            for (int i = 0; i < data.size(); i++) {
                insert.setString(1, ShopData.sku(i));
                insert.setString(2, ShopData.name(i));
                insert.setDouble(3, ShopData.price(i));
                insert.setString(4, ShopData.category(i));
                insert.setObject(5, ShopData.updated(i));
                addToBatch(insert, i, data);
            }
        }
    }

    private static void insertStock(Connection connection, ShopData data) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO inventory.stock VALUES (?,?,?)")) {
            for (int i = 0; i < data.size(); i++) {
                insert.setString(1, data.stockSku(i));
                insert.setInt(2, ShopData.count(i));
                insert.setString(3, ShopData.warehouse(i));
                addToBatch(insert, i, data);
            }
        }
    }

    private static void addToBatch(PreparedStatement insert, int row, ShopData data) throws SQLException {
        insert.addBatch();
        if ((row + 1) % BATCH == 0 || row == data.size() - 1) {
            insert.executeBatch();
        }
    }

    /** DuckDB's own way to load much. */
    private static void copy(Connection connection, ShopData data, Path folder) throws SQLException, IOException {
        Path products = folder.resolve("product.csv");
        Path stock = folder.resolve("stock.csv");
        try (BufferedWriter out = Files.newBufferedWriter(products)) {
            for (int i = 0; i < data.size(); i++) {
                out.write(String.join(
                        ",",
                        ShopData.sku(i),
                        ShopData.name(i),
                        Double.toString(ShopData.price(i)),
                        ShopData.category(i),
                        ShopData.updated(i).toString()));
                out.write('\n');
            }
        }
        try (BufferedWriter out = Files.newBufferedWriter(stock)) {
            for (int i = 0; i < data.size(); i++) {
                out.write(
                        String.join(",", data.stockSku(i), Integer.toString(ShopData.count(i)), ShopData.warehouse(i)));
                out.write('\n');
            }
        }
        execute(connection, "COPY catalog.product FROM '%s' (HEADER false)".formatted(products));
        execute(connection, "COPY inventory.stock FROM '%s' (HEADER false)".formatted(stock));
        Files.delete(products);
        Files.delete(stock);
    }

    /** The same price update that Cairn gets. */
    static void updatePrices(Connection connection) throws SQLException {
        execute(
                connection,
                "UPDATE catalog.product SET price = price + 1 WHERE CAST(SUBSTR(sku, 2) AS INTEGER) % 10 = 3");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
