package org.cairndb.planner.exec;

import org.jspecify.annotations.Nullable;

/** A stretch of the rows of an input. */
public final class LimitOperator implements Operator {
    private final Operator input;
    private long toSkip;
    private long toGive;

    /** Skips rows and then gives at most some; closes the input. */
    public LimitOperator(Operator input, long offset, long fetch) {
        this.input = input;
        this.toSkip = offset;
        this.toGive = fetch;
    }

    @Override
    public @Nullable Batch next() {
        while (toGive > 0) {
            Batch batch = input.next();
            if (batch == null) {
                return null;
            }
            int skipped = (int) Math.min(toSkip, batch.rowCount());
            toSkip -= skipped;
            int count = (int) Math.min(toGive, batch.rowCount() - skipped);
            toGive -= count;
            if (count > 0) {
                return batch.range(skipped, count);
            }
        }
        return null;
    }

    @Override
    public void close() {
        input.close();
    }
}
