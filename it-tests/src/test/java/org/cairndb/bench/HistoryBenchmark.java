package org.cairndb.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cairndb.jdbc.QueryRequests;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.store.RequestCounter;
import org.cairndb.writer.Branches;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.tx.Operation;
import org.cairndb.writer.tx.Transact;

/** The past of the shop after 1,000 transactions: times against those of the newest state, and nodes read where none is in memory. */
public final class HistoryBenchmark {
    private static final int PRODUCTS = 1_000_000;
    private static final int TRANSACTIONS = 1_000;
    private static final int DIFFERENT = 100;
    private static final int SEED = 3;
    private static final int RUNS = 9;
    private static final String CAIRN = "cairn";

    private final CairnShop shop;
    private final ShopData data;
    private final Metrics metrics = new Metrics();
    private final Random random = new Random(SEED);
    /** Transaction after which the shop was loaded. */
    private long loaded;

    private HistoryBenchmark(ShopData data, Path folder) {
        this.data = data;
        this.shop = new CairnShop(data, folder);
    }

    /** Number of products. */
    public static void main(String[] arguments) throws Exception {
        int products = arguments.length > 0 ? Integer.parseInt(arguments[0]) : PRODUCTS;
        Path folder = Files.createTempDirectory("cairn-history");
        try {
            HistoryBenchmark benchmark = new HistoryBenchmark(new ShopData(products), folder);
            benchmark.load();
            benchmark.measure();
            System.out.println(benchmark.metrics.table());
            System.out.println(benchmark.metrics.json("history", products));
        } finally {
            Folders.delete(folder);
        }
        System.exit(0);
    }

    private void load() {
        shop.loadProducts();
        shop.loadStock();
        try (Writer writer = Writer.open(shop.catalog(), WriterOptions.DEFAULT)) {
            loaded = writer.snapshot().tx();
            for (int i = 0; i < TRANSACTIONS; i++) {
                writer.transact(prices(1));
            }
            writer.transact(prices(DIFFERENT));
        }
    }

    private Transact prices(int products) {
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < products; i++) {
            String sku = ShopData.sku(random.nextInt(data.size()));
            operations.add(Operation.put(Map.of("product/sku", sku, "product/price", 1_000 + random.nextDouble())));
        }
        return Transact.of(operations);
    }

    private void measure() throws Exception {
        try (Connection connection = DriverManager.getConnection(shop.url())) {
            for (long ago : new long[] {1, TRANSACTIONS / 4, TRANSACTIONS / 2, 3 * TRANSACTIONS / 4, TRANSACTIONS}) {
                join(connection, loaded + TRANSACTIONS + 1 - ago, ago);
            }
            histories(connection);
            differences(connection);
        }
        branch();
    }

    /** What the first seed join as of a transaction reads cold, and then its time by turns with that of the newest state. */
    private void join(Connection connection, long tx, long ago) throws Exception {
        String newest = ShopQueries.SEED_JOIN.formatted("");
        String past = ShopQueries.SEED_JOIN.formatted(" FOR VERSION AS OF ?");
        read(connection, past, loaded);
        NodeCache.shared().clear();
        long requests = read(connection, past, tx).requests();
        metrics.put(
                CAIRN,
                "more requests of a cold one, %d transactions ago".formatted(ago),
                requests - cold(connection, newest).requests());
        List<Double> ratios = new ArrayList<>();
        for (int i = -3; i < RUNS; i++) {
            double now = Timing.seconds(() -> read(connection, newest).rows());
            double then = Timing.seconds(() -> read(connection, past, tx).rows());
            if (i >= 0) {
                ratios.add(then / now);
            }
        }
        metrics.put(
                CAIRN, "seed join %d transactions ago / newest".formatted(ago), new Timing.Samples(ratios).median());
    }

    private void histories(Connection connection) throws SQLException {
        String sku = ShopData.sku(data.size() / 2);
        long id = 0;
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT _id FROM catalog.product WHERE sku = ?")) {
            statement.setString(1, sku);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                id = result.getLong(1);
            }
        }
        String history = "SELECT * FROM catalog.product FOR SYSTEM_TIME ALL WHERE ";
        metrics.put(CAIRN, "nodes of a product's history by _id", nodes(cold(connection, history + "_id = " + id)));
        metrics.put(
                CAIRN, "nodes of a product's history by sku", nodes(cold(connection, history + "sku = '" + sku + "'")));
    }

    private void differences(Connection connection) throws SQLException {
        long to = loaded + TRANSACTIONS + 1;
        String diff = "SELECT %s FROM TABLE(DIFF('catalog.product', " + (to - 1) + ", %d)) d";
        Reading prices = cold(connection, diff.formatted("_id, _change, old_price, new_price", to));
        metrics.put(CAIRN, "rows of a difference of %d entities".formatted(DIFFERENT), prices.rows());
        metrics.put(CAIRN, "nodes of it, changed columns", nodes(prices));
        metrics.put(CAIRN, "nodes of it, all columns", nodes(cold(connection, diff.formatted("*", to))));
        metrics.put(
                CAIRN, "nodes of a difference of equal versions", nodes(cold(connection, diff.formatted("*", to - 1))));
    }

    private void branch() {
        try (Writer writer = Writer.open(shop.catalog(), WriterOptions.DEFAULT)) {
            RequestCounter counter = new RequestCounter();
            var newest = writer.snapshot();
            Branches.open(writer.store().countedBy(counter), WriterOptions.DEFAULT)
                    .create("draft", newest);
            metrics.put(CAIRN, "requests of a new branch", counter.totals().requests());
        }
    }

    /** What a query gave and asked for. */
    private record Reading(long rows, long requests, long heads) {}

    private static double nodes(Reading reading) {
        return reading.requests() - reading.heads();
    }

    private static Reading cold(Connection connection, String sql) throws SQLException {
        read(connection, sql);
        NodeCache.shared().clear();
        return read(connection, sql);
    }

    private static Reading read(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return read(statement, sql);
        }
    }

    private static Reading read(PreparedStatement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            long rows = 0;
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                rows++;
                for (int i = 1; i <= columns; i++) {
                    result.getObject(i);
                }
            }
            long heads = sql.contains("inventory") ? 2 : 1;
            return new Reading(
                    rows, statement.unwrap(QueryRequests.class).requests().requests(), heads);
        }
    }
}
