package org.cairndb.planner.exec.scan;

import java.util.List;
import java.util.function.Supplier;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Operator;
import org.jspecify.annotations.Nullable;

/** The rows of several operators one after the other; each is made when those before it have ended. */
public final class InTurn implements Operator {
    private final List<Supplier<Operator>> operators;
    private int next;
    private @Nullable Operator current;

    /** The rows of operators in this order, which this operator closes. */
    public InTurn(List<Supplier<Operator>> operators) {
        this.operators = List.copyOf(operators);
    }

    @Override
    public @Nullable Batch next() {
        while (true) {
            Operator open = current;
            if (open == null) {
                if (next == operators.size()) {
                    return null;
                }
                open = operators.get(next++).get();
                current = open;
            }
            Batch batch = open.next();
            if (batch != null) {
                return batch;
            }
            close();
        }
    }

    @Override
    public void close() {
        Operator open = current;
        current = null;
        if (open != null) {
            open.close();
        }
    }
}
