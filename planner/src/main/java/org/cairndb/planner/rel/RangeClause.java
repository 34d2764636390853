package org.cairndb.planner.rel;

import java.util.List;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.cairndb.planner.exec.history.VersionRange;
import org.cairndb.planner.exec.history.VersionRange.End;
import org.cairndb.planner.rex.DatomTypes;
import org.cairndb.planner.rex.RexTranslator;
import org.cairndb.planner.time.PointValue;

/**
 * Which versions of rows a table of a statement gives.
 *
 * @param points expressions of its two ends; none for all versions
 * @param isVersion whether the points are transactions rather than times
 * @param end whether versions that begin at the second point belong to it
 */
record RangeClause(List<RexNode> points, boolean isVersion, End end) {
    static final RangeClause ALL = new RangeClause(List.of(), false, End.INCLUDED);

    /** Copies the list. */
    RangeClause {
        points = List.copyOf(points);
    }

    /** The range that a call of one of {@link SnapshotFunctions} carries. */
    static RangeClause of(RexCall call) {
        List<RexNode> points = call.getOperands();
        if (points.stream().anyMatch(p -> RexUtil.containsCorrelation(p) || RexUtil.containsInputRef(p))) {
            throw PlanErrors.rangeOfColumns();
        }
        End end = SnapshotFunctions.includesEnd(call.getOperator()) ? End.INCLUDED : End.EXCLUDED;
        return new RangeClause(points, SnapshotFunctions.isOfVersions(call.getOperator()), end);
    }

    /** What decides at execution. */
    VersionRange translate(RexBuilder rexBuilder) {
        if (points.isEmpty()) {
            return new VersionRange.All();
        }
        RexTranslator translator = new RexTranslator(rexBuilder);
        PointValue from = point(translator, points.get(0));
        PointValue to = point(translator, points.get(1));
        return isVersion ? new VersionRange.OfTransactions(from, to, end) : new VersionRange.OfTimes(from, to, end);
    }

    private PointValue point(RexTranslator translator, RexNode point) {
        return translator
                .translate(point)
                .map(e -> new PointValue(
                        e, DatomTypes.columnType(point.getType()), end == End.INCLUDED ? "BETWEEN" : "FROM"))
                .orElseThrow(() -> PlanErrors.unsupportedPoint(point));
    }

    @Override
    public String toString() {
        if (points.isEmpty()) {
            return "all";
        }
        String form = end == End.INCLUDED ? "%sbetween %s and %s" : "%sfrom %s to %s";
        return form.formatted(isVersion ? "version " : "", points.get(0), points.get(1));
    }
}
