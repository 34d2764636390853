package org.cairndb.cli;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.cli.output.Column;
import org.cairndb.cli.output.ListRows;
import org.cairndb.cli.output.Rows;
import org.cairndb.storage.snapshot.NamedCommit;
import org.jspecify.annotations.Nullable;

/** Branches or tags, one row each. */
final class NamedCommitRows {
    private static final int SHORT_HASH = 12;
    private static final List<Column> COLUMNS =
            List.of(Column.text("name"), Column.number("tx"), Column.text("instant"), Column.text("hash"));

    private NamedCommitRows() {}

    static Rows of(List<NamedCommit> commits) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (NamedCommit commit : commits) {
            rows.add(List.of(
                    commit.name(),
                    Long.toString(commit.tx()),
                    commit.instant().toString(),
                    commit.hash().hex()));
        }
        return new ListRows(COLUMNS, rows);
    }

    /** A commit in a sentence: its transaction and enough of its hash to find it again. */
    static String place(NamedCommit commit) {
        return "transaction %d (%s)".formatted(commit.tx(), commit.hash().hex().substring(0, SHORT_HASH));
    }
}
