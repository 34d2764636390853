package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.cairndb.jdbc.CairnDataSource;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials that are given to the driver are never seen again. */
class SecretsTest {
    private static final String SECRET = "Wombat77";
    /** Nobody listens there. */
    private static final String NOWHERE = "http://127.0.0.1:1&requestTimeout=100ms&accessKeyId=AKIA";

    private final String location = "mem:secrets-" + UUID.randomUUID();
    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final Logger root = Logger.getLogger("");
    private final Level before = root.getLevel();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            logged.add(record.getMessage() + " " + record.getThrown());
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    SecretsTest() {
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT)) {
            writer.transact(Map.of("product/sku", "A"));
        }
    }

    @BeforeEach
    void listen() {
        handler.setLevel(Level.ALL);
        root.addHandler(handler);
        root.setLevel(Level.ALL);
    }

    @AfterEach
    void stopListening() {
        root.removeHandler(handler);
        root.setLevel(before);
        assertThat(logged).noneMatch(line -> line.contains(SECRET));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://bucket/p?endpoint=" + NOWHERE + "&secretAccessKey=" + SECRET,
                "s3://bucket/p?endpoint=" + NOWHERE + "&secretAccessKey=x&sessionToken=" + SECRET,
                "?attach.a=s3://bucket/p&endpoint=" + NOWHERE + "&attach.a.secretAccessKey=" + SECRET,
                "?attach.a=s3://bucket/p%3FsecretAccessKey=" + SECRET + "&endpoint=" + NOWHERE,
                "?attach.a=s3://bucket/p%3FsecretAccessKey=x%26" + SECRET + "=1",
                "?attach.a=s3://bucket/p%3FsecretAccessKey=%25zz" + SECRET,
                "s3://AKIA:" + SECRET + "@bucket/p",
                "jdbc:postgresql://127.0.0.1:1/shop?user=ana&password=" + SECRET,
                "jdbc:postgresql://ana:" + SECRET + "@127.0.0.1:1/shop",
                "jdbc:h2:/no/such/folder/shop;PASSWORD=" + SECRET,
                "mem:a?password=x&" + SECRET,
                "mem:a?password=x&" + SECRET + "=y",
                "mem:a?password=%" + SECRET,
                "mem:a?password=" + SECRET + "&password=" + SECRET,
                "mem:a?Password=" + SECRET,
                "mem:a?secretAccessKey=" + SECRET,
                "mem:a?attach.b.password=" + SECRET,
                "mem:a?password=" + SECRET + "&threads=none",
                "mem:nowhere?password=" + SECRET
            })
    void refusedConnectionsDoNotTell(String rest) {
        List<String> told = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:cairn:" + rest)) {
            told.add("connected: " + connection);
        } catch (SQLException e) {
            collect(e, told);
        }
        assertThat(told).noneMatch(text -> text.contains(SECRET)).noneMatch(text -> text.startsWith("connected"));
    }

    private static void collect(Throwable failure, List<String> told) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            told.add(cause.toString());
            for (Throwable suppressed : cause.getSuppressed()) {
                collect(suppressed, told);
            }
        }
    }

    @Test
    void refusedPropertiesDoNotTell() {
        var properties = new Properties();
        properties.setProperty("user", "ana");
        properties.setProperty("password", SECRET);
        properties.setProperty("secretAccessKey", SECRET);
        List<String> told = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:cairn:" + location, properties)) {
            told.add("connected: " + connection);
        } catch (SQLException e) {
            collect(e, told);
        }
        assertThat(told).noneMatch(text -> text.contains(SECRET)).noneMatch(text -> text.startsWith("connected"));
    }

    @Test
    void openConnectionsDoNotTell() throws SQLException {
        String url = "jdbc:cairn:?password=" + SECRET + "&attach.a=" + location + "&threads=2&attach.b=" + location;
        try (Connection connection = DriverManager.getConnection(url)) {
            assertThat(connection.getMetaData().getURL())
                    .isEqualTo("jdbc:cairn:?attach.a=" + location + "&threads=2&attach.b=" + location);
            assertThat(connection.toString()).doesNotContain(SECRET);
            assertThat(connection.getMetaData().getUserName()).doesNotContain(SECRET);
        }
    }

    @Test
    void theUrlOfMetadataCanBeUsedAgain() throws SQLException {
        String url = "jdbc:cairn:" + location + "?maxStaleness=5s";
        try (Connection connection = DriverManager.getConnection(url)) {
            assertThat(connection.getMetaData().getURL()).isEqualTo(url);
        }
    }

    @Test
    void dataSourcesDoNotTell() {
        var source = new CairnDataSource();
        source.setUrl("jdbc:cairn:?attach.a="
                + URLEncoder.encode("s3://b/p?region=x&secretAccessKey=" + SECRET, StandardCharsets.UTF_8));
        source.setPassword(SECRET);
        assertThat(source.getUrl()).isEqualTo("jdbc:cairn:?attach.a=s3://b/p?region=x");
        assertThat(source.toString()).doesNotContain(SECRET);
    }
}
