package org.cairndb.planner.exec.join;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.RowBuffer;
import org.jspecify.annotations.Nullable;

/** Some rows of a batch beside what a plan gave for each: as many as make a batch of pairs, and at least one. */
final class CorrelatedRows {
    private final Batch left;
    private final boolean keepsLeft;
    private final int from;
    private final int end;
    /** For each left row where in the right batch its rows begin. */
    private final int[] starts;

    private final int[] counts;
    private final Batch right;
    private int row;
    private int done;

    private CorrelatedRows(CorrelatedRuns runs, CorrelateJoin.Plan plan) {
        this.left = runs.rows();
        this.keepsLeft = plan.kind().keepsLeft();
        this.from = runs.position();
        this.row = from;
        this.starts = new int[left.size() - from];
        this.counts = new int[left.size() - from];
        List<Batch> parts = new ArrayList<>();
        int[] startOf = new int[left.size()];
        Arrays.fill(startOf, -1);
        int size = 0;
        long pairs = 0;
        while (runs.hasMore() && pairs < PairMatcher.ROWS_AT_ONCE) {
            int at = runs.position() - from;
            int first = runs.first();
            Batch part = runs.take();
            if (startOf[first] < 0) {
                startOf[first] = size;
                size = Math.addExact(size, part.size());
                parts.add(part);
            }
            starts[at] = startOf[first];
            counts[at] = part.size();
            pairs += Math.max(1, part.size());
        }
        this.end = runs.position();
        this.right = RowBuffer.concat(parts, plan.rightTypes());
    }

    /** The rows that come next, which are taken. */
    static CorrelatedRows of(CorrelatedRuns runs, CorrelateJoin.Plan plan) {
        return new CorrelatedRows(runs, plan);
    }

    /** The next pairs, or null. */
    @Nullable
    Batch next() {
        int[] leftRows = new int[PairMatcher.ROWS_AT_ONCE];
        int[] rightRows = new int[PairMatcher.ROWS_AT_ONCE];
        int count = 0;
        while (row < end && count < leftRows.length) {
            int at = row - from;
            int taken = Math.min(leftRows.length - count, counts[at] - done);
            for (int i = 0; i < taken; i++) {
                leftRows[count] = row;
                rightRows[count++] = starts[at] + done++;
            }
            if (counts[at] == 0 && keepsLeft) {
                leftRows[count] = row;
                rightRows[count++] = -1;
            }
            if (done == counts[at]) {
                row++;
                done = 0;
            }
        }
        return count == 0 ? null : JoinOutput.of(left, right, new JoinOutput.Pairs(leftRows, rightRows, count));
    }
}
