package org.cairndb.planner.exec.join;

import java.util.Arrays;
import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.RowBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the rows of a join from pairs that may match, a streamed batch at a time: checks the condition beside the keys, remembers what has matched, and
 * gives the rows that the kind of join asks for. Used by one thread.
 */
final class PairMatcher {
    static final int ROWS_AT_ONCE = 16_384;

    private final JoinSpec spec;
    private final Side streamedSide;
    private final ExecutionContext context;
    private final Batch nothing;
    private int[] streamedRows = new int[1024];
    private int[] heldRows = new int[1024];

    private @Nullable Held held;
    private @Nullable Batch streamed;
    private @Nullable PairSource pairs;
    private boolean[] matched = new boolean[0];

    PairMatcher(JoinSpec spec, Side streamedSide, ExecutionContext context) {
        this.spec = spec;
        this.streamedSide = streamedSide;
        this.context = context;
        this.nothing = RowBuffer.concat(List.of(), streamedSide == Side.LEFT ? spec.rightTypes() : spec.leftTypes());
    }

    /**
     * The rows held.
     *
     * @param rows a batch without selection
     * @param matched receives true for each row that has matched; null if nobody asks
     */
    record Held(Batch rows, boolean @Nullable [] matched) {}

    /** Begins a batch, whose pairs are given next; gives true for each row of it for which no more pairs are wanted, changing as rows match. */
    boolean @Nullable [] start(Batch batch) {
        streamed = batch;
        if (remembersStreamed()) {
            matched = new boolean[batch.size()];
        }
        int wanted = Math.min(ROWS_AT_ONCE, Math.max(1024, batch.rowCount()));
        if (streamedRows.length < wanted) {
            streamedRows = new int[wanted];
            heldRows = new int[wanted];
        }
        return spec.kind().givesPairs() || streamedSide == Side.RIGHT ? null : matched;
    }

    /** Says which rows of the batch may match which rows held. */
    void join(PairSource newPairs, Held newHeld) {
        pairs = newPairs;
        held = newHeld;
    }

    private boolean remembersStreamed() {
        return keepsStreamed() || (spec.kind() == JoinKind.SEMI && streamedSide == Side.LEFT);
    }

    /** Whether streamed rows without a match are part of the result. */
    private boolean keepsStreamed() {
        return streamedSide == Side.LEFT ? spec.kind().keepsLeft() : spec.kind().keepsRight();
    }

    /** The next rows that come of the batch; null if there are no more. */
    @Nullable
    Batch next() {
        Batch batch = streamed;
        PairSource source = pairs;
        Held rows = held;
        if (batch == null || source == null || rows == null) {
            return null;
        }
        for (int count = source.fill(streamedRows, heldRows); count > 0; count = source.fill(streamedRows, heldRows)) {
            context.checkCancelled();
            JoinOutput.Pairs kept = keep(batch, rows.rows, count);
            remember(kept.count(), rows.matched);
            if (spec.kind().givesPairs() && kept.count() > 0) {
                return streamedSide == Side.LEFT
                        ? JoinOutput.of(batch, rows.rows, kept)
                        : JoinOutput.of(rows.rows, batch, kept);
            }
        }
        streamed = null;
        return remembersStreamed() ? rest(batch) : null;
    }

    private JoinOutput.Pairs keep(Batch batch, Batch rows, int count) {
        boolean leftIsStreamed = streamedSide == Side.LEFT;
        JoinOutput.Pairs all = leftIsStreamed
                ? new JoinOutput.Pairs(streamedRows, heldRows, count)
                : new JoinOutput.Pairs(heldRows, streamedRows, count);
        if (spec.condition().isNone()) {
            return all;
        }
        Batch left = leftIsStreamed ? batch : rows;
        Batch right = leftIsStreamed ? rows : batch;
        return all.first(spec.condition().keep(left, right, all, context));
    }

    private void remember(int count, boolean @Nullable [] heldMatched) {
        if (remembersStreamed()) {
            for (int i = 0; i < count; i++) {
                matched[streamedRows[i]] = true;
            }
        }
        if (heldMatched != null) {
            for (int i = 0; i < count; i++) {
                if (heldRows[i] >= 0) {
                    heldMatched[heldRows[i]] = true;
                }
            }
        }
    }

    /** Streamed rows that are part of the result because they have, or have not, matched. */
    private @Nullable Batch rest(Batch batch) {
        boolean wanted = spec.kind() == JoinKind.SEMI;
        int[] rows = new int[batch.rowCount()];
        int count = 0;
        for (int i = 0; i < batch.rowCount(); i++) {
            int row = batch.row(i);
            rows[count] = row;
            count += matched[row] == wanted ? 1 : 0;
        }
        return count == 0 ? null : alone(batch, rows, count);
    }

    /** Streamed rows beside nulls, or by themselves where the result has no other columns. */
    private Batch alone(Batch batch, int[] rows, int count) {
        if (!spec.kind().givesPairs()) {
            return count == batch.rowCount() ? batch : batch.select(rows, count);
        }
        int[] none = new int[count];
        Arrays.fill(none, -1);
        return streamedSide == Side.LEFT
                ? JoinOutput.of(batch, nothing, new JoinOutput.Pairs(rows, none, count))
                : JoinOutput.of(nothing, batch, new JoinOutput.Pairs(none, rows, count));
    }
}
