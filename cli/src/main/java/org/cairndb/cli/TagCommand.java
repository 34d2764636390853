package org.cairndb.cli;

import java.util.List;
import org.cairndb.cli.output.Console;
import org.cairndb.storage.snapshot.NamedCommit;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.writer.Branches;
import picocli.CommandLine.Command;

/** Lists, creates and deletes tags. */
@Command(
        name = "tag",
        description = "List the tags of a database, create one, or delete one.",
        footer = {
            "",
            "A tag names the newest state of LOCATION, or any version, for good:",
            "  cairn tag ./shop v1",
            "  cairn tag ./shop before-import --at main~1",
            "  cairn sql now=./shop old=./shop@v1"
        })
final class TagCommand extends RefCommand {
    TagCommand(Console console) {
        super(console);
    }

    @Override
    List<NamedCommit> list(NodeStore store) {
        return NamedCommit.tags(store);
    }

    @Override
    String create(Branches branches, String newName, Snapshot snapshot) {
        NamedCommit created = branches.createTag(newName, snapshot);
        return "Tag \"%s\" names %s".formatted(created.name(), NamedCommitRows.place(created));
    }

    @Override
    String delete(Branches branches, String oldName) {
        NamedCommit deleted = branches.deleteTag(oldName);
        return "Tag \"%s\" is deleted; it named %s".formatted(deleted.name(), NamedCommitRows.place(deleted));
    }
}
