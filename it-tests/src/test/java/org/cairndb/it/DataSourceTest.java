package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.naming.NamingException;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.PooledConnection;
import org.cairndb.jdbc.CairnConnectionPoolDataSource;
import org.cairndb.jdbc.CairnDataSource;
import org.cairndb.jdbc.CairnDataSourceFactory;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Connections from data sources and pools. */
class DataSourceTest {
    private static final String COUNT = "SELECT count(*) FROM product";

    private final String location = "mem:sources-" + UUID.randomUUID();
    private final String url = "jdbc:cairn:" + location;

    DataSourceTest() {
        commit("A");
    }

    private void commit(String sku) {
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT)) {
            writer.transact(Map.of("product/sku", sku));
        }
    }

    private static long count(Connection connection) throws SQLException {
        return (Long) Jdbc.rows(connection, COUNT).get(0).get(0);
    }

    @Test
    void hikariLendsConnectionsOfAUrl() throws SQLException {
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        try (var pool = new HikariDataSource(config);
                Connection first = pool.getConnection();
                Connection second = pool.getConnection()) {
            assertThat(count(first)).isEqualTo(1);
            commit("B");
            assertThat(count(second)).isEqualTo(2);
        }
    }

    @Test
    void hikariLendsConnectionsOfAClass() throws SQLException {
        var config = new HikariConfig();
        config.setDataSourceClassName(CairnDataSource.class.getName());
        config.addDataSourceProperty("url", url);
        config.addDataSourceProperty("threads", "1");
        config.setAutoCommit(false);
        try (var pool = new HikariDataSource(config)) {
            try (Connection connection = pool.getConnection()) {
                assertThat(count(connection)).isEqualTo(1);
                commit("B");
                assertThat(count(connection)).isEqualTo(1);
                connection.rollback();
            }
            try (Connection connection = pool.getConnection()) {
                assertThat(count(connection)).isEqualTo(2);
                connection.commit();
            }
        }
    }

    static Stream<String> keys() throws SQLException {
        return Arrays.stream(DriverManager.getDriver("jdbc:cairn:").getPropertyInfo("jdbc:cairn:", new Properties()))
                .map((DriverPropertyInfo info) -> info.name)
                .filter(name -> !name.contains("<"));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void everyKeyIsABeanProperty(String key)
            throws IntrospectionException, InvocationTargetException, IllegalAccessException, NamingException {
        var source = new CairnDataSource();
        var property = Arrays.stream(
                        Introspector.getBeanInfo(CairnDataSource.class).getPropertyDescriptors())
                .filter(candidate -> candidate.getName().equals(key))
                .findAny()
                .orElseThrow();
        property.getWriteMethod().invoke(source, "value");
        assertThat(property.getReadMethod().invoke(source)).isEqualTo("value");
        assertThat(source.getReference().get(key).getContent()).isEqualTo("value");
        property.getWriteMethod().invoke(source, (Object) null);
        assertThat(property.getReadMethod().invoke(source)).isNull();
    }

    @Test
    void aNamingServiceMakesADataSourceAgain() throws NamingException, SQLException {
        var source = new CairnDataSource();
        source.setUrl(url);
        source.setThreads("1");
        source.setLoginTimeout(7);
        var again = (CairnDataSource) Objects.requireNonNull(
                new CairnDataSourceFactory().getObjectInstance(source.getReference(), null, null, null));
        assertThat(again.getUrl()).isEqualTo(url);
        assertThat(again.getThreads()).isEqualTo("1");
        assertThat(again.getLoginTimeout()).isEqualTo(7);
        try (Connection connection = again.getConnection("ana", "ignored")) {
            assertThat(count(connection)).isEqualTo(1);
        }
    }

    @Test
    void aPooledConnectionIsLentAsNew() throws SQLException {
        var source = new CairnConnectionPoolDataSource();
        source.setUrl(url);
        PooledConnection pooled = source.getPooledConnection();
        var closed = new AtomicInteger();
        pooled.addConnectionEventListener(counting(closed));
        Connection first = pooled.getConnection();
        first.setAutoCommit(false);
        assertThat(count(first)).isEqualTo(1);
        first.close();
        first.close();
        assertThat(closed).hasValue(1);
        commit("B");
        Connection second = pooled.getConnection();
        assertThat(second.getAutoCommit()).isTrue();
        assertThat(count(second)).isEqualTo(2);
        assertThat(first.isClosed()).isTrue();
        Connection third = pooled.getConnection();
        assertThat(second.isClosed()).isTrue();
        assertThat(third.createStatement().getConnection()).isSameAs(third);
        pooled.close();
        assertThat(third.isClosed()).isTrue();
        assertThat(closed).hasValue(1);
        assertThatThrownBy(pooled::getConnection).isInstanceOf(SQLException.class);
    }

    private static ConnectionEventListener counting(AtomicInteger closed) {
        return new ConnectionEventListener() {
            @Override
            public void connectionClosed(ConnectionEvent event) {
                closed.incrementAndGet();
            }

            @Override
            public void connectionErrorOccurred(ConnectionEvent event) {
                throw new AssertionError(event.getSQLException());
            }
        };
    }

    @Test
    void aServerThatIsSilentIsGivenUpInTime() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var source = new CairnDataSource();
            source.setUrl("jdbc:cairn:jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/shop");
            source.setLoginTimeout(1);
            assertThatThrownBy(source::getConnection)
                    .isInstanceOf(SQLTimeoutException.class)
                    .hasMessageContaining("after 1 seconds");
        }
    }

    @Test
    void refusedConnectionsAreWrittenToTheLog() {
        var log = new StringWriter();
        var source = new CairnDataSource();
        source.setUrl("jdbc:cairn:mem:nowhere");
        source.setLogWriter(new PrintWriter(log));
        assertThatThrownBy(source::getConnection).isInstanceOf(SQLException.class);
        assertThat(log.toString()).startsWith("Cannot connect to jdbc:cairn:mem:nowhere: ");
    }

    @Test
    void aUrlOfAnotherDriverIsRefused() {
        var source = new CairnDataSource();
        for (String other : List.of("jdbc:h2:mem:a", "", "cairn:mem:a")) {
            assertThatThrownBy(() -> source.setUrl(other)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
