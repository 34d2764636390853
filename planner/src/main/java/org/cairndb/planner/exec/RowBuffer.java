package org.cairndb.planner.exec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of several batches as one batch. */
public final class RowBuffer {
    private RowBuffer() {}

    /** Reads an operator to its end; it stays open. */
    public static Batch drain(Operator operator, List<ColumnType> types) {
        List<Batch> batches = new ArrayList<>();
        @Nullable Batch batch;
        while ((batch = operator.next()) != null) {
            batches.add(batch);
        }
        return concat(batches, types);
    }

    /** The rows of batches one after the other, without selection. */
    public static Batch concat(List<Batch> batches, List<ColumnType> types) {
        return concat(batches, types, () -> {});
    }

    /** The same of as many rows as an operator holds; stops between columns if the execution was asked to. */
    public static Batch concat(List<Batch> batches, List<ColumnType> types, ExecutionContext context) {
        return concat(batches, types, context::checkCancelled);
    }

    private static Batch concat(List<Batch> batches, List<ColumnType> types, Runnable check) {
        if (batches.size() == 1) {
            return batches.get(0).compact();
        }
        int size = 0;
        for (Batch part : batches) {
            size = Math.addExact(size, part.rowCount());
        }
        Column[] columns = new Column[types.size()];
        for (int i = 0; i < columns.length; i++) {
            check.run();
            columns[i] = column(batches, i, types.get(i), size);
        }
        return new Batch(columns, size);
    }

    private static Column column(List<Batch> batches, int ordinal, ColumnType type, int size) {
        List<Column> parts = new ArrayList<>();
        for (Batch batch : batches) {
            Column column = batch.column(ordinal);
            int[] selection = batch.selection();
            parts.add(selection == null ? column : column.gather(selection, batch.rowCount()));
        }
        if (!parts.isEmpty() && parts.stream().allMatch(LongColumn.class::isInstance)) {
            return longs(parts, size);
        }
        if (!parts.isEmpty() && parts.stream().allMatch(DoubleColumn.class::isInstance)) {
            return doubles(parts, size);
        }
        if (!parts.isEmpty() && parts.stream().allMatch(TextColumn.class::isInstance)) {
            return TextColumns.concat(parts, size);
        }
        ColumnBuilder builder = ColumnBuilder.of(type);
        for (Column part : parts) {
            for (int row = 0; row < part.size(); row++) {
                builder.append(part, row);
            }
        }
        return builder.build();
    }

    private static Column longs(List<Column> parts, int size) {
        long[] values = new long[size];
        int at = 0;
        for (Column part : parts) {
            LongColumn longs = (LongColumn) part;
            System.arraycopy(longs.array(), longs.offset(), values, at, longs.size());
            at += longs.size();
        }
        return new LongColumn(values, size, nulls(parts, size));
    }

    private static Column doubles(List<Column> parts, int size) {
        double[] values = new double[size];
        int at = 0;
        for (Column part : parts) {
            DoubleColumn doubles = (DoubleColumn) part;
            System.arraycopy(doubles.array(), doubles.offset(), values, at, doubles.size());
            at += doubles.size();
        }
        return new DoubleColumn(values, size, nulls(parts, size));
    }

    /** The null flags of columns one after the other; null if no row is null. */
    static boolean @Nullable [] nulls(List<Column> parts, int size) {
        boolean @Nullable [] result = null;
        int at = 0;
        for (Column part : parts) {
            boolean @Nullable [] nulls = part.nulls();
            if (nulls != null) {
                result = result == null ? new boolean[size] : result;
                System.arraycopy(nulls, 0, result, at, part.size());
            }
            at += part.size();
        }
        return result;
    }

    /** Bytes that the rows of a batch take in memory of their own. */
    public static long bytesOf(Batch batch) {
        long bytes = 0;
        for (int i = 0; i < batch.columnCount(); i++) {
            Column column = batch.column(i);
            long rows = batch.rowCount();
            bytes += column.nulls() == null ? 0 : rows;
            if (column instanceof TextColumn text) {
                bytes += rows * 2 * Integer.BYTES + TextColumns.bytes(text, batch);
            } else {
                bytes += rows * (column instanceof LongColumn || column instanceof DoubleColumn ? 1 : 2) * Long.BYTES;
            }
        }
        return bytes;
    }
}
