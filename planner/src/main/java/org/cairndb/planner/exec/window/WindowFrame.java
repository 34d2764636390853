package org.cairndb.planner.exec.window;

/**
 * The rows around a row that a function sees.
 *
 * @param unit what bounds count
 * @param lower where the frame begins
 * @param upper where it ends
 */
public record WindowFrame(Unit unit, Bound lower, Bound upper) {
    /** What bounds count. */
    public enum Unit {
        /** Rows. */
        ROWS,
        /** Rows that are equal in the order. */
        RANGE
    }

    /** Where a bound lies. */
    public enum Place {
        /** The end of the partition on the side of the bound. */
        UNBOUNDED,
        /** A distance from the current row, which is zero for the row itself. */
        OFFSET,
        /** A distance from the value of the current row in the only key of the order. */
        DISTANCE
    }

    /**
     * A bound.
     *
     * @param place where it lies
     * @param offset rows behind the current one, negative before it; or the distance in the form of the key's column, unscaled for decimals and as bits
     *     for doubles
     */
    public record Bound(Place place, long offset) {
        /** The end of the partition. */
        public static final Bound UNBOUNDED = new Bound(Place.UNBOUNDED, 0);
        /** The current row, or those equal to it. */
        public static final Bound CURRENT = new Bound(Place.OFFSET, 0);

        boolean isUnbounded() {
            return place == Place.UNBOUNDED;
        }
    }
}
