package org.cairndb.planner.exec;

import org.jspecify.annotations.Nullable;

/** A pull cursor over batches, used by one thread. The first {@link #next} opens it. */
public interface Operator extends AutoCloseable {
    /** The next batch, with at least one row, or null at the end. */
    @Nullable
    Batch next();

    @Override
    void close();
}
