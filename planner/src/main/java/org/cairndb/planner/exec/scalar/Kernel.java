package org.cairndb.planner.exec.scalar;

import java.util.Arrays;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.TextColumn;
import org.jspecify.annotations.Nullable;

/** Computes a column from columns; rows that are null beforehand stay null and are not looked at. */
@FunctionalInterface
interface Kernel {
    /** The values of rows 0 to size - 1. */
    Column apply(Arguments arguments, int size, boolean @Nullable [] nulls);

    /** Computes the long of a row. */
    @FunctionalInterface
    interface LongCell {
        long apply(Arguments arguments, int row);
    }

    /** Computes the double of a row. */
    @FunctionalInterface
    interface DoubleCell {
        double apply(Arguments arguments, int row);
    }

    /** Appends the text of a row. */
    @FunctionalInterface
    interface TextCell {
        void apply(Arguments arguments, int row, TextSink sink);
    }

    /** Finds the text of a row in the text of the first operand: its start, and its length in the low half. */
    @FunctionalInterface
    interface SliceCell {
        long apply(Arguments arguments, int row);

        static long of(int start, int end) {
            return ((long) start << 32) | (end - start);
        }
    }

    /** Computes the value of a row in the form that {@link ColumnBuilder#appendValue} takes; null is null. */
    @FunctionalInterface
    interface ValueCell {
        @Nullable
        Object apply(Arguments arguments, int row);
    }

    static Kernel longs(LongCell cell) {
        return (arguments, size, nulls) -> {
            long[] result = new long[size];
            for (int row = 0; row < size; row++) {
                if (nulls == null || !nulls[row]) {
                    result[row] = cell.apply(arguments, row);
                }
            }
            return new LongColumn(result, size, nulls);
        };
    }

    static Kernel doubles(DoubleCell cell) {
        return (arguments, size, nulls) -> {
            double[] result = new double[size];
            for (int row = 0; row < size; row++) {
                if (nulls == null || !nulls[row]) {
                    result[row] = cell.apply(arguments, row);
                }
            }
            return new DoubleColumn(result, size, nulls);
        };
    }

    static Kernel texts(TextCell cell) {
        return (arguments, size, nulls) -> {
            TextSink sink = new TextSink(size);
            for (int row = 0; row < size; row++) {
                if (nulls == null || !nulls[row]) {
                    cell.apply(arguments, row, sink);
                }
                arguments.checkCancelled(row);
                sink.endRow(row);
            }
            return sink.column(nulls);
        };
    }

    static Kernel slices(SliceCell cell) {
        return (arguments, size, nulls) -> {
            int[] starts = new int[size];
            int[] lengths = new int[size];
            for (int row = 0; row < size; row++) {
                if (nulls == null || !nulls[row]) {
                    long slice = cell.apply(arguments, row);
                    starts[row] = (int) (slice >>> 32);
                    lengths[row] = (int) slice;
                }
            }
            byte[] bytes = arguments.text(0).bytes();
            return new TextColumn(new TextColumn.Runs(bytes, starts, lengths), 0, size, nulls);
        };
    }

    static Kernel values(ColumnType type, ValueCell cell) {
        return (arguments, size, nulls) -> {
            ColumnBuilder builder = ColumnBuilder.of(type);
            for (int row = 0; row < size; row++) {
                arguments.checkCancelled(row);
                builder.appendValue(nulls != null && nulls[row] ? null : cell.apply(arguments, row));
            }
            return builder.build();
        };
    }

    /** True for the rows of a dictionary that no row of a coded column refers to. */
    static boolean[] unusedEntries(TextColumn coded, int size, boolean @Nullable [] nulls) {
        boolean[] unused = new boolean[coded.dictionarySize()];
        Arrays.fill(unused, true);
        for (int row = 0; row < size; row++) {
            if (nulls == null || !nulls[row]) {
                unused[coded.code(row)] = false;
            }
        }
        return unused;
    }
}
