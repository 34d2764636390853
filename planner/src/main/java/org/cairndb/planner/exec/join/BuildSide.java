package org.cairndb.planner.exec.join;

import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.RowBuffer;

/**
 * The input of a hash join that is held: its rows, and a table that finds them by their keys. Immutable once made, apart from the marks on rows that have
 * matched, which only ever change to true, so any number of threads may probe it.
 */
public final class BuildSide {
    private final Batch rows;
    private final Column[] keys;
    private final KeyTable table;
    private final PairMatcher.Held held;

    private BuildSide(Batch rows, Column[] keys, KeyTable table, boolean isMarked) {
        this.rows = rows;
        this.keys = keys;
        this.table = table;
        this.held = new PairMatcher.Held(rows, isMarked ? new boolean[rows.size()] : null);
    }

    /** Holds the rows of one side of a join that came in these batches, from one thread or several. */
    public static BuildSide of(List<Batch> batches, JoinSpec spec, Side side, ExecutionContext context) {
        boolean isLeft = side == Side.LEFT;
        Batch rows = RowBuffer.concat(batches, isLeft ? spec.leftTypes() : spec.rightTypes(), context);
        JoinKeys.Keyed keyed =
                JoinKeys.of(rows, isLeft ? spec.keys().left() : spec.keys().right(), context);
        KeyTable table = KeyTable.of(keyed.keys(), rows.size(), spec.keys().nullsMatchFlags(), context::checkCancelled);
        return new BuildSide(rows, keyed.keys(), table, spec.kind().givesHeld(side));
    }

    /** The rows, without selection. */
    Batch rows() {
        return rows;
    }

    /** A key of all rows. */
    Column key(int ordinal) {
        return keys[ordinal];
    }

    /** Whether the table finds rows by one key alone. */
    boolean isSingleKey() {
        return keys.length == 1;
    }

    KeyTable table() {
        return table;
    }

    PairMatcher.Held held() {
        return held;
    }
}
