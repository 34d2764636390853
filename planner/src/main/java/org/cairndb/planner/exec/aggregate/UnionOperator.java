package org.cairndb.planner.exec.aggregate;

import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Operator;
import org.jspecify.annotations.Nullable;

/** All rows of one input after the other. */
public final class UnionOperator implements Operator {
    private final List<Operator> inputs;
    private int current;

    /** Reads inputs with columns of the same kinds, which this operator closes. */
    public UnionOperator(List<Operator> inputs) {
        this.inputs = List.copyOf(inputs);
    }

    @Override
    public @Nullable Batch next() {
        while (current < inputs.size()) {
            Batch batch = inputs.get(current).next();
            if (batch != null) {
                return batch;
            }
            inputs.get(current).close();
            current++;
        }
        return null;
    }

    @Override
    public void close() {
        for (int i = current; i < inputs.size(); i++) {
            inputs.get(i).close();
        }
        current = inputs.size();
    }
}
