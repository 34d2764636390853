package org.cairndb.cli;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.cairndb.cli.output.Console;
import org.cairndb.cli.output.ResultFormat;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.Location;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists transactions, the newest first. */
@Command(name = "log", description = "List the transactions of a database, the newest first.")
final class LogCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "LOCATION", description = "The database; with a version, the transactions up to it.")
    private Location location;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "COUNT",
            defaultValue = "20",
            description = "How many transactions to list (${DEFAULT-VALUE} unless given).")
    private long limit;

    @Option(names = "--datoms", description = "List what each transaction added and retracted.")
    private boolean datoms;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "Print as ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE} unless given).")
    private ResultFormat format;

    LogCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws SQLException {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit takes a number from 1 on");
        }
        try (Database database = Databases.open(location)) {
            Snapshot snapshot = Databases.snapshot(database, location);
            print(snapshot);
        }
        return 0;
    }

    private void print(Snapshot snapshot) throws SQLException {
        if (!datoms) {
            format.printer().print(new TransactionRows(snapshot, limit), console);
            return;
        }
        try (LogRows rows = new LogRows(snapshot, limit)) {
            format.printer().print(rows, console);
        }
    }
}
