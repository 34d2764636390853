package org.cairndb.planner.rel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalCorrelate;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.cairndb.planner.exec.ExecutionContext;

/** Gives correlated inputs of a logical plan parameters in place of correlation variables. */
public final class Correlations {
    private Correlations() {}

    /** The same plan without correlation variables, but where a whole row is asked for. */
    public static RelNode byParameters(RelNode root) {
        return root.accept(new Rewriter());
    }

    private static final class Rewriter extends RelHomogeneousShuttle {
        private int nextParameter = ExecutionContext.FIRST_BOUND_PARAMETER;
        private final Map<CorrelationId, Integer> uses = new HashMap<>();

        @Override
        public RelNode visit(RelNode node) {
            RelNode visited = super.visit(node);
            return visited instanceof LogicalCorrelate correlate ? bound(correlate) : visited;
        }

        private RelNode bound(LogicalCorrelate correlate) {
            JoinRelType type = correlate.getJoinType();
            CorrelationId id = correlate.getCorrelationId();
            int use = uses.merge(id, 1, Integer::sum);
            Fields fields = new Fields(id, nextParameter, use == 1 ? "" : "#" + use);
            RelNode right = correlate.getRight().accept(fields.everywhere());
            if (fields.wholeRow
                    || fields.parameters.isEmpty()
                    || JoinCondition.kind(type).isEmpty()) {
                return correlate;
            }
            nextParameter += fields.parameters.size();
            return new CorrelateByParameters(
                    correlate.getCluster(),
                    correlate.getTraitSet(),
                    List.of(correlate.getLeft(), right),
                    new CorrelateByParameters.Binding(type, fields.columns, fields.parameters));
        }
    }

    /** Replaces the fields of one variable. */
    private static final class Fields extends RexShuttle {
        private final CorrelationId variable;
        private final int firstParameter;
        /** Several correlations may have one variable; names tell their parameters apart, and with them parts of the plan that are the same otherwise. */
        private final String suffix;

        private final List<Integer> columns = new ArrayList<>();
        private final List<BoundParameter> parameters = new ArrayList<>();
        private final Map<Integer, BoundParameter> byColumn = new HashMap<>();
        private boolean wholeRow;

        Fields(CorrelationId variable, int firstParameter, String suffix) {
            this.variable = variable;
            this.firstParameter = firstParameter;
            this.suffix = suffix;
        }

        RelHomogeneousShuttle everywhere() {
            return new RelHomogeneousShuttle() {
                @Override
                public RelNode visit(RelNode node) {
                    return super.visit(node).accept(Fields.this);
                }
            };
        }

        @Override
        public RexNode visitFieldAccess(RexFieldAccess access) {
            if (access.getReferenceExpr() instanceof RexCorrelVariable used && used.id.equals(variable)) {
                return byColumn.computeIfAbsent(access.getField().getIndex(), column -> parameter(access, column));
            }
            return super.visitFieldAccess(access);
        }

        private BoundParameter parameter(RexFieldAccess access, int column) {
            BoundParameter parameter =
                    new BoundParameter(access.getType(), firstParameter + parameters.size(), access + suffix);
            columns.add(column);
            parameters.add(parameter);
            return parameter;
        }

        @Override
        public RexNode visitCorrelVariable(RexCorrelVariable used) {
            wholeRow |= used.id.equals(variable);
            return used;
        }
    }
}
