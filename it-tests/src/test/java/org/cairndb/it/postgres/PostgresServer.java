package org.cairndb.it.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.cairndb.storage.store.StoreAddress;
import org.cairndb.storage.store.StoreOption;
import org.cairndb.storage.store.StoreOptions;

/** A PostgreSQL server on the loopback network: one for each JVM, started when it is needed and stopped with the JVM. */
public final class PostgresServer {
    /** The user that may do everything and needs no password. */
    static final String ADMIN = "postgres";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private PostgresServer() {}

    /** Holds the server, so that it starts with the first use. */
    private static final class Running {
        private static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .setServerConfig("fsync", "on")
                        .setServerConfig("timezone", "UTC")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Where the server listens. */
    public static int port() {
        return Running.SERVER.getPort();
    }

    /** Makes an SQL database that nobody else uses and answers its name. */
    public static String newDatabase() {
        String name = "test" + DATABASES.incrementAndGet();
        execute("postgres", "CREATE DATABASE " + name);
        return name;
    }

    /** The address of an SQL database as the admin sees it. */
    public static StoreAddress.PostgreSql address(String database) {
        return address(port(), database, StoreOptions.NONE.with(StoreOption.USER, ADMIN));
    }

    /** The address of an SQL database as the admin sees it through a {@link Relay}. */
    public static StoreAddress.PostgreSql address(Relay relay, String database) {
        StoreOptions options = StoreOptions.NONE.with(StoreOption.USER, ADMIN).with(StoreOption.SSL, "disable");
        return address(relay.port(), database, options);
    }

    static StoreAddress.PostgreSql address(int port, String database, StoreOptions options) {
        return new StoreAddress.PostgreSql("127.0.0.1", port, database, options);
    }

    /** Runs statements as the admin. */
    static void execute(String database, String... statements) {
        try (Connection connection = Running.SERVER.getDatabase(ADMIN, database).getConnection();
                Statement statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
