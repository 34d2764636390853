package org.cairndb.planner.exec.diff;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.cairndb.planner.exec.TextColumn;

/** How a row differs. */
enum ChangeKind {
    INSERT,
    UPDATE,
    DELETE;

    private static final TextColumn.Runs NAMES = names();

    private static TextColumn.Runs names() {
        StringBuilder text = new StringBuilder();
        int[] starts = new int[values().length];
        int[] lengths = new int[values().length];
        for (ChangeKind kind : values()) {
            starts[kind.ordinal()] = text.length();
            lengths[kind.ordinal()] = kind.name().length();
            text.append(kind.name().toLowerCase(Locale.ROOT));
        }
        return new TextColumn.Runs(text.toString().getBytes(StandardCharsets.US_ASCII), starts, lengths);
    }

    /** The names of kinds given by their ordinals, in lower case. */
    static TextColumn column(int[] ordinals, int size) {
        return new TextColumn(NAMES, ordinals, 0, size, null);
    }
}
