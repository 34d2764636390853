package org.cairndb.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.cairndb.bench.TpchContest.Repetition;
import org.cairndb.storage.store.Location;
import org.cairndb.tpch.CairnTpch;
import org.cairndb.tpch.SqlTpch;

/**
 * The 22 queries of TPC-H through JDBC on Cairn and DuckDB by turns, then on systems of rows, which larger scale factors leave out.
 *
 * <p>Arguments: the scale factor, and optionally a folder that is kept; what it has loaded already is used again.
 */
public final class TpchBenchmark {
    private static final String CAIRN = "cairn";
    private static final String CAIRN_PLANNED = "cairn, planned each time";
    private static final String CALCITE = "calcite";
    private static final String DUCKDB = SqlTpch.DUCKDB.label();
    private static final String DUCKDB_PLANNED = "duckdb, planned each time";
    private static final String DUCKDB_MEMORY = "duckdb in memory";
    private static final String LOAD = "load s";
    /** Systems of rows need hours for more. */
    private static final double MAX_SCALE_OF_ROWS = 0.2;

    private static final int MAX_SECONDS_PLANNED = 60;
    private static final int MAX_SECONDS_OF_ROWS = 20;
    private static final Repetition OFTEN = new Repetition(5, 9, 10);
    private static final Repetition LARGE = new Repetition(5, 5, 60);
    private static final Repetition SELDOM = new Repetition(1, 3, 1);

    private final double scaleFactor;
    private final Path folder;
    private final Metrics metrics = new Metrics();
    private final TpchContest contest = new TpchContest(metrics);

    private TpchBenchmark(double scaleFactor, Path folder) {
        this.scaleFactor = scaleFactor;
        this.folder = folder;
    }

    /** Prints tables and a line of JSON; fails if a system answers something else. */
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
        benchmark.print();
        System.exit(benchmark.contest.differences().isEmpty() ? 0 : 1);
    }

    private void print() {
        System.out.println(metrics.table());
        System.out.println(TpchRatios.HEADER);
        printRatio(CAIRN, DUCKDB);
        printRatio(CAIRN_PLANNED, DUCKDB_PLANNED);
        for (String other : List.of(DUCKDB_MEMORY, CALCITE, SqlTpch.SQLITE.label(), SqlTpch.H2.label())) {
            printRatio(CAIRN_PLANNED, other);
        }
        System.out.println();
        System.out.println(metrics.json("tpch", (int) Math.round(scaleFactor * 1000)));
        contest.differences().forEach(System.out::println);
    }

    private void printRatio(String system, String other) {
        TpchRatios.row(metrics, system, other).ifPresent(System.out::println);
    }

    private void run() throws Exception {
        columns();
        if (scaleFactor <= MAX_SCALE_OF_ROWS) {
            try (CalciteTpch tables = CalciteTpch.load(scaleFactor)) {
                contest.run(
                        List.of(new TpchContender(
                                CALCITE, query -> tables.prepared(query.sql(scaleFactor), MAX_SECONDS_OF_ROWS))),
                        SELDOM);
            }
            rows(SqlTpch.SQLITE);
            rows(SqlTpch.H2);
        }
    }

    private void columns() throws Exception {
        Location location = loadCairn();
        Path place = load(SqlTpch.DUCKDB);
        try (Connection cairn = DriverManager.getConnection(
                        "jdbc:cairn:" + location.address().uri());
                Connection memory = inMemory(place);
                Connection duckdb = SqlTpch.DUCKDB.connect(place, options(SqlTpch.DUCKDB))) {
            TpchContender.Text text = query -> query.sql(scaleFactor);
            TpchContender.Text other = query -> query.sql(SqlTpch.DUCKDB, scaleFactor);
            TpchPlanning.measure(cairn, scaleFactor, metrics);
            contest.run(
                    List.of(
                            TpchContender.prepared(CAIRN, cairn, text),
                            TpchContender.planned(CAIRN_PLANNED, cairn, MAX_SECONDS_PLANNED, text),
                            TpchContender.prepared(DUCKDB, duckdb, other),
                            TpchContender.planned(DUCKDB_PLANNED, duckdb, MAX_SECONDS_PLANNED, other),
                            TpchContender.prepared(DUCKDB_MEMORY, memory, other)),
                    scaleFactor <= MAX_SCALE_OF_ROWS ? OFTEN : LARGE);
        }
    }

    private void rows(SqlTpch system) throws Exception {
        if (system.isPresent()) {
            try (Connection connection = system.connect(load(system))) {
                contest.run(
                        List.of(TpchContender.planned(
                                system.label(),
                                connection,
                                MAX_SECONDS_OF_ROWS,
                                query -> query.sql(system, scaleFactor))),
                        SELDOM);
            }
        }
    }

    private Location loadCairn() throws Exception {
        Path place = folder.resolve(CAIRN);
        Location location = Location.ofFolder(place);
        if (!Files.exists(place)) {
            Files.createDirectories(place);
            long start = System.nanoTime();
            long values = CairnTpch.load(location, scaleFactor);
            double seconds = (System.nanoTime() - start) / 1e9;
            metrics.put(CAIRN, LOAD, seconds);
            metrics.put(CAIRN, "values/s", values / seconds);
        }
        metrics.put(CAIRN, "size, MB", Folders.bytes(place) / 1e6);
        return location;
    }

    private Path load(SqlTpch system) throws Exception {
        Path place = folder.resolve(system.label());
        if (!Files.exists(place)) {
            Files.createDirectories(place);
            try (Connection connection = system.connect(place, options(system))) {
                metrics.put(system.label(), LOAD, Timing.seconds(() -> {
                    system.load(connection, place, scaleFactor);
                    return place;
                }));
            }
        }
        metrics.put(system.label(), "size, MB", Folders.bytes(place) / 1e6);
        return place;
    }

    private static Connection inMemory(Path place) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:", options(SqlTpch.DUCKDB));
        try (Statement statement = connection.createStatement()) {
            statement.execute("ATTACH '%s' AS stored (READ_ONLY)".formatted(place.resolve("tpch.duckdb")));
            statement.execute("COPY FROM DATABASE stored TO memory");
            statement.execute("DETACH stored");
        }
        return connection;
    }

    private static Properties options(SqlTpch system) {
        Properties options = new Properties();
        if (system == SqlTpch.DUCKDB) {
            options.setProperty("threads", Integer.toString(Runtime.getRuntime().availableProcessors()));
        }
        return options;
    }
}
