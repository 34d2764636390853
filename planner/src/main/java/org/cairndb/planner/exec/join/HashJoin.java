package org.cairndb.planner.exec.join;

import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.RowBuffer;
import org.jspecify.annotations.Nullable;

/** Equality join that holds the right input in a hash table and streams the left one. */
public final class HashJoin implements Operator {
    private static final int ROWS_AT_ONCE = 16_384;

    private final Operator left;
    private final Operator right;
    private final JoinSpec spec;
    private final ExecutionContext context;
    private final int[] leftRows = new int[ROWS_AT_ONCE];
    private final int[] rightRows = new int[ROWS_AT_ONCE];

    private @Nullable Batch built;
    private @Nullable KeyTable table;
    private @Nullable Batch probe;
    private Column[] probeKeys = new Column[0];
    private int probeOrdinal;
    private int pendingMatch = -1;

    /** A join of two inputs, which this operator closes. */
    public HashJoin(Operator left, Operator right, JoinSpec spec, ExecutionContext context) {
        this.left = left;
        this.right = right;
        this.spec = spec;
        this.context = context;
    }

    @Override
    public @Nullable Batch next() {
        KeyTable keys = table == null ? build() : table;
        while (true) {
            Batch current = probe;
            if (current == null || (probeOrdinal == current.rowCount() && pendingMatch < 0)) {
                context.checkCancelled();
                current = left.next();
                if (current == null) {
                    return null;
                }
                probe = current;
                probeKeys = current.columns(spec.leftKeys());
                probeOrdinal = 0;
            }
            int count = spec.kind().hasRight() ? pair(current, keys) : select(current, keys);
            if (count > 0) {
                return output(current, count);
            }
        }
    }

    private KeyTable build() {
        Batch rows = RowBuffer.drain(right, spec.rightTypes());
        KeyTable keys = new KeyTable(rows, spec.rightKeys());
        built = rows;
        table = keys;
        return keys;
    }

    private int pair(Batch current, KeyTable keys) {
        int count = 0;
        while (count < ROWS_AT_ONCE) {
            if (pendingMatch >= 0) {
                int row = current.row(probeOrdinal - 1);
                leftRows[count] = row;
                rightRows[count++] = pendingMatch;
                pendingMatch = keys.next(pendingMatch, probeKeys, row);
                continue;
            }
            if (probeOrdinal == current.rowCount()) {
                break;
            }
            int row = current.row(probeOrdinal++);
            pendingMatch = keys.first(probeKeys, row);
            if (pendingMatch < 0 && spec.kind() == JoinKind.LEFT) {
                leftRows[count] = row;
                rightRows[count++] = -1;
            }
        }
        return count;
    }

    private int select(Batch current, KeyTable keys) {
        boolean wanted = spec.kind() == JoinKind.SEMI;
        int count = 0;
        while (probeOrdinal < current.rowCount() && count < ROWS_AT_ONCE) {
            int row = current.row(probeOrdinal++);
            leftRows[count] = row;
            count += (keys.first(probeKeys, row) >= 0) == wanted ? 1 : 0;
        }
        return count;
    }

    private Batch output(Batch current, int count) {
        Batch rightBatch = spec.kind().hasRight() ? built : null;
        return JoinOutput.of(current, rightBatch, new JoinOutput.Pairs(leftRows, rightRows, count));
    }

    @Override
    public void close() {
        left.close();
        right.close();
    }
}
