package org.cairndb.planner.rel;

/** What joins cost, in nanoseconds; measured, and the same for the search of the order as for the choice of the method. */
public final class JoinWork {
    /** A row of a result. */
    public static final double PER_RESULT = 10;

    private static final double BUILD_ROW = 40;
    private static final double PROBE_ROW = 15;
    private static final double OPEN_HASH = 1_000;
    private static final double MERGED_ROW = 15;
    private static final double LOOKUP = 5_000;
    private static final double FOUND_ROW = 20;
    private static final double PAIR = 20;

    private JoinWork() {}

    /** A hash table of {@code built} rows, met by {@code probed} rows. */
    public static double hash(double probed, double built) {
        return OPEN_HASH + PROBE_ROW * probed + BUILD_ROW * built;
    }

    /** Two inputs in the order of their keys. */
    public static double merge(double left, double right) {
        return MERGED_ROW * (left + right);
    }

    /** Keys of {@code rows} rows looked up in an index, where {@code found} rows are found in all, whose columns take {@code perRow} each to read. */
    static double lookup(double rows, double found, double perRow) {
        return LOOKUP * rows + (FOUND_ROW + perRow) * found;
    }

    /** Every row of one side with every row of the other. */
    public static double nested(double left, double right) {
        return PAIR * left * right;
    }
}
