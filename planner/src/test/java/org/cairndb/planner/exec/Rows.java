package org.cairndb.planner.exec;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What batches hold, as lists that compare by value: integers and decimals as unscaled big integers, text as strings. */
public final class Rows {
    private Rows() {}

    /** All rows that an operator still gives. */
    public static List<List<@Nullable Object>> of(Operator operator) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Batch batch = operator.next(); batch != null; batch = operator.next()) {
            rows.addAll(of(batch));
        }
        return rows;
    }

    /** The selected rows of a batch. */
    public static List<List<@Nullable Object>> of(Batch batch) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < batch.rowCount(); i++) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int column = 0; column < batch.columnCount(); column++) {
                row.add(value(batch.column(column), batch.row(i)));
            }
            rows.add(row);
        }
        return rows;
    }

    private static @Nullable Object value(Column column, int row) {
        if (column.isNull(row)) {
            return null;
        }
        if (column instanceof LongColumn longs) {
            return BigInteger.valueOf(longs.get(row));
        }
        if (column instanceof DoubleColumn doubles) {
            return doubles.get(row);
        }
        if (column instanceof TextColumn text) {
            return text.string(row);
        }
        return column instanceof WideColumn wide ? wide.integer(row) : ((ObjectColumn) column).get(row);
    }
}
