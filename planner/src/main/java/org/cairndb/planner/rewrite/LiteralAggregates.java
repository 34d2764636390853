package org.cairndb.planner.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/** Says the constants that Calcite's rules for subqueries let aggregates give for each group by a projection over them. */
public final class LiteralAggregates {
    private LiteralAggregates() {}

    /** The plan without such constants in aggregates. */
    public static RelNode of(RelNode root) {
        return root.accept(new RelHomogeneousShuttle() {
            @Override
            public RelNode visit(RelNode other) {
                RelNode visited = super.visit(other);
                return visited instanceof LogicalAggregate aggregate && givesLiteral(aggregate)
                        ? projected(aggregate)
                        : visited;
            }
        });
    }

    /** Whether a node is an aggregate that gives a constant. */
    public static boolean givesLiteral(RelNode rel) {
        return rel instanceof LogicalAggregate aggregate
                && aggregate.getAggCallList().stream().anyMatch(LiteralAggregates::isLiteral);
    }

    private static boolean isLiteral(AggregateCall call) {
        return call.getAggregation().getKind() == SqlKind.LITERAL_AGG && call.filterArg < 0 && call.rexList.size() == 1;
    }

    private static RelNode projected(LogicalAggregate aggregate) {
        List<AggregateCall> calls = aggregate.getAggCallList().stream()
                .filter(call -> !isLiteral(call))
                .toList();
        RelNode rest = aggregate.copy(
                aggregate.getTraitSet(),
                aggregate.getInput(),
                aggregate.getGroupSet(),
                aggregate.getGroupSets(),
                calls);
        RexBuilder rex = aggregate.getCluster().getRexBuilder();
        List<RexNode> columns = new ArrayList<>();
        for (int key = 0; key < aggregate.getGroupCount(); key++) {
            columns.add(rex.makeInputRef(rest, key));
        }
        int next = aggregate.getGroupCount();
        for (AggregateCall call : aggregate.getAggCallList()) {
            columns.add(
                    isLiteral(call)
                            ? rex.makeAbstractCast(call.getType(), call.rexList.get(0), false)
                            : rex.makeInputRef(rest, next++));
        }
        return LogicalProject.create(
                rest, aggregate.getHints(), columns, aggregate.getRowType().getFieldNames(), Set.of());
    }
}
