package org.cairndb.cli.demo;

import java.io.BufferedReader;
import java.io.StringReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.cairndb.cli.ingest.ImportRun;
import org.cairndb.cli.ingest.Source;
import org.cairndb.cli.output.Console;
import org.cairndb.cli.output.ErrorReport;
import org.cairndb.cli.output.ResultFormat;
import org.cairndb.cli.shell.SqlSession;
import org.cairndb.storage.Stores;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.ingest.ImportOptions;
import org.cairndb.writer.ingest.JsonOptions;

/**
 * The demonstration: a catalog in a folder and an inventory in memory are joined, prices change, last quarter's catalog is joined with today's inventory,
 * and a database imported through JDBC is reported on. Everything is left in the folder.
 */
public final class Demo {
    private static final String CATALOG = "catalog";
    private static final String INVENTORY = "inventory";
    private static final String MUSIC = "chinook";
    private static final String INVENTORY_IN_MEMORY = "mem:inventory";
    private static final Source MUSIC_SOURCE =
            new Source("jdbc:hsqldb:res:chinook", Optional.of("CHINOOK"), Optional.of("CHINOOK"), List.of());

    private final Console console;
    private final Path path;
    private final DemoFolder folder;
    private final Clock clock;
    private final DemoTimes times;

    /** A demonstration in a folder, which is made if need be. */
    public Demo(Console console, Path path, Clock clock) {
        this.console = console;
        this.path = path;
        this.folder = new DemoFolder(path);
        this.clock = clock;
        this.times = DemoTimes.of(clock);
    }

    /**
     * Runs it from beginning to end.
     *
     * @return whether every statement succeeded
     */
    public boolean run(ErrorReport errors) throws SQLException {
        folder.prepare(List.of(CATALOG, INVENTORY, MUSIC));
        boolean success = joinTwoStores(errors) && reportOnMusic(errors);
        if (success) {
            commit(DemoData.STOCK, location(INVENTORY), clock);
            heading("Go on");
            new NextSteps(path).lines().forEach(this::say);
        }
        return success;
    }

    private String location(String database) {
        return Location.ofFolder(folder.database(database)).address().uri();
    }

    private boolean joinTwoStores(ErrorReport errors) throws SQLException {
        heading("Two databases in two stores");
        paragraph("The catalog lies in the folder %s. Last quarter, on %s, it got its products:"
                .formatted(folder.database(CATALOG), times.productsAdded().toLocalDate()));
        show(DemoData.PRODUCTS);
        commit(DemoData.PRODUCTS, location(CATALOG), times.whenProductsWereAdded());
        paragraph("The inventory of another team lies in the memory of this process. Today it holds:");
        show(DemoData.STOCK);
        forgetInventoryInMemory();
        try (Writer inventory = Writer.open(Location.parse(INVENTORY_IN_MEMORY), WriterOptions.DEFAULT.clock(clock))) {
            commit(DemoData.STOCK, inventory);
            String url = "jdbc:cairn:?attach.catalog=%s&attach.inventory=%s"
                    .formatted(location(CATALOG), INVENTORY_IN_MEMORY);
            heading("One SQL statement joins them");
            paragraph("DriverManager.getConnection(\"" + url + "\")");
            try (Connection connection = DriverManager.getConnection(url)) {
                return queryThroughTime(session(connection, errors));
            }
        }
    }

    /** Memory outlives the run if the process goes on. */
    private static void forgetInventoryInMemory() {
        try (NodeStore store = Stores.open(Location.parse(INVENTORY_IN_MEMORY))) {
            for (String branch : store.listHeads()) {
                if (store.readHead(branch) instanceof HeadRead.Found found) {
                    store.deleteHead(branch, found.version());
                }
            }
        }
    }

    private boolean queryThroughTime(SqlSession session) {
        if (!query(DemoQueries.JOIN, session)) {
            return false;
        }
        heading("Prices change");
        paragraph("Today the catalog gets new prices:");
        show(DemoData.NEW_PRICES);
        commit(DemoData.NEW_PRICES, location(CATALOG), clock);
        if (!query(DemoQueries.JOIN, session)) {
            return false;
        }
        heading("Last quarter's catalog with today's inventory");
        return query(DemoQueries.joinAsOf(times.endOfLastQuarter()), session);
    }

    private boolean reportOnMusic(ErrorReport errors) throws SQLException {
        heading("A relational database, imported through JDBC");
        paragraph(
                "Chinook, the sample of a music shop, from " + MUSIC_SOURCE.url() + " into " + folder.database(MUSIC));
        try (Connection source = MUSIC_SOURCE.connect();
                Writer writer = Writer.open(Location.parse(location(MUSIC)), WriterOptions.DEFAULT.clock(clock))) {
            ImportRun run = new ImportRun(source, writer, console);
            run.printReport(run.run(ImportOptions.DEFAULT));
        }
        heading("Three reports on it");
        try (Connection connection = DriverManager.getConnection("jdbc:cairn:" + location(MUSIC))) {
            SqlSession session = session(connection, errors);
            return DemoQueries.REPORTS.stream().allMatch(report -> query(report, session));
        }
    }

    private SqlSession session(Connection connection, ErrorReport errors) {
        return new SqlSession(connection, console, ResultFormat.TABLE, errors);
    }

    private boolean query(String sql, SqlSession session) {
        paragraph(sql + ";");
        say("");
        return session.runAll(sql);
    }

    private static void commit(List<String> lines, String location, Clock clock) {
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT.clock(clock))) {
            commit(lines, writer);
        }
    }

    private static void commit(List<String> lines, Writer writer) {
        writer.transactLines(new BufferedReader(new StringReader(String.join("\n", lines))), JsonOptions.DEFAULT);
    }

    private void heading(String text) {
        paragraph("== " + text);
        console.out().flush();
    }

    private void paragraph(String text) {
        say("");
        say(text);
    }

    private void show(List<String> json) {
        json.forEach(line -> say("  " + line));
    }

    private void say(String line) {
        console.out().println(line);
    }
}
