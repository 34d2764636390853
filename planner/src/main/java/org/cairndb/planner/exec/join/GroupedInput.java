package org.cairndb.planner.exec.join;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.RowBuffer;
import org.jspecify.annotations.Nullable;

/** Small batches put together: the first ones hardly, so that the first rows of a result come soon, later ones ever more. */
final class GroupedInput {
    private static final int FIRST = 128;
    private static final int MOST = 16_384;
    private static final int GROWTH = 4;

    private final Operator input;
    private final List<ColumnType> types;
    private int wanted = FIRST;

    GroupedInput(Operator input, List<ColumnType> types) {
        this.input = input;
        this.types = types;
    }

    /** The next rows, or null. */
    @Nullable
    Batch next() {
        List<Batch> batches = new ArrayList<>();
        int rows = 0;
        while (rows < wanted) {
            Batch batch = input.next();
            if (batch == null) {
                break;
            }
            batches.add(batch);
            rows += batch.rowCount();
        }
        wanted = Math.min(MOST, wanted * GROWTH);
        if (batches.size() == 1) {
            return batches.get(0);
        }
        return batches.isEmpty() ? null : RowBuffer.concat(batches, types);
    }
}
