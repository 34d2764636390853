package org.cairndb.planner.exec.window;

import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** Window functions over all rows of some partitions. */
final class WindowFunctions {
    private WindowFunctions() {}

    static Column evaluate(WindowCall call, Batch rows, Partitions partitions, Frames frames) {
        return switch (call.function()) {
            case ROW_NUMBER -> longs(partitions, row -> row - partitions.start(row) + 1);
            case RANK -> longs(partitions, row -> partitions.peerStart(row) - partitions.start(row) + 1);
            case DENSE_RANK -> denseRanks(partitions);
            case PERCENT_RANK -> doubles(partitions, row -> percentRank(partitions, row));
            case CUME_DIST ->
                doubles(
                        partitions,
                        row -> (double) (partitions.peerEnd(row) - partitions.start(row)) / size(partitions, row));
            case NTILE -> tiles(partitions, positive(call, 0, rows));
            case LAG -> shifted(call, rows, partitions, -1);
            case LEAD -> shifted(call, rows, partitions, 1);
            case FIRST_VALUE -> values(call, rows, frames, row -> frames.from(row));
            case LAST_VALUE -> values(call, rows, frames, row -> frames.until(row) - 1);
            case NTH_VALUE -> {
                long distance = positive(call, 1, rows) - 1;
                yield values(call, rows, frames, row -> frames.from(row) + distance);
            }
            case COUNT -> counts(call, rows, frames);
            case SUM, SUM_OR_ZERO -> WindowSums.of(call, rows, frames);
            case MIN, MAX -> WindowExtremes.of(call, rows, frames);
        };
    }

    private interface RowToLong {
        long of(int row);
    }

    private interface RowToDouble {
        double of(int row);
    }

    private static LongColumn longs(Partitions partitions, RowToLong function) {
        long[] values = new long[partitions.size()];
        for (int i = 0; i < values.length; i++) {
            partitions.checkCancelled(i);
            values[i] = function.of(i);
        }
        return new LongColumn(values, values.length, null);
    }

    private static DoubleColumn doubles(Partitions partitions, RowToDouble function) {
        double[] values = new double[partitions.size()];
        for (int i = 0; i < values.length; i++) {
            partitions.checkCancelled(i);
            values[i] = function.of(i);
        }
        return new DoubleColumn(values, values.length, null);
    }

    private static int size(Partitions partitions, int row) {
        return partitions.end(row) - partitions.start(row);
    }

    private static LongColumn denseRanks(Partitions partitions) {
        long[] ranks = new long[partitions.size()];
        for (int i = 0; i < ranks.length; i++) {
            partitions.checkCancelled(i);
            if (partitions.start(i) == i) {
                ranks[i] = 1;
            } else {
                ranks[i] = ranks[i - 1] + (partitions.peerStart(i) == i ? 1 : 0);
            }
        }
        return new LongColumn(ranks, ranks.length, null);
    }

    private static double percentRank(Partitions partitions, int row) {
        int others = size(partitions, row) - 1;
        return others == 0 ? 0 : (double) (partitions.peerStart(row) - partitions.start(row)) / others;
    }

    /** As even parts as possible, the larger ones first. */
    private static LongColumn tiles(Partitions partitions, long tiles) {
        return longs(partitions, row -> {
            long size = size(partitions, row);
            long least = size / tiles;
            long larger = size % tiles;
            long position = row - partitions.start(row);
            long inLarger = larger * (least + 1);
            return position < inLarger ? position / (least + 1) + 1 : larger + (position - inLarger) / least + 1;
        });
    }

    private static long positive(WindowCall call, int argument, Batch rows) {
        Column value = call.arguments().get(argument).in(rows);
        if (value.isNull(0) || ((LongColumn) value).get(0) <= 0) {
            throw new CairnException(
                    ErrorCode.VALUE_INVALID, "%s needs a number greater than zero".formatted(call.function()));
        }
        return ((LongColumn) value).get(0);
    }

    private static Column shifted(WindowCall call, Batch rows, Partitions partitions, int direction) {
        Column values = call.arguments().get(0).in(rows);
        long distance = direction;
        if (call.arguments().size() > 1) {
            distance = direction * ((LongColumn) call.arguments().get(1).in(rows)).get(0);
        }
        int[] sources = new int[rows.size()];
        for (int i = 0; i < sources.length; i++) {
            partitions.checkCancelled(i);
            long source = i + distance;
            sources[i] = source >= partitions.start(i) && source < partitions.end(i) ? (int) source : -1;
        }
        if (call.arguments().size() < 3) {
            return values.gather(sources, sources.length);
        }
        Column defaults = call.arguments().get(2).in(rows);
        ColumnBuilder builder = ColumnBuilder.of(call.type());
        for (int i = 0; i < sources.length; i++) {
            partitions.checkCancelled(i);
            if (sources[i] >= 0) {
                builder.append(values, sources[i]);
            } else {
                builder.append(defaults, i);
            }
        }
        return builder.build();
    }

    private static Column values(WindowCall call, Batch rows, Frames frames, RowToLong source) {
        int[] sources = new int[rows.size()];
        for (int i = 0; i < sources.length; i++) {
            frames.checkCancelled(i);
            long row = source.of(i);
            sources[i] = row >= frames.from(i) && row < frames.until(i) ? (int) row : -1;
        }
        return call.arguments().get(0).in(rows).gather(sources, sources.length);
    }

    private static LongColumn counts(WindowCall call, Batch rows, Frames frames) {
        int[] before = call.arguments().isEmpty()
                ? null
                : presentBefore(call.arguments().get(0).in(rows), frames);
        long[] counts = new long[rows.size()];
        for (int i = 0; i < counts.length; i++) {
            frames.checkCancelled(i);
            counts[i] = before == null
                    ? frames.until(i) - frames.from(i)
                    : before[frames.until(i)] - before[frames.from(i)];
        }
        return new LongColumn(counts, counts.length, null);
    }

    /** For each row, and for the end, how many rows before it have a value. */
    static int[] presentBefore(Column column, Frames frames) {
        int[] before = new int[column.size() + 1];
        for (int i = 0; i < column.size(); i++) {
            frames.checkCancelled(i);
            before[i + 1] = before[i] + (column.isNull(i) ? 0 : 1);
        }
        return before;
    }

    /** Whether results of a call are doubles. */
    static boolean isDouble(WindowCall call) {
        return call.type().kind() == Kind.DOUBLE;
    }
}
