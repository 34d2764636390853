package org.cairndb.planner.rel;

import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Snapshot;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.cairndb.planner.rex.RexTranslator;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** Moves snapshot clauses into the scans that they stand on, also inside subqueries. */
public final class SnapshotClauses extends RelHomogeneousShuttle {
    private final RexShuttle subQueries = new RexShuttle() {
        @Override
        public RexNode visitSubQuery(RexSubQuery subQuery) {
            RexSubQuery visited = (RexSubQuery) super.visitSubQuery(subQuery);
            return visited.clone(visited.rel.accept(SnapshotClauses.this));
        }
    };

    private SnapshotClauses() {}

    /** A plan without snapshot clauses of Calcite's. */
    public static RelNode intoScans(RelNode root) {
        return root.accept(new SnapshotClauses());
    }

    @Override
    public RelNode visit(RelNode other) {
        if (other instanceof Snapshot snapshot) {
            RelNode input = snapshot.getInput();
            if (input instanceof DatomTableScan scan && scan.datomTable() instanceof DiffTable) {
                return scan.at(DiffStates.clause(
                        snapshot.getPeriod(), scan.getCluster().getRexBuilder()));
            }
            if (input instanceof DatomTableScan scan
                    && scan.datomTable() instanceof ListTable list
                    && list.isOfConnection()) {
                throw PlanErrors.noOtherState(list);
            }
            if (input instanceof DatomTableScan scan) {
                RexCall period = (RexCall) snapshot.getPeriod();
                return scan.datomTable() instanceof VersionsTable
                        ? scan.over(RangeClause.of(period))
                        : scan.at(clause(scan, period));
            }
            throw new CairnException(
                    ErrorCode.UNSUPPORTED, "AS OF stands after a table; move it inside the subquery to its tables");
        }
        return super.visit(other).accept(subQueries);
    }

    private static SnapshotClause clause(DatomTableScan scan, RexCall call) {
        RexNode point = call.getOperands().get(0);
        if (RexUtil.containsCorrelation(point) || RexUtil.containsInputRef(point)) {
            throw PlanErrors.pointOfColumns();
        }
        if (new RexTranslator(scan.getCluster().getRexBuilder())
                .translate(point)
                .isEmpty()) {
            throw PlanErrors.unsupportedPoint(point);
        }
        return new SnapshotClause(point, call.getOperator().equals(SnapshotFunctions.VERSION));
    }
}
