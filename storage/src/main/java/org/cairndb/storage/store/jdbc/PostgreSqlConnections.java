package org.cairndb.storage.store.jdbc;

import java.io.Serial;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections straight from the PostgreSQL driver. The data source of the driver asks the list of drivers of the JVM, on which
 * others may be that answer the same URLs.
 */
final class PostgreSqlConnections extends PGSimpleDataSource {
    @Serial
    private static final long serialVersionUID = 1;

    @Override
    public Connection getConnection(@Nullable String user, @Nullable String password) throws SQLException {
        var properties = new Properties();
        if (user != null) {
            properties.setProperty("user", user);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        return Objects.requireNonNull(new Driver().connect(getUrl(), properties), "the driver's own URL");
    }
}
