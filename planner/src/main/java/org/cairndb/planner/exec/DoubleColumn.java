package org.cairndb.planner.exec;

import org.cairndb.storage.datom.DoubleVector;
import org.jspecify.annotations.Nullable;

/** Values of type DOUBLE. They compare as stored values do: NaN is equal to itself and above every number. */
public final class DoubleColumn extends Column {
    private final double[] values;
    private final int offset;

    /** Rows are elements from {@code offset} on of an array that nobody changes any more. */
    public DoubleColumn(double[] values, int offset, int size) {
        super(size, null);
        this.values = values;
        this.offset = offset;
    }

    /** Rows are the first elements of an array that nobody changes any more. */
    public DoubleColumn(double[] values, int size, boolean @Nullable [] nulls) {
        super(size, nulls);
        this.values = values;
        this.offset = 0;
    }

    /** Value of a row; anything where it is null. */
    public double get(int row) {
        return values[offset + row];
    }

    /** The array that holds the values, read-only. */
    public double[] array() {
        return values;
    }

    /** Where the value of row 0 lies in {@link #array}. */
    public int offset() {
        return offset;
    }

    @Override
    public DoubleColumn gather(int[] rows, int count) {
        double[] gathered = new double[count];
        for (int i = 0; i < count; i++) {
            gathered[i] = rows[i] < 0 ? 0 : values[offset + rows[i]];
        }
        return new DoubleColumn(gathered, count, gatherNulls(rows, count));
    }

    @Override
    public long hash(int row) {
        return mix(DoubleVector.orderBits(DoubleVector.canonical(get(row))));
    }

    @Override
    public int compare(int row, Column other, int otherRow) {
        return compare(get(row), ((DoubleColumn) other).get(otherRow));
    }

    /** Order of two doubles: by number, zeros equal, NaN last. */
    public static int compare(double left, double right) {
        return left < right ? -1 : left > right ? 1 : left == right ? 0 : Double.compare(left, right);
    }
}
