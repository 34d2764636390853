package org.cairndb.cli;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.cairndb.cli.output.Console;
import org.cairndb.cli.output.ResultPrinter;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.store.Location;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows what a database holds and what it takes. */
@Command(
        name = "stat",
        description = "Show what a database holds and takes: its newest transaction, its attributes with their counts,"
                + " and the size of its indexes.")
final class StatCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "LOCATION", description = "The database, or a branch of it.")
    private Location location;

    StatCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws SQLException {
        try (Database database = Databases.openBranch(location)) {
            DatabaseStatistics statistics = DatabaseStatistics.of(database);
            ResultPrinter printer = ResultPrinter.bareTable();
            printer.print(statistics.summary(), console);
            console.out().println();
            printer.print(statistics.attributes(), console);
            console.out().println();
            printer.print(statistics.indexes(), console);
        }
        return 0;
    }
}
