package org.cairndb.planner.exec;

import org.jspecify.annotations.Nullable;

/** Rows that exist already. */
public final class OneBatch implements Operator {
    private @Nullable Batch batch;

    /** Gives out a batch, if it has rows. */
    public OneBatch(Batch batch) {
        this.batch = batch.rowCount() == 0 ? null : batch;
    }

    @Override
    public @Nullable Batch next() {
        Batch result = batch;
        batch = null;
        return result;
    }

    @Override
    public void close() {}
}
