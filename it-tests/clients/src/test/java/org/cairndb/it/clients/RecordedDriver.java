package org.cairndb.it.clients;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Records what is called through URLs {@code jdbc:recorded:<client>:<URL of our driver>}. */
public final class RecordedDriver implements Driver {
    private static final String PREFIX = "jdbc:recorded:";

    static {
        try {
            DriverManager.registerDriver(new RecordedDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Made by {@link java.util.ServiceLoader} or by clients that are told the name of this class. */
    public RecordedDriver() {}

    static String url(JdbcCalls calls, String url) {
        return PREFIX + calls.client() + ":" + url;
    }

    @Override
    public @Nullable Connection connect(String url, Properties properties) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        JdbcCalls calls = JdbcCalls.of(url.substring(PREFIX.length(), url.indexOf(':', PREFIX.length())));
        return Recorder.connection(driver(inner(url)).connect(inner(url), properties), calls);
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(PREFIX);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) throws SQLException {
        return driver(inner(url)).getPropertyInfo(inner(url), properties);
    }

    /** Our driver is where this class is, which need not be where {@link DriverManager} looks. */
    private static Driver driver(String url) throws SQLException {
        for (Driver driver : ServiceLoader.load(Driver.class, RecordedDriver.class.getClassLoader())) {
            if (driver.acceptsURL(url)) {
                return driver;
            }
        }
        throw new SQLException("no driver takes " + url);
    }

    private static String inner(String url) {
        return url.substring(url.indexOf(':', PREFIX.length()) + 1);
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("org.cairndb.it.clients");
    }
}
