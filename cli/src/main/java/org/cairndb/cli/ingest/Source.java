package org.cairndb.cli.ingest;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * A relational database to read from.
 *
 * @param url its JDBC URL
 * @param user the user to connect as, unless the URL says
 * @param password the password of the user
 * @param drivers jars to look for a JDBC driver in, before those of the class path
 */
public record Source(String url, Optional<String> user, Optional<String> password, List<Path> drivers) {
    private static final Pattern SCHEME = Pattern.compile("jdbc:[A-Za-z0-9+.-]+:.*", Pattern.DOTALL);

    /** Copies the list. */
    public Source {
        drivers = List.copyOf(drivers);
    }

    /**
     * Opens a connection.
     *
     * @throws CairnException OPTION_INVALID if there is no driver for the URL
     */
    public Connection connect() throws SQLException {
        if (!SCHEME.matcher(url).matches()) {
            throw new CairnException(
                    ErrorCode.OPTION_INVALID, "An import reads from a JDBC URL such as jdbc:postgresql://host/shop");
        }
        Properties properties = new Properties();
        user.ifPresent(name -> properties.setProperty("user", name));
        password.ifPresent(secret -> properties.setProperty("password", secret));
        for (Driver driver : available()) {
            @Nullable Connection connection = driver.acceptsURL(url) ? driver.connect(url, properties) : null;
            if (connection != null) {
                return connection;
            }
        }
        throw new CairnException(
                ErrorCode.OPTION_INVALID,
                "No JDBC driver is known for \"%s:...\"; name its jar with --driver"
                        .formatted(url.substring(0, url.indexOf(':', "jdbc:".length()))));
    }

    private List<Driver> available() {
        List<Driver> found = new ArrayList<>();
        if (!drivers.isEmpty()) {
            // The class loader lives as long as the process, as the driver does.
            URLClassLoader loader =
                    new URLClassLoader(drivers.stream().map(Source::toUrl).toArray(URL[]::new));
            ServiceLoader.load(Driver.class, loader).forEach(found::add);
        }
        found.addAll(DriverManager.drivers().toList());
        return found;
    }

    private static URL toUrl(Path jar) {
        if (!Files.isReadable(jar)) {
            throw new CairnException(ErrorCode.OPTION_INVALID, "There is no driver jar \"%s\"".formatted(jar));
        }
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new CairnException(ErrorCode.OPTION_INVALID, "\"%s\" is not a jar".formatted(jar), e);
        }
    }
}
