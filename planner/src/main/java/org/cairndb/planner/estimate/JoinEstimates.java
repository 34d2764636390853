package org.cairndb.planner.estimate;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinInfo;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.mapping.IntPair;

/**
 * Rows of joins: of the pairs of rows, one in as many as there are values of the keys on the side that may have more of them. Values are counted before
 * conditions on other columns, so that a side that is filtered meets fewer rows of the other, not the same number.
 */
public final class JoinEstimates {
    /** Least share of rows that have no partner, because estimates never prove that all have one. */
    private static final double LEAST_ALONE = 0.02;

    private final Estimate left;
    private final Estimate right;
    private final List<Integer> leftKeys;
    private final List<Integer> rightKeys;
    private final double inner;

    private JoinEstimates(Sides sides, List<Integer> leftKeys, List<Integer> rightKeys, double others) {
        this.left = sides.left;
        this.right = sides.right;
        this.leftKeys = leftKeys;
        this.rightKeys = rightKeys;
        this.inner = left.rows() * right.rows() / values() * others;
    }

    /**
     * What is joined.
     *
     * @param left rows on the left
     * @param right rows on the right
     */
    public record Sides(Estimate left, Estimate right) {
        /**
         * The rows of a join.
         *
         * @param keys pairs of columns that must be equal
         * @param others the share of pairs of rows that fulfil the other conditions
         */
        public Estimate joined(JoinRelType type, List<IntPair> keys, double others) {
            return new JoinEstimates(this, IntPair.left(keys), IntPair.right(keys), others).as(type);
        }
    }

    static Estimate of(Join join, Estimate left, Estimate right) {
        JoinInfo info = join.analyzeCondition();
        List<ColumnEstimate> columns = new ArrayList<>(left.columns());
        columns.addAll(right.columns());
        ConditionEstimates conditions =
                new ConditionEstimates(columns, join.getCluster().getRexBuilder());
        double share = 1;
        for (RexNode condition : info.nonEquiConditions) {
            share *= conditions.share(condition);
        }
        return new JoinEstimates(new Sides(left, right), info.leftKeys, info.rightKeys, share).as(join.getJoinType());
    }

    private double values() {
        if (leftKeys.isEmpty()) {
            return 1;
        }
        List<ColumnEstimate> ofLeft = keys(left, leftKeys);
        List<ColumnEstimate> ofRight = keys(right, rightKeys);
        double most = Math.max(
                Combinations.of(ofLeft, ColumnEstimate::domain), Combinations.of(ofRight, ColumnEstimate::domain));
        return most / (filled(ofLeft) * filled(ofRight));
    }

    private static List<ColumnEstimate> keys(Estimate side, List<Integer> keys) {
        return keys.stream().map(side.columns()::get).toList();
    }

    private static double filled(List<ColumnEstimate> keys) {
        double filled = 1;
        for (ColumnEstimate key : keys) {
            filled *= key.filled();
        }
        return Math.max(filled, 1e-9);
    }

    private Estimate as(JoinRelType type) {
        double leftMet = met(left, right, leftKeys, rightKeys);
        double rightMet = met(right, left, rightKeys, leftKeys);
        double leftAlone = left.rows() * (1 - leftMet);
        double rightAlone = right.rows() * (1 - rightMet);
        return switch (type) {
            case SEMI -> left.thinned(left.rows() * leftMet);
            case ANTI -> left.thinned(left.rows() * Math.max(LEAST_ALONE, 1 - leftMet));
            case INNER -> pairs(inner, leftMet, rightMet);
            case LEFT, ASOF, LEFT_ASOF, LEFT_MARK -> pairs(Math.max(left.rows(), inner + leftAlone), 1, rightMet);
            case RIGHT -> pairs(Math.max(right.rows(), inner + rightAlone), leftMet, 1);
            case FULL -> pairs(Math.max(left.rows() + rightAlone, inner + leftAlone + rightAlone), 1, 1);
        };
    }

    /** The share of the rows of one side that have a partner on the other. */
    private double met(Estimate side, Estimate other, List<Integer> keys, List<Integer> otherKeys) {
        double perRow = inner / Math.max(1e-9, side.rows());
        if (keys.isEmpty()) {
            return Math.min(1, perRow);
        }
        double values = Math.max(
                Combinations.of(keys(side, keys), ColumnEstimate::domain),
                Combinations.of(keys(other, otherKeys), ColumnEstimate::domain));
        return Math.min(1, Math.min(perRow, other.distinct(otherKeys) / values));
    }

    private Estimate pairs(double rows, double leftMet, double rightMet) {
        List<ColumnEstimate> columns = new ArrayList<>();
        left.columns().forEach(c -> columns.add(c.thinned(left.rows(), Math.min(rows, left.rows() * leftMet))));
        right.columns().forEach(c -> columns.add(c.thinned(right.rows(), Math.min(rows, right.rows() * rightMet))));
        for (int i = 0; i < leftKeys.size(); i++) {
            int leftKey = leftKeys.get(i);
            int rightKey = left.columns().size() + rightKeys.get(i);
            double both = Math.min(
                    columns.get(leftKey).distinct(), columns.get(rightKey).distinct());
            columns.set(leftKey, columns.get(leftKey).withDistinct(both));
            columns.set(rightKey, columns.get(rightKey).withDistinct(both));
        }
        return new Estimate(rows, columns);
    }
}
