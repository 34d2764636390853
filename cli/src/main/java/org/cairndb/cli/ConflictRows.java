package org.cairndb.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairndb.cli.output.Column;
import org.cairndb.cli.output.ListRows;
import org.cairndb.cli.output.Rows;
import org.cairndb.writer.merge.MergeConflict;
import org.jspecify.annotations.Nullable;

/** The conflicts of a merge, one row each; no value is NULL. */
final class ConflictRows {
    private static final List<Column> COLUMNS = List.of(
            Column.number("entity"),
            Column.text("attribute"),
            Column.text("base"),
            Column.text("ours"),
            Column.text("theirs"),
            Column.text("kind"),
            Column.number("held_by"));

    private ConflictRows() {}

    static Rows of(List<MergeConflict> conflicts) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (MergeConflict conflict : conflicts) {
            @Nullable
            String holder = conflict.holder().isPresent()
                    ? Long.toString(conflict.holder().getAsLong())
                    : null;
            rows.add(Arrays.asList(
                    Long.toString(conflict.entity()),
                    conflict.attribute(),
                    text(conflict.values().base()),
                    text(conflict.values().ours()),
                    text(conflict.values().theirs()),
                    conflict.kind().name().toLowerCase(Locale.ROOT),
                    holder));
        }
        return new ListRows(COLUMNS, rows);
    }

    private static @Nullable String text(Optional<Object> value) {
        return value.map(ValueText::of).orElse(null);
    }
}
