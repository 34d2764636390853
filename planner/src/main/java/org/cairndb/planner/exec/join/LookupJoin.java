package org.cairndb.planner.exec.join;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.RowBuffer;
import org.cairndb.storage.datom.KeyRange;
import org.jspecify.annotations.Nullable;

/**
 * Equality join that looks the keys of each left batch up in an index of the right table. The keys are sorted, so the index is read in one direction
 * and every leaf once a batch.
 */
public final class LookupJoin implements Operator {
    private final Operator left;
    private final JoinSpec spec;
    private final Lookup lookup;
    private final ExecutionContext context;

    /** Opens the right table at key ranges. */
    public interface Lookup {
        /** The key range in which rows with the value in a row of a key column lie; empty if there can be none. */
        Optional<KeyRange> rangeOf(Column key, int row);

        /** The right rows in these ranges, which ascend and are disjoint. */
        Operator open(List<KeyRange> ranges);
    }

    /** A join of an input, which this operator closes, with a table that has an index on the first right key. */
    public LookupJoin(Operator left, JoinSpec spec, Lookup lookup, ExecutionContext context) {
        this.left = left;
        this.spec = spec;
        this.lookup = lookup;
        this.context = context;
    }

    @Override
    public @Nullable Batch next() {
        while (true) {
            context.checkCancelled();
            Batch batch = left.next();
            if (batch == null) {
                return null;
            }
            Batch joined = join(batch);
            if (joined.rowCount() > 0) {
                return joined;
            }
        }
    }

    private Batch join(Batch batch) {
        Batch rows = batch.compact();
        Batch found;
        try (Operator matches = lookup.open(ranges(rows))) {
            found = RowBuffer.drain(matches, spec.rightTypes());
        }
        KeyTable table = new KeyTable(found, spec.rightKeys());
        Column[] probe = rows.columns(spec.leftKeys());
        PairList pairs = new PairList();
        for (int row = 0; row < rows.size(); row++) {
            int match = table.first(probe, row);
            if (match < 0 && spec.kind() == JoinKind.LEFT) {
                pairs.add(row, -1);
            }
            for (; match >= 0; match = table.next(match, probe, row)) {
                pairs.add(row, match);
            }
        }
        return JoinOutput.of(rows, found, pairs.toPairs());
    }

    private List<KeyRange> ranges(Batch rows) {
        Column key = rows.column(spec.leftKeys().get(0));
        List<KeyRange> ranges = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            if (!key.isNull(row)) {
                lookup.rangeOf(key, row).ifPresent(ranges::add);
            }
        }
        ranges.sort(Comparator.comparing(KeyRange::lower));
        List<KeyRange> distinct = new ArrayList<>();
        for (KeyRange range : ranges) {
            if (distinct.isEmpty() || !distinct.get(distinct.size() - 1).lower().equals(range.lower())) {
                distinct.add(range);
            }
        }
        return distinct;
    }

    /** Growing lists of rows that belong together. */
    private static final class PairList {
        private int[] leftRows = new int[64];
        private int[] rightRows = new int[64];
        private int count;

        void add(int leftRow, int rightRow) {
            if (count == leftRows.length) {
                leftRows = Arrays.copyOf(leftRows, count * 2);
                rightRows = Arrays.copyOf(rightRows, count * 2);
            }
            leftRows[count] = leftRow;
            rightRows[count++] = rightRow;
        }

        JoinOutput.Pairs toPairs() {
            return new JoinOutput.Pairs(leftRows, rightRows, count);
        }
    }

    @Override
    public void close() {
        left.close();
    }
}
