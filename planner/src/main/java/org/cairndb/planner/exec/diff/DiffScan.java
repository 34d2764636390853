package org.cairndb.planner.exec.diff;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.scan.EntityValues;
import org.cairndb.planner.time.StatePoint.State;
import org.cairndb.storage.snapshot.Changes;
import org.cairndb.storage.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * The rows in which two states of a table differ, in the order of their entities. They come from the net changes between the states; only values that are
 * given out and did not change are read from an index, those of many rows at a time.
 */
public final class DiffScan implements Operator {
    private static final int ROWS_AT_ONCE = 4_096;
    /** The part of the memory of a statement that changes may take while they are collected. */
    private static final int SHARE_OF_MEMORY = 8;

    private static final Column NO_VALUES = LongColumn.allNull(0);

    private final ExecutionContext context;
    private final DiffSpec spec;
    private final State from;
    private final State to;
    private final List<Integer> shown;
    private @Nullable Changes changes;
    private @Nullable EntityValues unchanged;
    private @Nullable DiffReader reader;
    private long reserved;

    /** What leads from one state to another. */
    public DiffScan(ExecutionContext context, DiffSpec spec, State from, State to) {
        this.context = context;
        this.spec = spec.in(from.line().schema()).in(to.line().schema());
        this.from = from;
        this.to = to;
        this.shown = spec.shown();
    }

    @Override
    public @Nullable Batch next() {
        context.checkCancelled();
        DiffReader current = reader;
        while (current == null || current.isAtEnd()) {
            if (!nextChanges()) {
                return null;
            }
            current = reader;
        }
        DiffRows rows = new DiffRows(changes().batch(), spec.shownAttributes(), ROWS_AT_ONCE);
        current.fill(rows);
        return batch(rows);
    }

    private Changes changes() {
        Changes open = changes;
        if (open == null) {
            context.fetchPlanned();
            open = Changes.between(from.line(), from.tx(), to.line(), to.tx())
                    .only(spec.subject()::concerns)
                    .beforeRead(context::checkCancelled)
                    .holding(context.memory().limit() / SHARE_OF_MEMORY);
            changes = open;
        }
        return open;
    }

    private boolean nextChanges() {
        release();
        Changes open = changes();
        if (!open.next()) {
            return false;
        }
        reader = new DiffReader(open.batch(), spec);
        long bytes = open.batch().weightInBytes();
        context.memory().reserve(bytes);
        reserved = bytes;
        return true;
    }

    private Batch batch(DiffRows rows) {
        List<Column> same = unchanged(rows);
        List<Column> columns = new ArrayList<>();
        for (DiffColumn column : spec.columns()) {
            int place = shown.indexOf(column.attribute());
            columns.add(
                    switch (column.part()) {
                        case ID -> rows.ids();
                        case CHANGE -> rows.kinds();
                        case OLD -> rows.oldValues(place, same.get(place));
                        case NEW -> rows.newValues(place, same.get(place));
                    });
        }
        return new Batch(columns.toArray(new Column[0]), rows.size());
    }

    /** Values that are the same in both states, by place among the attributes shown. */
    private List<Column> unchanged(DiffRows rows) {
        List<long[]> wanted = new ArrayList<>();
        for (int place = 0; place < shown.size(); place++) {
            wanted.add(rows.unchanged(place));
        }
        EntityValues open = unchanged;
        if (open == null) {
            if (wanted.stream().allMatch(entities -> entities.length == 0)) {
                return wanted.stream().map(entities -> NO_VALUES).toList();
            }
            Snapshot state = cheaper().open();
            open = new EntityValues(context, state, spec.in(state.schema()).shownAttributes());
            unchanged = open;
        }
        return open.read(wanted);
    }

    /** The state to read what both have: the newest of a line, if one of them is. */
    private State cheaper() {
        return from.isNewest() ? from : to;
    }

    private void release() {
        context.memory().release(reserved);
        reserved = 0;
    }

    @Override
    public void close() {
        release();
        if (unchanged != null) {
            unchanged.close();
        }
    }
}
