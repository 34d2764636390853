package org.cairndb.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.tx.Operation;

/** What many threads of a program do with one pool: statements of all kinds, each of whose answers is checked. */
public final class PoolWork {
    private static final int PRODUCTS = 5_000;
    private static final int CATEGORIES = 50;
    private static final int KINDS = 8;
    private static final double TOLERANCE = 1e-6;

    private PoolWork() {}

    private static double price(int product) {
        return product % 997 / 4.0;
    }

    /** Commits the data that the work reads. */
    public static void fill(String location) {
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT)) {
            List<Operation> products = new ArrayList<>();
            for (int i = 0; i < PRODUCTS; i++) {
                products.add(Operation.put(Map.of(
                        "product/number",
                        (long) i,
                        "product/name",
                        "Product " + i,
                        "product/category",
                        "c" + i % CATEGORIES,
                        "product/price",
                        price(i))));
            }
            writer.transact(products.toArray(Operation[]::new));
        }
    }

    /** A pool with as many connections as threads will use at once. */
    public static HikariDataSource pool(String location, int connections) {
        var config = new HikariConfig();
        // A thread a statement is what a busy server has.
        config.setJdbcUrl("jdbc:cairn:" + location + "?threads=1");
        config.setMaximumPoolSize(connections);
        return new HikariDataSource(config);
    }

    /** Runs threads for a time and answers how many statements they ran; the first error of one of them is thrown. */
    public static long run(DataSource pool, int threads, double seconds)
            throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Long>> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                var random = new Random(i);
                workers.add(executor.submit(() -> worker(pool, random, end)));
            }
            long statements = 0;
            for (Future<Long> worker : workers) {
                statements += worker.get();
            }
            return statements;
        } finally {
            executor.shutdownNow();
        }
    }

    private static long worker(DataSource pool, Random random, long end) throws SQLException {
        long statements = 0;
        while (System.nanoTime() - end < 0) {
            try (Connection connection = pool.getConnection()) {
                statement(connection, random, random.nextInt(KINDS));
            }
            statements++;
        }
        return statements;
    }

    private static void statement(Connection connection, Random random, int kind) throws SQLException {
        switch (kind) {
            case 0 -> require(number(connection, "SELECT 1"), 1);
            case 1 -> lookup(connection, random.nextInt(PRODUCTS));
            case 2 -> range(connection, random.nextInt(PRODUCTS - 100));
            case 3 -> groups(connection);
            case 4 -> join(connection, random.nextInt(PRODUCTS));
            case 5 -> abandoned(connection);
            case 6 -> failing(connection);
            default -> metadata(connection);
        }
    }

    private static double number(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                require(rows.next());
                return rows.getDouble(1);
            }
        }
    }

    private static void lookup(Connection connection, int product) throws SQLException {
        require(number(connection, "SELECT price FROM product WHERE number = ?", product), price(product));
    }

    private static void range(Connection connection, int first) throws SQLException {
        double expected = 0;
        for (int i = first; i < first + 100; i++) {
            expected += price(i);
        }
        String sql = "SELECT sum(price) FROM product WHERE number >= ? AND number < ?";
        require(number(connection, sql, first, first + 100), expected);
    }

    private static void groups(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT category, count(*) FROM product GROUP BY category ORDER BY 1")) {
            int groups = 0;
            while (rows.next()) {
                require(rows.getInt(2), PRODUCTS / (double) CATEGORIES);
                groups++;
            }
            require(groups, CATEGORIES);
        }
    }

    private static void join(Connection connection, int product) throws SQLException {
        String sql = "SELECT count(*) FROM product p JOIN product q ON p.category = q.category WHERE p.number = ?";
        require(number(connection, sql, product), PRODUCTS / (double) CATEGORIES);
    }

    /** Reads a few rows of many and closes. */
    private static void abandoned(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name, price FROM product")) {
            for (int i = 0; i < 10; i++) {
                require(rows.next());
            }
        }
    }

    private static void failing(Connection connection) throws SQLException {
        try {
            number(connection, "SELECT max(1 / (number - number)) FROM product WHERE number < 5");
        } catch (SQLDataException e) {
            return;
        }
        throw new AssertionError("A division by zero succeeded");
    }

    private static void metadata(Connection connection) throws SQLException {
        try (ResultSet columns = connection.getMetaData().getColumns(null, null, "product", "%")) {
            int count = 0;
            while (columns.next()) {
                count++;
            }
            require(count, 5);
        }
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new AssertionError("A row is missing");
        }
    }

    private static void require(double actual, double expected) {
        if (Math.abs(actual - expected) > TOLERANCE) {
            throw new AssertionError("%s instead of %s".formatted(actual, expected));
        }
    }
}
