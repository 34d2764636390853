package org.cairndb.cli;

import java.util.List;
import org.cairndb.cli.output.Console;
import org.cairndb.storage.snapshot.NamedCommit;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.writer.Branches;
import picocli.CommandLine.Command;

/** Lists, creates and deletes branches. */
@Command(
        name = "branch",
        description = "List the branches of a database, create one, or delete one.",
        footer = {
            "",
            "A branch begins at the newest state of LOCATION, or at any version:",
            "  cairn branch ./shop                        list",
            "  cairn branch ./shop feature                begin at the newest state of the main branch",
            "  cairn branch ./shop old --at 2025-03-31    begin in the past",
            "  cairn transact ./shop@feature changes.ndjson"
        })
final class BranchCommand extends RefCommand {
    BranchCommand(Console console) {
        super(console);
    }

    @Override
    List<NamedCommit> list(NodeStore store) {
        return NamedCommit.branches(store);
    }

    @Override
    String create(Branches branches, String newName, Snapshot snapshot) {
        NamedCommit created = branches.create(newName, snapshot);
        return "Branch \"%s\" begins at %s".formatted(created.name(), NamedCommitRows.place(created));
    }

    @Override
    String delete(Branches branches, String oldName) {
        NamedCommit deleted = branches.delete(oldName);
        return "Branch \"%s\" is deleted; it was at %s".formatted(deleted.name(), NamedCommitRows.place(deleted));
    }
}
