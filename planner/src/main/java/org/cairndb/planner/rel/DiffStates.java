package org.cairndb.planner.rel;

import java.util.List;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.type.SqlTypeName;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.rex.DatomTypes;
import org.cairndb.planner.rex.RexTranslator;
import org.cairndb.planner.time.PointValue;
import org.cairndb.planner.time.StatePoint;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The two states that a scan of a table of differences compares, out of the call that stands in its snapshot clause. */
record DiffStates(State from, State to) {
    /**
     * A state.
     *
     * @param database name under which the database is attached
     * @param point an expression, or null for the state that the session reads
     */
    record State(String database, @Nullable RexNode point, RexBuilder rexBuilder) {
        StatePoint toPoint() {
            RexNode expression = point;
            if (expression == null) {
                return new StatePoint(database, null);
            }
            Expression translated =
                    new RexTranslator(rexBuilder).translate(expression).orElseThrow(DiffStates::unsupported);
            return new StatePoint(
                    database, new PointValue(translated, DatomTypes.columnType(expression.getType()), "DIFF"));
        }

        @Override
        public String toString() {
            if (point == null) {
                return database;
            }
            boolean isText = point instanceof RexLiteral literal && literal.getTypeName() == SqlTypeName.CHAR;
            return database + " at " + (isText ? "'" + RexLiteral.stringValue(point) + "'" : point);
        }
    }

    /** What a scan compares. */
    static DiffStates of(DatomTableScan scan) {
        if (!(scan.snapshot().point() instanceof RexCall call)) {
            throw new CairnException(
                    ErrorCode.SQL_INVALID,
                    "\"%s\" stands for a difference; write TABLE(DIFF('table', from, to))"
                            .formatted(scan.datomTable().name()));
        }
        RexBuilder rexBuilder = scan.getCluster().getRexBuilder();
        List<RexNode> operands = call.getOperands();
        int half = operands.size() / 2;
        return new DiffStates(
                state(operands.subList(0, half), rexBuilder),
                state(operands.subList(half, operands.size()), rexBuilder));
    }

    private static State state(List<RexNode> operands, RexBuilder rexBuilder) {
        String database = RexLiteral.stringValue(operands.get(0));
        return new State(database, operands.size() > 1 ? operands.get(1) : null, rexBuilder);
    }

    /** The clause of a scan, with points that can be known when an execution begins. */
    static SnapshotClause clause(RexNode period, RexBuilder rexBuilder) {
        RexCall call = (RexCall) period;
        for (RexNode operand : call.getOperands()) {
            if (RexUtil.containsCorrelation(operand) || RexUtil.containsInputRef(operand)) {
                throw new CairnException(
                        ErrorCode.UNSUPPORTED, "DIFF compares two states of a table, which cannot depend on a column");
            }
            if (new RexTranslator(rexBuilder).translate(operand).isEmpty()) {
                throw unsupported();
            }
        }
        return new SnapshotClause(call, false);
    }

    private static CairnException unsupported() {
        return new CairnException(
                ErrorCode.UNSUPPORTED,
                "DIFF cannot compute a point of this expression; it takes literals, parameters, CURRENT_TIMESTAMP,"
                        + " casts, and plus or minus intervals");
    }
}
