package org.cairndb.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;

/** The queries of the benchmark on any connection that has schemas {@code catalog} and {@code inventory}. Every column of every row is read. */
final class ShopQueries {
    static final String SEED_JOIN = "SELECT p.name, p.price, s.count FROM catalog.product%s p"
            + " JOIN inventory.stock s ON p.sku = s.sku WHERE s.count > 0";
    private static final String LOOKUP = "SELECT p.name, p.price FROM catalog.product p WHERE p.sku = ?";
    private static final String SELECTIVE_JOIN = "SELECT p.name, p.price, s.count FROM catalog.product p"
            + " JOIN inventory.stock s ON p.sku = s.sku WHERE p.category = 'cat-7' AND s.count > 100";
    private static final String GROUP_BY =
            "SELECT p.category, COUNT(*), AVG(p.price) FROM catalog.product p GROUP BY p.category";
    private static final String JOIN_GROUP_BY = "SELECT s.warehouse, COUNT(*), SUM(s.count), AVG(p.price)"
            + " FROM catalog.product p JOIN inventory.stock s ON p.sku = s.sku GROUP BY s.warehouse";
    private static final String PRICE_RANGE =
            "SELECT p.sku, p.price FROM catalog.product p WHERE p.price BETWEEN 500 AND 510";

    private static final int WARM_UPS = 5;
    private static final int RUNS = 9;
    /** For how long what is short is repeated to get warm, and lookups to be measured. */
    private static final double SECONDS = 3;

    private static final long SEED = 7;

    private final Connection connection;
    private final ShopData data;
    private final Metrics metrics;
    private final String system;

    ShopQueries(Connection connection, ShopData data, Metrics metrics, String system) {
        this.connection = connection;
        this.data = data;
        this.metrics = metrics;
        this.system = system;
    }

    /** Measures all queries of the state after the price update. */
    void measure() throws Exception {
        ShopData.Answer expected = data.seedJoin(true);
        Timing.Samples join = Timing.warm(WARM_UPS, RUNS, () -> requireSeedJoin("", expected));
        metrics.put(system, "seed join rows/s", expected.rows() / join.median());
        metrics.put(system, "prepared lookups/s", lookupsPerSecond());
        metrics.put(system, "ad-hoc lookups/s", adHocLookupsPerSecond());
        metrics.put(system, "SELECT 1 /s", ones());
        put("selective join ms", SELECTIVE_JOIN);
        put("group by ms", GROUP_BY);
        put("join and group by ms", JOIN_GROUP_BY);
        put("price range ms", PRICE_RANGE);
    }

    private void put(String name, String sql) throws Exception {
        Timing.repeat(SECONDS, () -> readAll(sql));
        metrics.put(
                system, name, Timing.warm(WARM_UPS, RUNS, () -> readAll(sql)).median() * 1e3);
    }

    /** The seed join of the current state and of a past one, by turns. */
    void measureAsOf(String asOf) throws Exception {
        Callable<?> current = () -> requireSeedJoin("", data.seedJoin(true));
        Callable<?> past = () -> requireSeedJoin(" " + asOf, data.seedJoin(false));
        double[] ratios = new double[RUNS];
        Timing.warm(WARM_UPS, 1, current);
        Timing.warm(WARM_UPS, 1, past);
        for (int i = 0; i < RUNS; i++) {
            double now = Timing.seconds(current);
            double then = Timing.seconds(past);
            ratios[i] = then / now;
        }
        Arrays.sort(ratios);
        metrics.put(system, "seed join as of / current", ratios[RUNS / 2]);
    }

    /** Runs the seed join and fails unless the answer is right. */
    ShopData.Answer requireSeedJoin(String asOf, ShopData.Answer expected) throws SQLException {
        ShopData.Answer answer = seedJoin(asOf);
        if (!answer.isCloseTo(expected)) {
            throw new IllegalStateException("%s answered %s instead of %s".formatted(system, answer, expected));
        }
        return answer;
    }

    private ShopData.Answer seedJoin(String asOf) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SEED_JOIN.formatted(asOf))) {
            long count = 0;
            double sum = 0;
            while (rows.next()) {
                sum += rows.getString(1).length() + rows.getDouble(2) + rows.getInt(3);
                count++;
            }
            return new ShopData.Answer(count, sum);
        }
    }

    private double lookupsPerSecond() throws Exception {
        try (PreparedStatement statement = connection.prepareStatement(LOOKUP)) {
            Random random = new Random(SEED);
            return Timing.perSecond(SECONDS, () -> {
                int product = random.nextInt(data.size());
                statement.setString(1, ShopData.sku(product));
                try (ResultSet rows = statement.executeQuery()) {
                    requireProduct(rows, product);
                }
                return null;
            });
        }
    }

    /** Lookups by texts that differ in the value. */
    private double adHocLookupsPerSecond() throws Exception {
        try (Statement statement = connection.createStatement()) {
            Random random = new Random(SEED);
            return Timing.perSecond(SECONDS, () -> {
                int product = random.nextInt(data.size());
                try (ResultSet rows = statement.executeQuery(LOOKUP.replace("?", "'" + ShopData.sku(product) + "'"))) {
                    requireProduct(rows, product);
                }
                return null;
            });
        }
    }

    private double ones() throws Exception {
        try (Statement statement = connection.createStatement()) {
            return Timing.perSecond(SECONDS, () -> {
                try (ResultSet rows = statement.executeQuery("SELECT 1")) {
                    if (!rows.next() || rows.getInt(1) != 1) {
                        throw new IllegalStateException(system + " did not answer 1");
                    }
                }
                return null;
            });
        }
    }

    private void requireProduct(ResultSet rows, int product) throws SQLException {
        boolean right = rows.next()
                && rows.getString(1).equals(ShopData.name(product))
                && rows.getDouble(2) == ShopData.newPrice(product);
        if (!right) {
            throw new IllegalStateException("%s did not find product %d".formatted(system, product));
        }
    }

    /** Reads every column of every row and answers how many values there were. */
    private long readAll(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            long values = 0;
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    if (rows.getObject(i) != null) {
                        values++;
                    }
                }
            }
            return values;
        }
    }
}
