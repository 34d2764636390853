package org.cairndb.planner.exec.join;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.cairndb.planner.exec.ExecutionContext;

/**
 * The place in a plan where a hash join tells a scan which keys can match: filled once the join holds one input, and asked before the other one is read.
 * Immutable; what it holds belongs to an execution.
 */
public final class DynamicFilter {
    private final int key;

    /** A filter by one of the keys of a hash join. */
    public DynamicFilter(int key) {
        this.key = key;
    }

    /** Tells the keys of the rows held. */
    void publish(BuildSide held, ExecutionContext context) {
        KeySet keys = KeySet.of(held, key);
        slot(context).set(Optional.of(keys));
    }

    /** The keys that can match, if they are known yet. */
    public Optional<KeySet> keys(ExecutionContext context) {
        return slot(context).get();
    }

    private AtomicReference<Optional<KeySet>> slot(ExecutionContext context) {
        return context.shared(this, () -> new AtomicReference<>(Optional.empty()));
    }
}
