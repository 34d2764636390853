package org.cairndb.planner.exec.join;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.scan.LateCondition;

/**
 * The place in a plan where a hash join tells a scan which keys can match: filled once the join holds one input, and asked when the other one begins.
 * Immutable; what it holds belongs to an execution.
 */
public final class DynamicFilter implements LateCondition.Source {
    private final int key;
    private final ColumnType type;
    private final double mostKeys;

    /**
     * A filter by one of the keys of a hash join.
     *
     * @param key number of the key
     * @param type its type in the input that is held
     * @param mostKeys with more distinct keys than these a scan would drop too few rows
     */
    public DynamicFilter(int key, ColumnType type, double mostKeys) {
        this.key = key;
        this.type = type;
        this.mostKeys = mostKeys;
    }

    /** Tells the keys of the rows held. */
    void publish(BuildSide held, ExecutionContext context) {
        KeySet keys = KeySet.of(held, key, type);
        slot(context).set(keys.count() > mostKeys ? Optional.empty() : Optional.of(keys));
    }

    /** The keys that can match, if they are known and few enough. */
    @Override
    public Optional<LateCondition> of(ExecutionContext context) {
        return Objects.requireNonNull(slot(context).get());
    }

    private AtomicReference<Optional<LateCondition>> slot(ExecutionContext context) {
        return context.shared(this, () -> new AtomicReference<>(Optional.empty()));
    }
}
