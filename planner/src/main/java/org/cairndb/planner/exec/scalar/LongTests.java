package org.cairndb.planner.exec.scalar;

import java.util.Arrays;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.scalar.Condition.Rows;
import org.jspecify.annotations.Nullable;

/**
 * Loops that compare longs. A comparison with a constant is a test for lying between two bounds, which is one unsigned comparison; one between columns is a
 * test for less or for equal. Either may be turned around.
 */
final class LongTests {
    private LongTests() {}

    /** Bounds, both inclusive, and whether values between them pass or all others do. */
    record Range(long low, long high, boolean isInside) {
        private static final Range NONE = new Range(0, -1, true);

        static Range of(Comparison.Operator operator, long value) {
            return switch (operator) {
                case EQUAL -> new Range(value, value, true);
                case NOT_EQUAL -> new Range(value, value, false);
                case LESS -> value == Long.MIN_VALUE ? NONE : new Range(Long.MIN_VALUE, value - 1, true);
                case AT_MOST -> new Range(Long.MIN_VALUE, value, true);
                case GREATER -> value == Long.MAX_VALUE ? NONE : new Range(value + 1, Long.MAX_VALUE, true);
                case AT_LEAST -> new Range(value, Long.MAX_VALUE, true);
            };
        }

        boolean isEmpty() {
            return low > high;
        }
    }

    static int select(LongColumn column, Range range, Rows rows, int[] kept) {
        if (range.isEmpty()) {
            return range.isInside ? 0 : Condition.keep(rows, column.nulls(), row -> true, kept);
        }
        boolean[] nulls = column.nulls();
        return nulls == null ? selectPresent(column, range, rows, kept) : selectNullable(column, range, rows, kept);
    }

    private static int selectPresent(LongColumn column, Range range, Rows rows, int[] kept) {
        long[] values = column.array();
        int offset = column.offset();
        long low = range.low;
        long width = range.high - low + Long.MIN_VALUE;
        boolean inside = range.isInside;
        int[] chosen = rows.rows;
        int found = 0;
        if (chosen == null) {
            for (int row = 0; row < rows.count; row++) {
                kept[found] = row;
                found += (values[offset + row] - low + Long.MIN_VALUE <= width) == inside ? 1 : 0;
            }
            return found;
        }
        for (int i = 0; i < rows.count; i++) {
            int row = chosen[i];
            kept[found] = row;
            found += (values[offset + row] - low + Long.MIN_VALUE <= width) == inside ? 1 : 0;
        }
        return found;
    }

    private static int selectNullable(LongColumn column, Range range, Rows rows, int[] kept) {
        long low = range.low;
        long width = range.high - low + Long.MIN_VALUE;
        boolean inside = range.isInside;
        int found = 0;
        for (int i = 0; i < rows.count; i++) {
            int row = rows.at(i);
            boolean passes = (column.get(row) - low + Long.MIN_VALUE <= width) == inside;
            kept[found] = row;
            found += passes & !column.isNull(row) ? 1 : 0;
        }
        return found;
    }

    /** 1 for each row that passes and 0 for each other one, without a branch so that several rows are done at once. */
    static long[] evaluate(LongColumn column, Range range, int size) {
        long[] result = new long[size];
        long[] values = column.array();
        int offset = column.offset();
        long low = range.low;
        long width = range.high - low;
        long flip = range.isInside ? 1 : 0;
        if (range.isEmpty()) {
            Arrays.fill(result, 1 - flip);
            return result;
        }
        for (int i = 0; i < size; i++) {
            long distance = values[offset + i] - low;
            long borrow = ((~width & distance) | ((~width | distance) & (width - distance))) >>> 63;
            result[i] = borrow ^ flip;
        }
        return result;
    }

    /** How a comparison of columns comes from a test for less or equal. */
    record Pairing(boolean isEqual, boolean isSwapped, boolean isTurned) {
        static Pairing of(Comparison.Operator operator) {
            return switch (operator) {
                case EQUAL -> new Pairing(true, false, false);
                case NOT_EQUAL -> new Pairing(true, false, true);
                case LESS -> new Pairing(false, false, false);
                case AT_LEAST -> new Pairing(false, false, true);
                case GREATER -> new Pairing(false, true, false);
                case AT_MOST -> new Pairing(false, true, true);
            };
        }
    }

    static int select(LongColumn left, LongColumn right, Pairing pairing, Selection selection) {
        LongColumn a = pairing.isSwapped ? right : left;
        LongColumn b = pairing.isSwapped ? left : right;
        boolean[] nulls = selection.nulls;
        boolean wanted = !pairing.isTurned;
        Rows rows = selection.rows;
        int[] kept = selection.kept;
        int found = 0;
        if (pairing.isEqual) {
            for (int i = 0; i < rows.count; i++) {
                int row = rows.at(i);
                kept[found] = row;
                found += (a.get(row) == b.get(row)) == wanted && (nulls == null || !nulls[row]) ? 1 : 0;
            }
            return found;
        }
        for (int i = 0; i < rows.count; i++) {
            int row = rows.at(i);
            kept[found] = row;
            found += (a.get(row) < b.get(row)) == wanted && (nulls == null || !nulls[row]) ? 1 : 0;
        }
        return found;
    }

    /** Which rows to look at and where to note those that pass. */
    record Selection(Rows rows, boolean @Nullable [] nulls, int[] kept) {}

    static long[] evaluate(LongColumn left, LongColumn right, Pairing pairing, int size) {
        LongColumn a = pairing.isSwapped ? right : left;
        LongColumn b = pairing.isSwapped ? left : right;
        long[] result = new long[size];
        long flip = pairing.isTurned ? 1 : 0;
        if (pairing.isEqual) {
            for (int i = 0; i < size; i++) {
                long difference = a.get(i) ^ b.get(i);
                result[i] = ((difference | -difference) >>> 63) ^ 1 ^ flip;
            }
            return result;
        }
        for (int i = 0; i < size; i++) {
            long x = a.get(i);
            long y = b.get(i);
            result[i] = (((x & ~y) | (~(x ^ y) & (x - y))) >>> 63) ^ flip;
        }
        return result;
    }
}
