package org.cairndb.cli;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import org.cairndb.cli.output.Console;
import org.cairndb.cli.output.ResultFormat;
import org.cairndb.cli.output.ResultRows;
import org.cairndb.cli.output.Rows;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares two states of a database. */
@Command(
        name = "diff",
        description = {
            "Compare two states of a database: versions, branches, or copies in two places.",
            "Without a table, count what was inserted, updated and deleted in each table that differs."
        },
        footer = {"", "  cairn diff ./shop@main~3 ./shop", "  cairn diff ./shop@2025-03-31 ./shop@2025-06-30 product"})
final class DiffCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "FROM", description = "A location, mostly with a version.")
    private String from = "";

    @Parameters(index = "1", paramLabel = "TO", description = "The location of the state to compare with.")
    private String to = "";

    @Parameters(
            index = "2",
            paramLabel = "TABLE",
            arity = "0..1",
            description = "The table whose rows to list as they were and as they are.")
    private @Nullable String table;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "Print as ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE} unless given).")
    private ResultFormat format;

    DiffCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws SQLException {
        String url = ConnectionUrl.of(List.of(DiffSummary.FROM + "=" + from, DiffSummary.TO + "=" + to));
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            String wanted = table;
            if (wanted == null) {
                print(new DiffSummary(connection));
            } else {
                try (ResultSet rows = statement.executeQuery("SELECT * FROM " + DiffSummary.differenceOf(wanted))) {
                    print(new ResultRows(rows));
                }
            }
        }
        return 0;
    }

    private void print(Rows rows) throws SQLException {
        format.printer().print(rows, console);
    }
}
