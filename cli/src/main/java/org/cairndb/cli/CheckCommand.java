package org.cairndb.cli;

import java.util.concurrent.Callable;
import org.cairndb.cli.output.Console;
import org.cairndb.cli.output.NumberText;
import org.cairndb.storage.check.CheckReport;
import org.cairndb.storage.check.Checker;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.store.Location;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Proves that a stored database is whole. */
@Command(
        name = "check",
        description = "Read a whole database and prove that it is sound: hashes, structure, order, counts, the commit"
                + " chain, and that all indexes agree.")
final class CheckCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "LOCATION", description = "The database, or a branch of it.")
    private Location location;

    CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Database database = Databases.openBranch(location.withoutCache())) {
            CheckReport report = Checker.check(database);
            if (report.isSound()) {
                console.out()
                        .printf(
                                "Sound: %s transactions, %s datoms, %s nodes with %s%n",
                                NumberText.grouped(report.tx()),
                                NumberText.grouped(report.datoms()),
                                NumberText.grouped(report.nodes()),
                                NumberText.ofBytes(report.bytes()));
                return 0;
            }
            report.problems().forEach(console.out()::println);
            console.err()
                    .printf(
                            "cairn: \"%s\" is damaged; problems found: %d%n",
                            database.displayUri(), report.problems().size());
            return CairnCommand.FAILURE;
        }
    }
}
