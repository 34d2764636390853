package org.cairndb.planner.rel;

import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptCostFactory;
import org.apache.calcite.plan.RelOptUtil;
import org.jspecify.annotations.Nullable;

/** A cost that is one number: work, in units of about one nanosecond. Calcite's own compares row counts and nothing else. */
final class WorkCost implements RelOptCost {
    /** Makes such costs; rows, processor and input-output add up. */
    static final RelOptCostFactory FACTORY = new RelOptCostFactory() {
        @Override
        public RelOptCost makeCost(double rowCount, double cpu, double io) {
            return new WorkCost(rowCount, rowCount + cpu + io);
        }

        @Override
        public RelOptCost makeHugeCost() {
            return new WorkCost(Double.MAX_VALUE, Double.MAX_VALUE);
        }

        @Override
        public RelOptCost makeInfiniteCost() {
            return new WorkCost(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
        }

        @Override
        public RelOptCost makeTinyCost() {
            return new WorkCost(1, 1);
        }

        @Override
        public RelOptCost makeZeroCost() {
            return new WorkCost(0, 0);
        }
    };

    private final double rows;
    private final double work;

    private WorkCost(double rows, double work) {
        this.rows = rows;
        this.work = work;
    }

    @Override
    public double getRows() {
        return rows;
    }

    @Override
    public double getCpu() {
        return work;
    }

    @Override
    public double getIo() {
        return 0;
    }

    @Override
    public boolean isInfinite() {
        return Double.isInfinite(work);
    }

    @Override
    public boolean equals(RelOptCost cost) {
        return work == cost.getCpu();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WorkCost that && work == that.work;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(work);
    }

    @Override
    public boolean isEqWithEpsilon(RelOptCost cost) {
        return Math.abs(work - cost.getCpu()) < RelOptUtil.EPSILON;
    }

    @Override
    public boolean isLe(RelOptCost cost) {
        return work <= cost.getCpu();
    }

    @Override
    public boolean isLt(RelOptCost cost) {
        return work < cost.getCpu();
    }

    @Override
    public RelOptCost plus(RelOptCost cost) {
        return new WorkCost(rows, work + cost.getCpu());
    }

    @Override
    public RelOptCost minus(RelOptCost cost) {
        return new WorkCost(rows, work - cost.getCpu());
    }

    @Override
    public RelOptCost multiplyBy(double factor) {
        return new WorkCost(rows * factor, work * factor);
    }

    @Override
    public double divideBy(RelOptCost cost) {
        return work / cost.getCpu();
    }

    @Override
    public String toString() {
        return String.valueOf(work);
    }
}
