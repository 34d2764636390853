package org.cairndb.cli;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.cairndb.cli.output.Console;
import org.cairndb.cli.output.ResultFormat;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.snapshot.NamedCommit;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.LocationVersion;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.writer.Branches;
import org.cairndb.writer.WriterOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the commands for branches and for tags share: without a name they list, with one they create or delete. */
abstract class RefCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "LOCATION", description = "The database, or a version of it to begin at.")
    private Location location;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "What to create; without it, list all.")
    private @Nullable String name;

    @Option(
            names = "--at",
            paramLabel = "VERSION",
            description = "Begin at a transaction, a time, a branch, a tag, a commit, or main~3.")
    private @Nullable String at;

    @Option(names = "--delete", description = "Delete it.")
    private boolean delete;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "Print the list as ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE} unless given).")
    private ResultFormat format;

    RefCommand(Console console) {
        this.console = console;
    }

    /** All there are, sorted by name. */
    abstract List<NamedCommit> list(NodeStore store);

    /** Creates one and says so. */
    abstract String create(Branches branches, String newName, Snapshot snapshot);

    /** Deletes one and says so. */
    abstract String delete(Branches branches, String oldName);

    @Override
    public Integer call() throws SQLException {
        if ((name == null && (delete || at != null)) || (delete && at != null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--at and --delete need a NAME, and exclude each other; leave out what is too much");
        }
        try (Database database = Databases.open(location)) {
            Snapshot snapshot = Databases.snapshot(database, location);
            if (name == null) {
                format.printer().print(NamedCommitRows.of(list(database.store())), console);
                return 0;
            }
            Databases.requireLasting(location);
            Branches branches = Branches.open(database.store(), WriterOptions.DEFAULT);
            console.out().println(delete ? delete(branches, name) : create(branches, name, begin(snapshot)));
        }
        return 0;
    }

    private Snapshot begin(Snapshot snapshot) {
        return at == null ? snapshot : Databases.at(snapshot, LocationVersion.parse(at));
    }
}
