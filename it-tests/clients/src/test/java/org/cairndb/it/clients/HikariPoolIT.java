package org.cairndb.it.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A HikariCP pool: its defaults, its checks of connections, and many threads. */
class HikariPoolIT {
    private static final JdbcCalls CALLS = JdbcCalls.of("hikaricp");
    private static final int THREADS = 32;

    @AfterAll
    static void writeCalls() {
        CALLS.writeAndExpectFailures();
    }

    private static HikariConfig config() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(Sample.CHINOOK.url(CALLS));
        return config;
    }

    @Test
    void defaultsWork() throws SQLException {
        try (HikariDataSource pool = new HikariDataSource(config());
                Connection connection = pool.getConnection()) {
            assertThat(count(connection, "Genre", 0)).isEqualTo(25);
            assertThat(connection.getAutoCommit()).isTrue();
        }
    }

    @Test
    void aPoolWithoutAutoCommitRollsBackWhatItTakesBack() throws SQLException {
        HikariConfig config = config();
        config.setAutoCommit(false);
        config.setReadOnly(true);
        config.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        config.setCatalog("cairn");
        config.setSchema("main");
        config.setConnectionInitSql("SELECT 1");
        config.setConnectionTestQuery("SELECT 1 FROM Genre WHERE 1 = 0");
        config.setMaximumPoolSize(1);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            for (int i = 0; i < 3; i++) {
                try (Connection connection = pool.getConnection()) {
                    assertThat(connection.getAutoCommit()).isFalse();
                    assertThat(count(connection, "Genre", i)).isEqualTo(25 - i);
                    if (i == 1) {
                        connection.commit();
                    }
                }
            }
        }
    }

    @Test
    void settingsOfABorrowerAreUndone() throws SQLException {
        HikariConfig config = config();
        config.setMaximumPoolSize(1);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(false);
                connection.setReadOnly(true);
                connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                connection.setNetworkTimeout(Runnable::run, 60_000);
                assertThat(count(connection, "Genre", 0)).isEqualTo(25);
            }
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.getAutoCommit()).isTrue();
                assertThat(count(connection, "Genre", 0)).isEqualTo(25);
            }
        }
    }

    @Test
    void connectionsAreCheckedBeforeTheyAreHandedOut() throws SQLException {
        HikariConfig config = config();
        config.setMaximumPoolSize(1);
        long before = CALLS.countOf("Connection.isValid");
        try (HikariDataSource pool = new HikariDataSource(config)) {
            pool.getConnection().close();
            pool.getConnection().close();
        }
        assertThat(CALLS.countOf("Connection.isValid")).isGreaterThan(before);
    }

    @Test
    void aConnectionThatIsOutTooLongIsReportedAndAFullPoolSaysSo() throws Exception {
        HikariConfig config = config();
        config.setMaximumPoolSize(1);
        config.setLeakDetectionThreshold(2_000);
        config.setConnectionTimeout(250);
        CountDownLatch reported = new CountDownLatch(1);
        Logger logger = Logger.getLogger("com.zaxxer.hikari.pool.ProxyLeakTask");
        logger.setFilter(message -> {
            reported.countDown();
            return false;
        });
        try (HikariDataSource pool = new HikariDataSource(config);
                Connection leaked = pool.getConnection()) {
            assertThatExceptionOfType(SQLTransientConnectionException.class).isThrownBy(pool::getConnection);
            assertThat(reported.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(leaked.isClosed()).isFalse();
        } finally {
            logger.setFilter(null);
        }
    }

    @Test
    void manyThreadsShareAPool() throws Exception {
        HikariConfig config = config();
        config.setMaximumPoolSize(8);
        config.setKeepaliveTime(30_000);
        config.setLeakDetectionThreshold(30_000);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            List<Future<Long>> sums = threads.invokeAll(tasks(pool));
            for (int i = 0; i < sums.size(); i++) {
                assertThat(sums.get(i).get()).isEqualTo(expected(i));
            }
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
            assertThat(pool.getHikariPoolMXBean().getTotalConnections()).isLessThanOrEqualTo(8);
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Callable<Long>> tasks(HikariDataSource pool) {
        List<Callable<Long>> tasks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int first = i;
            tasks.add(() -> {
                long sum = 0;
                for (int round = 0; round < 10; round++) {
                    try (Connection connection = pool.getConnection()) {
                        sum += count(connection, "Artist", first + round);
                    }
                }
                return sum;
            });
        }
        return tasks;
    }

    private static long expected(int first) {
        long sum = 0;
        for (int round = 0; round < 10; round++) {
            sum += 275 - first - round;
        }
        return sum;
    }

    /** How many rows of a table have a larger key. */
    private static long count(Connection connection, String table, int key) throws SQLException {
        String sql = "SELECT COUNT(*) FROM " + table + " WHERE " + table + "Id > ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, key);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }
}
