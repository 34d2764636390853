package org.cairndb.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;

/** The shop in a bucket of a real server behind a network of different latencies: times, and requests that a proxy counts. */
public final class BucketBenchmark {
    private static final int PRODUCTS = 100_000;
    private static final int[] LATENCIES = {0, 20, 50};
    private static final int WARM_UPS = 100;
    private static final int JOIN_WARM_UPS = 5;
    private static final int RUNS = 9;
    private static final int COMMITS = 100;
    private static final String LOOKUP = "SELECT sku FROM catalog.product WHERE sku = ?";
    private static final String WHOLE_ROW = "SELECT * FROM catalog.product WHERE sku = ?";

    private final BucketShop shop;
    private final Metrics metrics = new Metrics();

    private BucketBenchmark(BucketShop shop) {
        this.shop = shop;
    }

    /** Number of products. */
    public static void main(String[] arguments) throws Exception {
        int products = arguments.length > 0 ? Integer.parseInt(arguments[0]) : PRODUCTS;
        try (BucketShop shop = new BucketShop(products)) {
            BucketBenchmark benchmark = new BucketBenchmark(shop);
            for (int latency : LATENCIES) {
                benchmark.measure(latency);
            }
            System.out.println(benchmark.metrics.table());
            System.out.println(benchmark.metrics.json("bucket", products));
        }
        System.exit(0);
    }

    private void measure(int latency) throws Exception {
        String system = latency + " ms";
        cold(system, "connect and look up", WARM_UPS, latency, () -> lookUp(LOOKUP));
        cold(system, "connect and read a row", WARM_UPS, latency, () -> lookUp(WHOLE_ROW));
        cold(system, "connect and join", JOIN_WARM_UPS, latency, this::join);
        warmJoin(system);
        commits(system, latency);
        shop.network().heal();
    }

    /** Times of runs that find no node in memory. */
    private void cold(String system, String name, int warmUps, int latency, Callable<?> action) throws Exception {
        shop.network().heal();
        Callable<Object> run = () -> {
            shop.forget();
            return action.call();
        };
        for (int i = 0; i < warmUps; i++) {
            run.call();
        }
        shop.network().delay(Duration.ofMillis(latency));
        metrics.put(system, name + ", ms", Timing.warm(0, RUNS, run).median() * 1e3);
        metrics.put(
                system, name + ", requests", shop.network().log().exchanges().size());
    }

    private Object lookUp(String sql) throws SQLException {
        try (Connection connection = shop.connectToCatalog();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, ShopData.sku(shop.data().size() / 2));
            return readAll(statement);
        }
    }

    private Object join() throws SQLException {
        try (Connection connection = shop.connect()) {
            return join(connection);
        }
    }

    private Object join(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ShopQueries.SEED_JOIN.formatted(""))) {
            long rows = readAll(statement);
            if (rows != shop.data().seedJoinRows()) {
                throw new IllegalStateException("The join gave %d rows".formatted(rows));
            }
            return rows;
        }
    }

    private static long readAll(PreparedStatement statement) throws SQLException {
        long rows = 0;
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                result.getObject(1);
                rows++;
            }
        }
        return rows;
    }

    private void warmJoin(String system) throws Exception {
        try (Connection connection = shop.connect()) {
            metrics.put(
                    system,
                    "warm join, ms",
                    Timing.warm(JOIN_WARM_UPS, RUNS, () -> join(connection)).median() * 1e3);
            shop.network().log().reset();
            join(connection);
            metrics.put(
                    system,
                    "warm join, requests",
                    shop.network().log().exchanges().size());
        }
    }

    private void commits(String system, int latency) {
        try (Writer writer = Writer.open(Location.parse(shop.catalog()), WriterOptions.DEFAULT)) {
            writer.transact(Map.of("product/sku", ShopData.sku(0), "product/price", 0.5));
            shop.network().log().reset();
            long begin = System.nanoTime();
            for (int i = 0; i < COMMITS; i++) {
                writer.transact(Map.of("product/sku", ShopData.sku(i % 10), "product/price", i + latency / 100.0));
            }
            metrics.put(system, "commit, ms", (System.nanoTime() - begin) / 1e6 / COMMITS);
            metrics.put(
                    system,
                    "commit, requests",
                    (double) shop.network().log().exchanges().size() / COMMITS);
        }
    }
}
