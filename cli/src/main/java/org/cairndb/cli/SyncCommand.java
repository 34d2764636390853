package org.cairndb.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.cairndb.cli.output.Console;
import org.cairndb.cli.output.NumberText;
import org.cairndb.cli.output.Progress;
import org.cairndb.cli.output.ProgressBar;
import org.cairndb.storage.Stores;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.BranchNames;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.LocationVersion.Named;
import org.cairndb.storage.store.LocationVersion.Unspecified;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.RequestTotals;
import org.cairndb.storage.sync.Sync;
import org.cairndb.storage.sync.SyncProgress;
import org.cairndb.storage.sync.SyncReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies what is new from one store to another. */
@Command(
        name = "sync",
        description = {
            "Copy a branch from one store to another, or bring a copy up to date.",
            "Only what is missing is sent. A sync that was interrupted is simply started again."
        },
        footer = {"", "Example:", "  cairn sync ./shop s3://backup/shop", "  cairn sync s3://backup/shop@feature ./copy"
        })
final class SyncCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "FROM", description = "The database to copy, or a branch of it.")
    private Location from;

    @Parameters(
            index = "1",
            paramLabel = "TO",
            description = "Where the copy is; it is created if need be. Its branch has the same name.")
    private Location to;

    @Option(names = "--all", description = "Copy all branches.")
    private boolean all;

    SyncCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        String branch = branch();
        Databases.requireLasting(to);
        try (NodeStore source = Stores.open(from.withoutCache());
                NodeStore destination = Stores.open(to.withoutCache())) {
            run(source, destination, branch).forEach(this::print);
        }
        return 0;
    }

    private List<SyncReport> run(NodeStore source, NodeStore destination, String branch) {
        try (ProgressBar bar = new ProgressBar(console)) {
            SyncProgress progress = (name, nodes, bytes) -> bar.update(Progress.open(name, "nodes", nodes));
            return all
                    ? Sync.allBranches(source, destination, progress)
                    : List.of(Sync.branch(source, destination, branch, progress));
        }
    }

    private String branch() {
        String branch = named(from);
        if (all && !(from.version() instanceof Unspecified && to.version() instanceof Unspecified)) {
            throw new CairnException(ErrorCode.OPTION_INVALID, "--all copies every branch; leave \"@\" out");
        }
        if (!(to.version() instanceof Unspecified) && !named(to).equals(branch)) {
            throw new CairnException(
                    ErrorCode.OPTION_INVALID,
                    "A copy has the name of its original; \"%s\" cannot become \"%s\"".formatted(branch, named(to)));
        }
        return branch;
    }

    private static String named(Location location) {
        if (location.version() instanceof Named named) {
            return named.name();
        }
        if (location.version() instanceof Unspecified) {
            return BranchNames.MAIN;
        }
        throw new CairnException(
                ErrorCode.OPTION_INVALID, "This needs a whole branch; leave the transaction or time after \"@\" out");
    }

    private void print(SyncReport report) {
        if (!report.changed()) {
            console.out()
                    .printf(
                            Locale.ROOT,
                            "%s: nothing to do, both are at transaction %s%n",
                            report.branch(),
                            NumberText.grouped(report.toTx()));
            return;
        }
        console.out()
                .printf(
                        Locale.ROOT,
                        "%s: copied %s to transaction %s: %s nodes, %s; already there: %s nodes, %s%n",
                        report.branch(),
                        report.fromTx().isPresent()
                                ? "from transaction "
                                        + NumberText.grouped(report.fromTx().getAsLong())
                                : "from the beginning",
                        NumberText.grouped(report.toTx()),
                        NumberText.grouped(report.nodesCopied()),
                        NumberText.ofBytes(report.bytesCopied()),
                        NumberText.grouped(report.nodesSkipped()),
                        NumberText.ofBytes(report.bytesSkipped()));
        console.out()
                .printf(
                        Locale.ROOT,
                        "%s: requests to the source: %s; to the destination: %s%n",
                        report.branch(),
                        text(report.source()),
                        text(report.destination()));
    }

    private static String text(RequestTotals totals) {
        return "%s GET, %s PUT, %s LIST"
                .formatted(
                        NumberText.grouped(totals.gets()),
                        NumberText.grouped(totals.puts()),
                        NumberText.grouped(totals.lists()));
    }
}
