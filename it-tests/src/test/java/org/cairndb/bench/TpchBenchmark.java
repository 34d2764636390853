package org.cairndb.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.cairndb.storage.store.Location;
import org.cairndb.tpch.Answer;
import org.cairndb.tpch.CairnTpch;
import org.cairndb.tpch.SqlTpch;
import org.cairndb.tpch.TpchQuery;

/**
 * The 22 queries of TPC-H on one system after the other: warm medians through JDBC with every value read, answers compared with those of Cairn.
 *
 * <p>Arguments: the scale factor, and optionally a folder that is kept; what it has loaded already is used again.
 */
public final class TpchBenchmark {
    private static final String PREPARED = "cairn";
    private static final String PLANNED = "cairn, planned each time";
    private static final String CALCITE = "calcite";
    private static final String DUCKDB_MEMORY = "duckdb in memory";
    private static final String MEAN = "geometric mean, ms";
    private static final int WARM_UPS = 4;
    private static final int RUNS = 7;
    /** Who takes longer is run once, and not at all after one query has taken longer than the limit of an answer. */
    private static final double MAX_SECONDS_REPEATED = 5;

    private final double scaleFactor;
    private final Path folder;
    private final Metrics metrics = new Metrics();
    private final Map<TpchQuery, Answer> expected = new HashMap<>();
    private final List<String> differences = new ArrayList<>();
    private int texts;

    private TpchBenchmark(double scaleFactor, Path folder) {
        this.scaleFactor = scaleFactor;
        this.folder = folder;
    }

    /** Prints a table and a line of JSON; fails if a system answers something else. */
    public static void main(String[] args) throws Exception {
        double scaleFactor = args.length > 0 ? Double.parseDouble(args[0]) : 0.1;
        boolean isKept = args.length > 1;
        Path folder = isKept ? Files.createDirectories(Path.of(args[1])) : Files.createTempDirectory("cairn-tpch");
        TpchBenchmark benchmark = new TpchBenchmark(scaleFactor, folder);
        try {
            benchmark.run();
        } finally {
            if (!isKept) {
                Folders.delete(folder);
            }
        }
        System.out.println(benchmark.metrics.table());
        System.out.println(benchmark.metrics.json("tpch", (int) Math.round(scaleFactor * 1000)));
        benchmark.differences.forEach(System.out::println);
        System.exit(benchmark.differences.isEmpty() ? 0 : 1);
    }

    private void run() throws Exception {
        cairn();
        for (SqlTpch system : SqlTpch.values()) {
            if (system.isPresent()) {
                compare(system);
            }
        }
        calcite();
    }

    private void cairn() throws Exception {
        Path place = folder.resolve(PREPARED);
        Location location = Location.ofFolder(place);
        if (!Files.exists(place)) {
            Files.createDirectories(place);
            double seconds = Timing.seconds(() -> CairnTpch.load(location, scaleFactor));
            metrics.put(PREPARED, "load s", seconds);
            metrics.put(PREPARED, "size, MB", Folders.bytes(place) / 1e6);
        }
        try (Connection connection =
                DriverManager.getConnection("jdbc:cairn:" + location.address().uri())) {
            measure(PREPARED, query -> prepared(connection, query.sql(scaleFactor)));
            measure(PLANNED, query -> () -> read(connection, query.sql(scaleFactor) + "\n-- text " + texts++));
        }
    }

    private void compare(SqlTpch system) throws Exception {
        Path place = folder.resolve(system.label());
        boolean isLoaded = Files.exists(place);
        Files.createDirectories(place);
        try (Connection connection = system.connect(place, options(system))) {
            if (!isLoaded) {
                double seconds = Timing.seconds(() -> {
                    system.load(connection, place, scaleFactor);
                    return place;
                });
                metrics.put(system.label(), "load s", seconds);
            }
        }
        metrics.put(system.label(), "size, MB", Folders.bytes(place) / 1e6);
        try (Connection connection = system.connect(place, options(system))) {
            measure(system.label(), query -> prepared(connection, query.sql(system, scaleFactor)));
        }
        if (system == SqlTpch.DUCKDB) {
            inMemory(place);
        }
    }

    private void inMemory(Path place) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", options(SqlTpch.DUCKDB));
                Statement statement = connection.createStatement()) {
            statement.execute("ATTACH '%s' AS stored (READ_ONLY)".formatted(place.resolve("tpch.duckdb")));
            statement.execute("COPY FROM DATABASE stored TO memory");
            statement.execute("DETACH stored");
            measure(DUCKDB_MEMORY, query -> prepared(connection, query.sql(SqlTpch.DUCKDB, scaleFactor)));
        }
    }

    private void calcite() throws Exception {
        try (CalciteTpch tables = CalciteTpch.load(scaleFactor)) {
            measure(CALCITE, query -> tables.prepared(query.sql(scaleFactor)));
        }
    }

    private static Properties options(SqlTpch system) {
        Properties options = new Properties();
        if (system == SqlTpch.DUCKDB) {
            options.setProperty("threads", Integer.toString(Runtime.getRuntime().availableProcessors()));
        }
        return options;
    }

    private interface Preparation {
        Callable<Answer> of(TpchQuery query) throws Exception;
    }

    private void measure(String system, Preparation preparation) throws Exception {
        double logarithms = 0;
        int finished = 0;
        for (TpchQuery query : TpchQuery.all()) {
            try {
                double milliseconds = median(system, query, preparation.of(query)) * 1e3;
                metrics.put(system, query.label() + ", ms", milliseconds);
                logarithms += Math.log(milliseconds);
                finished++;
            } catch (SQLException e) {
                System.err.println("%s does not finish %s: %s".formatted(system, query, e.getMessage()));
            }
        }
        metrics.put(system, MEAN, Math.exp(logarithms / finished));
        metrics.put(system, "finished", finished);
    }

    private double median(String system, TpchQuery query, Callable<Answer> run) throws Exception {
        double first = Timing.seconds(() -> verified(system, query, run.call()));
        return first > MAX_SECONDS_REPEATED
                ? first
                : Timing.warm(WARM_UPS, RUNS, run).median();
    }

    private Answer verified(String system, TpchQuery query, Answer answer) {
        Answer first = expected.computeIfAbsent(query, unseen -> answer);
        answer.difference(first)
                .ifPresent(difference -> differences.add("%s, %s: %s".formatted(query, system, difference)));
        return answer;
    }

    private static Callable<Answer> prepared(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(Answer.MAX_SECONDS);
        return () -> {
            try (ResultSet result = statement.executeQuery()) {
                return Answer.of(result);
            }
        };
    }

    private static Answer read(Connection connection, String sql) throws SQLException {
        return Answer.of(connection, sql);
    }
}
