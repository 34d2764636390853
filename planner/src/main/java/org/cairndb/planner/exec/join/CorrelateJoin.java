package org.cairndb.planner.exec.join;

import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.OperatorFactory;
import org.jspecify.annotations.Nullable;

/**
 * Runs a plan for the rows of an input, once for all rows of a batch that have the same values in the columns that the plan depends on, and puts each row
 * beside what its run gave. Rows keep the order of the input.
 */
public final class CorrelateJoin implements Operator {
    private final Operator left;
    private final Plan plan;
    private final ExecutionContext context;

    private @Nullable CorrelatedRuns runs;
    private @Nullable CorrelatedRows rows;

    /** A join of an input, which this operator closes, with runs of a plan. */
    public CorrelateJoin(Operator left, Plan plan, ExecutionContext context) {
        this.left = left;
        this.plan = plan;
        this.context = context;
    }

    /**
     * What is run for rows.
     *
     * @param kind INNER, LEFT, SEMI or ANTI
     * @param right makes the plan
     * @param rightTypes types of its columns
     * @param binding what it depends on
     */
    public record Plan(JoinKind kind, OperatorFactory right, List<ColumnType> rightTypes, Binding binding) {
        /** Copies the list. */
        public Plan {
            rightTypes = List.copyOf(rightTypes);
        }
    }

    /**
     * Columns of the left input whose values a plan knows as parameters.
     *
     * @param columns their ordinals
     * @param types their types
     * @param firstParameter the number of the first parameter; the others follow
     */
    public record Binding(List<Integer> columns, List<ColumnType> types, int firstParameter) {
        /** Copies the lists. */
        public Binding {
            columns = List.copyOf(columns);
            types = List.copyOf(types);
        }
    }

    @Override
    public @Nullable Batch next() {
        while (true) {
            Batch joined = rows == null ? null : rows.next();
            if (joined != null) {
                return joined;
            }
            rows = null;
            context.checkCancelled();
            if (runs == null || !runs.hasMore()) {
                Batch batch = left.next();
                if (batch == null) {
                    return null;
                }
                runs = new CorrelatedRuns(batch.compact(), plan, context);
            }
            if (plan.kind.givesPairs()) {
                rows = CorrelatedRows.of(runs, plan);
            } else {
                Batch selected = runs.select(plan.kind == JoinKind.SEMI);
                if (selected.rowCount() > 0) {
                    return selected;
                }
            }
        }
    }

    @Override
    public void close() {
        left.close();
        if (runs != null) {
            runs.close();
            runs = null;
        }
        rows = null;
    }
}
