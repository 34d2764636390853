package org.cairndb.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.ingest.ImportOptions;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;

/** What a connection to Chinook and its metadata cost, in a JVM that was just started and in one that is warm. */
public final class ConnectBenchmark {
    private static final int COLD_RUNS = 5;
    private static final int WARM_UPS = 2_000;
    private static final int RUNS = 1_001;
    private static final int NAMESPACES = 100;
    private static final int ATTRIBUTES_EACH = 100;

    private ConnectBenchmark() {}

    /** Runs; with a URL as argument, the cold part alone, which is a process of its own. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            cold(arguments[0]);
            return;
        }
        Path folder = Files.createTempDirectory("cairn-connect-");
        try {
            String location = "file:" + folder.resolve("chinook");
            load(location);
            String url = "jdbc:cairn:" + location;
            for (int i = 0; i < COLD_RUNS; i++) {
                start(url);
            }
            warm(url);
        } finally {
            Folders.delete(folder);
        }
    }

    private static void load(String location) throws SQLException {
        try (Connection source = DriverManager.getConnection("jdbc:hsqldb:res:chinook", "CHINOOK", "CHINOOK");
                Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT)) {
            writer.importTables(source, ImportOptions.DEFAULT);
        }
    }

    private static void start(String url) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ConnectBenchmark.class.getName(),
                url));
        int code = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IllegalStateException("The cold run failed with exit code " + code);
        }
    }

    private static void cold(String url) throws SQLException {
        long start = System.nanoTime();
        try (Connection connection = DriverManager.getConnection(url)) {
            long connected = System.nanoTime();
            selectOne(connection);
            long selected = System.nanoTime();
            int rows = metadata(connection.getMetaData());
            long listed = System.nanoTime();
            System.out.printf(
                    Locale.ROOT,
                    "cold: connect %.0f ms, SELECT 1 %.0f ms, getTables and getColumns %.0f ms (%d rows)%n",
                    (connected - start) / 1e6,
                    (selected - connected) / 1e6,
                    (listed - selected) / 1e6,
                    rows);
        }
    }

    private static void warm(String url) throws Exception {
        Timing.Samples connects = Timing.warm(WARM_UPS, RUNS, () -> {
            try (Connection connection = DriverManager.getConnection(url)) {
                return selectOne(connection);
            }
        });
        print("connect, SELECT 1 and close", connects);
        try (Connection connection = DriverManager.getConnection(url)) {
            DatabaseMetaData metadata = connection.getMetaData();
            print("getTables and getColumns", Timing.warm(WARM_UPS / 10, RUNS / 10, () -> metadata(metadata)));
            print("SELECT * WHERE 1 = 0", Timing.warm(WARM_UPS, RUNS, () -> noRows(connection)));
        }
        manyAttributes();
    }

    /** A schema far larger than people make, in memory. */
    private static void manyAttributes() throws Exception {
        String location = "mem:connect-benchmark";
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT)) {
            for (int namespace = 0; namespace < NAMESPACES; namespace++) {
                String prefix = "n%d/a".formatted(namespace);
                writer.transact(IntStream.range(0, ATTRIBUTES_EACH)
                        .mapToObj(i -> Operation.define(AttributeSpec.builder(prefix + i, ValueType.STRING)
                                .build()))
                        .toArray(Operation[]::new));
            }
        }
        try (Connection connection = DriverManager.getConnection("jdbc:cairn:" + location)) {
            DatabaseMetaData metadata = connection.getMetaData();
            print("10,000 attributes, getTables and getColumns", Timing.warm(30, 31, () -> names(metadata)));
        }
    }

    /** Lists all and reads the names and types of all. */
    private static int names(DatabaseMetaData metadata) throws SQLException {
        int rows = 0;
        try (ResultSet tables = metadata.getTables(null, null, "%", null);
                ResultSet columns = metadata.getColumns(null, null, "%", "%")) {
            while (tables.next()) {
                rows += tables.getString("TABLE_NAME").isEmpty() ? 0 : 1;
            }
            while (columns.next()) {
                rows += columns.getInt("DATA_TYPE") == 0
                                || columns.getString("COLUMN_NAME").isEmpty()
                        ? 0
                        : 1;
            }
        }
        return rows;
    }

    private static int noRows(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM \"Track\" WHERE 1 = 0")) {
            return result.next() ? 1 : 0;
        }
    }

    private static void print(String what, Timing.Samples samples) {
        List<Double> seconds = samples.seconds();
        System.out.printf(
                Locale.ROOT,
                "warm: %s, median %.3f ms, 99 of 100 within %.3f ms%n",
                what,
                samples.median() * 1e3,
                seconds.get(seconds.size() * 99 / 100) * 1e3);
    }

    private static int selectOne(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT 1")) {
            result.next();
            return result.getInt(1);
        }
    }

    private static int metadata(DatabaseMetaData metadata) throws SQLException {
        try (ResultSet tables = metadata.getTables(null, null, "%", null);
                ResultSet columns = metadata.getColumns(null, null, "%", "%")) {
            return rows(tables) + rows(columns);
        }
    }

    private static int rows(ResultSet result) throws SQLException {
        int rows = 0;
        while (result.next()) {
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                result.getString(i);
            }
            rows++;
        }
        return rows;
    }
}
