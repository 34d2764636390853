package org.cairndb.planner.exec.join;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.cairndb.storage.datom.KeyRange;
import org.jspecify.annotations.Nullable;

/**
 * Equality join that looks the keys of left rows up in an index of the right table. Batches are put together until they have enough rows, each key is
 * looked up once, and the keys ascend, so the index is read in one direction and on a remote store in one wave of requests a level.
 */
public final class LookupJoin implements Operator {
    private final Operator left;
    private final JoinSpec spec;
    private final Lookup lookup;
    private final ExecutionContext context;
    private final GroupedInput grouped;
    private @Nullable HashProbe probe;

    /** Opens the right table at keys. */
    public interface Lookup {
        /** The key ranges in which rows with values of a key column lie, ascending and disjoint; nulls have none. */
        List<KeyRange> rangesOf(Column key);

        /** The right rows in these ranges. */
        Operator open(List<KeyRange> ranges);
    }

    /** A join of an input, which this operator closes, with a table that has an index on the first right key. */
    public LookupJoin(Operator left, JoinSpec spec, Lookup lookup, ExecutionContext context) {
        this.left = left;
        this.spec = spec;
        this.lookup = lookup;
        this.context = context;
        this.grouped = new GroupedInput(left, spec.leftTypes());
    }

    @Override
    public @Nullable Batch next() {
        while (true) {
            Batch joined = probe == null ? null : probe.next();
            if (joined != null) {
                return joined;
            }
            context.checkCancelled();
            Batch batch = grouped.next();
            if (batch == null) {
                probe = null;
                return null;
            }
            probe = probe(batch);
        }
    }

    private HashProbe probe(Batch batch) {
        List<KeyRange> ranges = lookup.rangesOf(firstKeys(batch));
        HashProbe opened = new HashProbe(find(ranges), spec, Side.LEFT, context);
        opened.start(batch);
        return opened;
    }

    /** The first key of all rows, each value once. */
    private Column firstKeys(Batch batch) {
        JoinKeys.Keyed keyed = JoinKeys.of(batch, spec.keys().left().subList(0, 1), context);
        Column key = keyed.keys()[0];
        int[] selection = keyed.rows().selection();
        return KeySet.distinct(selection == null ? key : key.gather(selection, batch.rowCount()));
    }

    private BuildSide find(List<KeyRange> ranges) {
        if (ranges.isEmpty()) {
            return BuildSide.of(List.of(), spec, Side.RIGHT, context);
        }
        try (Operator matches = lookup.open(ranges)) {
            return BuildSide.of(drain(matches), spec, Side.RIGHT, context);
        }
    }

    private List<Batch> drain(Operator matches) {
        List<Batch> found = new ArrayList<>();
        for (Batch batch = matches.next(); batch != null; batch = matches.next()) {
            found.add(batch);
        }
        return found;
    }

    @Override
    public void close() {
        left.close();
    }
}
