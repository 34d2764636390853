package org.cairndb.planner.exec.aggregate;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.TextColumn;
import org.cairndb.planner.exec.sort.SortKey;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** A function of all the values of a group in an order. */
final class OrderedFunction {
    private static final int ROWS_BETWEEN_CHECKS = 1 << 16;
    private static final byte[] DEFAULT_SEPARATOR = ",".getBytes(StandardCharsets.UTF_8);

    private final FunctionCall call;
    private final List<ColumnType> types;
    private final GroupedRows grouped;
    private final RowOrder order;
    private final Runnable check;

    /** Of rows whose columns are those of the call. */
    OrderedFunction(FunctionCall call, List<ColumnType> types, GroupedRows grouped, Runnable check) {
        this.call = call;
        this.types = types;
        this.grouped = grouped;
        this.check = check;
        List<RowOrder.Key> keys = new ArrayList<>();
        for (SortKey key : call.order()) {
            Column column = grouped.column(call.columns().indexOf(key.column()));
            keys.add(new RowOrder.Key(column, key.isDescending(), key.nullsFirst()));
        }
        if (call.function() == AggregateFunction.MODE) {
            keys.add(new RowOrder.Key(grouped.column(0), false, false));
        }
        this.order = new RowOrder(keys, check);
    }

    /** The values of some groups. */
    Column result(int from, int count) {
        ColumnBuilder builder = ColumnBuilder.of(call.type());
        for (int group = from; group < from + count; group++) {
            check.run();
            int[] rows = grouped.rowsOf(group);
            order.sort(rows);
            if (rows.length == 0) {
                builder.appendNull();
            } else {
                append(rows, builder);
            }
        }
        return builder.build();
    }

    private void append(int[] rows, ColumnBuilder builder) {
        switch (call.function()) {
            case JOIN_TEXT -> builder.appendValue(joined(rows));
            case MODE -> builder.append(grouped.column(0), mostFrequent(rows));
            case PERCENTILE_DISC, PERCENTILE_CONT -> appendPercentile(rows, builder);
            default -> throw new IllegalStateException("Not a function of ordered values: " + call.function());
        }
    }

    private byte[] joined(int[] rows) {
        TextColumn texts = (TextColumn) grouped.column(0);
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (int i = 0; i < rows.length; i++) {
            if (i % ROWS_BETWEEN_CHECKS == 0) {
                check.run();
            }
            if (i > 0) {
                joined.writeBytes(separator(rows[i]));
            }
            joined.write(texts.bytes(), texts.start(rows[i]), texts.length(rows[i]));
        }
        return joined.toByteArray();
    }

    private byte[] separator(int row) {
        if (call.arguments().size() < 2) {
            return DEFAULT_SEPARATOR;
        }
        TextColumn separators = (TextColumn) grouped.column(1);
        return separators.isNull(row) ? new byte[0] : separators.copyOf(row);
    }

    private int mostFrequent(int[] rows) {
        int best = rows[0];
        int bestLength = 0;
        for (int from = 0, i = 1; i <= rows.length; i++) {
            if (i == rows.length || order.compare(rows[from], rows[i]) != 0) {
                if (i - from > bestLength) {
                    bestLength = i - from;
                    best = rows[from];
                }
                from = i;
            }
        }
        return best;
    }

    private void appendPercentile(int[] rows, ColumnBuilder builder) {
        Column shares = grouped.column(1);
        if (shares.isNull(rows[0])) {
            builder.appendNull();
            return;
        }
        double share = number(shares, rows[0], types.get(1));
        if (!(share >= 0 && share <= 1)) {
            throw new CairnException(
                    ErrorCode.VALUE_INVALID, "The share of a percentile must be from 0 to 1, not " + share);
        }
        if (call.function() == AggregateFunction.PERCENTILE_DISC) {
            int place = Math.max(0, (int) Math.ceil(share * rows.length) - 1);
            builder.append(grouped.column(0), rows[place]);
            return;
        }
        double place = share * (rows.length - 1);
        int low = (int) Math.floor(place);
        int high = (int) Math.ceil(place);
        appendBetween(rows[low], rows[high], place - low, builder);
    }

    private void appendBetween(int low, int high, double share, ColumnBuilder builder) {
        Column values = grouped.column(0);
        ColumnType type = types.get(0);
        if (call.type().kind() == Kind.DOUBLE) {
            double start = number(values, low, type);
            double end = number(values, high, type);
            builder.appendValue(low == high ? start : start + (end - start) * share);
            return;
        }
        BigDecimal start = decimal(values, low, type);
        BigDecimal between = decimal(values, high, type).subtract(start).multiply(BigDecimal.valueOf(share));
        BigDecimal result = start.add(between).setScale(call.type().scale(), RoundingMode.HALF_UP);
        if (call.type().isLong()) {
            builder.appendValue(result.unscaledValue().longValueExact());
        } else {
            builder.appendValue(result.unscaledValue());
        }
    }

    private static BigDecimal decimal(Column column, int row, ColumnType type) {
        return column instanceof DoubleColumn doubles
                ? BigDecimal.valueOf(doubles.get(row))
                : type.decimalOf(column, row);
    }

    private static double number(Column column, int row, ColumnType type) {
        if (column instanceof DoubleColumn doubles) {
            return doubles.get(row);
        }
        return column instanceof LongColumn longs && type.scale() == 0
                ? longs.get(row)
                : type.decimalOf(column, row).doubleValue();
    }
}
