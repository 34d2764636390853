package org.cairndb.planner.exec.history;

import java.util.function.Supplier;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Operator;
import org.jspecify.annotations.Nullable;

/** An operator that is made when it is first asked for rows, because what it reads is not known before. */
public final class DeferredOperator implements Operator {
    private final Supplier<Operator> source;
    private @Nullable Operator made;

    /** The operator that a source makes. */
    public DeferredOperator(Supplier<Operator> source) {
        this.source = source;
    }

    @Override
    public @Nullable Batch next() {
        Operator operator = made == null ? source.get() : made;
        made = operator;
        return operator.next();
    }

    @Override
    public void close() {
        if (made != null) {
            made.close();
        }
    }
}
