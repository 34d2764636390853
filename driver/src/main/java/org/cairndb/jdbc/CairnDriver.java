package org.cairndb.jdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Clock;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Opens read-only connections to databases at {@code jdbc:cairn:} URLs; see docs/url.md. */
public final class CairnDriver implements Driver {
    static {
        try {
            DriverManager.registerDriver(new CairnDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @Override
    public boolean acceptsURL(String url) {
        return ConnectionUrl.isOurs(url);
    }

    @Override
    public @Nullable Connection connect(String url, Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        return open(url, info, DriverManager.getLoginTimeout());
    }

    /** Opens a connection, within so many seconds unless they are 0. */
    static CairnConnection open(String url, Properties info, int seconds) throws SQLException {
        try {
            ConnectionUrl options = ConnectionUrl.parse(url, info);
            return LoginTimeout.within(seconds, () -> open(url, options));
        } catch (RuntimeException e) {
            throw Refusals.of(e);
        }
    }

    private static CairnConnection open(String url, ConnectionUrl options) throws SQLException {
        try {
            return CairnConnection.open(UrlText.withoutSecrets(url), options, Clock.systemUTC());
        } catch (RuntimeException e) {
            throw Refusals.of(e);
        }
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) throws SQLException {
        try {
            Map<String, String> given = ConnectionUrl.given(acceptsURL(url) ? url : ConnectionUrl.PREFIX, info);
            return ConnectionKey.all().stream().map(key -> key.info(given)).toArray(DriverPropertyInfo[]::new);
        } catch (RuntimeException e) {
            throw Refusals.of(e);
        }
    }

    @Override
    public int getMajorVersion() {
        return DriverVersion.MAJOR;
    }

    @Override
    public int getMinorVersion() {
        return DriverVersion.MINOR;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("The driver does not log through java.util.logging");
    }
}
