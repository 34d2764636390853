package org.cairndb.storage.store.jdbc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.cairndb.storage.store.StoreAddress;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ssl.DefaultJavaSSLFactory;

/** A database of a PostgreSQL server; every setting of the driver is set here, none comes from a location. */
final class PostgreSqlSource implements SqlSource {
    private static final System.Logger LOG = System.getLogger(PostgreSqlSource.class.getName());
    private static final String OWN_PACKAGES = "org.cairndb.";
    private static final int CONNECT_TIMEOUT_SECONDS = 10;
    /** Bounds the wait for a server that went away without a word; no statement of ours takes that long. */
    private static final int SOCKET_TIMEOUT_SECONDS = 60;

    private final StoreAddress.PostgreSql address;
    private final DataSource dataSource;

    PostgreSqlSource(StoreAddress.PostgreSql address, SqlOptions options) {
        this.address = address;
        this.dataSource = dataSource(address, options);
        hideDriver();
    }

    /**
     * Takes the PostgreSQL driver out of the list of drivers where it is a renamed copy of ours: the URLs that it answers are
     * the host's own affair.
     */
    private static void hideDriver() {
        try {
            if (Driver.class.getName().startsWith(OWN_PACKAGES) && Driver.isRegistered()) {
                Driver.deregister();
            }
        } catch (SQLException | IllegalStateException e) {
            LOG.log(System.Logger.Level.DEBUG, "cannot take the PostgreSQL driver out of the list of drivers", e);
        }
    }

    private static DataSource dataSource(StoreAddress.PostgreSql address, SqlOptions options) {
        var source = new PostgreSqlConnections();
        source.setServerNames(new String[] {address.host()});
        source.setPortNumbers(new int[] {address.port()});
        source.setDatabaseName(address.database());
        options.user().ifPresent(source::setUser);
        options.password().ifPresent(source::setPassword);
        options.ssl().ifPresent(mode -> encrypt(source, mode));
        source.setApplicationName("cairn");
        source.setConnectTimeout(CONNECT_TIMEOUT_SECONDS);
        source.setLoginTimeout(CONNECT_TIMEOUT_SECONDS);
        source.setSocketTimeout(SOCKET_TIMEOUT_SECONDS);
        source.setTcpKeepAlive(true);
        return source;
    }

    /** Certificates are checked against the file that PostgreSQL's own clients use, or else against those of the JVM. */
    private static void encrypt(PGSimpleDataSource source, String mode) {
        source.setSslMode(mode);
        Path root = Path.of(System.getProperty("user.home", ""), ".postgresql", "root.crt");
        if (mode.equals("verify-full") && !Files.exists(root)) {
            source.setSslfactory(DefaultJavaSSLFactory.class.getName());
        }
    }

    @Override
    public Dialect dialect() {
        return new PostgreSqlDialect();
    }

    @Override
    public String displayUri() {
        return address.displayUri();
    }

    @Override
    public Optional<DataSource> existing() {
        return Optional.of(dataSource);
    }

    @Override
    public DataSource created() {
        return dataSource;
    }
}
