package org.cairndb.planner.exec.aggregate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.WideColumn;

/**
 * Variances and covariances by Welford's method, which loses no digits where the mean is large against the deviations; two summaries are merged by the
 * formula of Chan and others. A variance is the covariance of an argument with itself.
 */
final class Moments extends Accumulator {
    private static final int FIELDS = 4;
    private static final int COUNT = 0;
    private static final int MEAN_X = 1;
    private static final int MEAN_Y = 2;
    private static final int PRODUCTS = 3;

    private final int x;
    private final int y;
    private final List<ColumnType> arguments;
    private double[] fields = new double[0];

    /** Of two arguments, which may be the same. */
    Moments(int x, int y, List<ColumnType> arguments) {
        this.x = x;
        this.y = y;
        this.arguments = arguments;
    }

    @Override
    void reserve(int groups) {
        if (groups * FIELDS > fields.length) {
            fields = Arrays.copyOf(fields, Capacity.of(groups, fields.length / FIELDS) * FIELDS);
        }
    }

    @Override
    void add(Column[] columns, Rows rows) {
        double[] xs = doubles(columns[x], arguments.get(x), rows);
        double[] ys = x == y ? xs : doubles(columns[y], arguments.get(y), rows);
        for (int i = 0; i < rows.count; i++) {
            int at = rows.groups[i] * FIELDS;
            double count = fields[at + COUNT] + 1;
            double deviation = xs[i] - fields[at + MEAN_X];
            fields[at + COUNT] = count;
            fields[at + MEAN_X] += deviation / count;
            fields[at + MEAN_Y] += (ys[i] - fields[at + MEAN_Y]) / count;
            fields[at + PRODUCTS] += deviation * (ys[i] - fields[at + MEAN_Y]);
        }
    }

    private static double[] doubles(Column column, ColumnType type, Rows rows) {
        double[] values = new double[rows.count];
        double scale = Math.pow(10, type.scale());
        for (int i = 0; i < values.length; i++) {
            int row = rows.row(i);
            if (column instanceof DoubleColumn doubles) {
                values[i] = doubles.get(row);
            } else if (column instanceof LongColumn longs) {
                values[i] = longs.get(row) / scale;
            } else {
                WideColumn wide = (WideColumn) column;
                values[i] = Decimals.toDouble(wide.high(row), wide.low(row)) / scale;
            }
        }
        return values;
    }

    @Override
    List<ColumnType> stateTypes() {
        return new ArrayList<>(Collections.nCopies(FIELDS, ColumnType.of(Kind.DOUBLE)));
    }

    @Override
    Column[] state(int from, int count) {
        Column[] state = new Column[FIELDS];
        for (int field = 0; field < FIELDS; field++) {
            double[] values = new double[count];
            for (int i = 0; i < count; i++) {
                values[i] = fields[(from + i) * FIELDS + field];
            }
            state[field] = new DoubleColumn(values, count, null);
        }
        return state;
    }

    @Override
    void merge(Column[] state, Rows rows) {
        for (int i = 0; i < rows.count; i++) {
            int row = rows.row(i);
            double added = ((DoubleColumn) state[COUNT]).get(row);
            if (added > 0) {
                int at = rows.groups[i] * FIELDS;
                double before = fields[at + COUNT];
                double count = before + added;
                double x = ((DoubleColumn) state[MEAN_X]).get(row) - fields[at + MEAN_X];
                double y = ((DoubleColumn) state[MEAN_Y]).get(row) - fields[at + MEAN_Y];
                fields[at + COUNT] = count;
                fields[at + MEAN_X] += x * added / count;
                fields[at + MEAN_Y] += y * added / count;
                fields[at + PRODUCTS] += ((DoubleColumn) state[PRODUCTS]).get(row) + x * y * before * added / count;
            }
        }
    }

    @Override
    Column result(int from, Counts counts, FunctionCall call) {
        boolean isOfSample = isOfSample(call.function());
        ColumnBuilder builder = ColumnBuilder.of(call.type());
        for (int i = 0; i < counts.size(); i++) {
            double count = fields[(from + i) * FIELDS + COUNT];
            double products = fields[(from + i) * FIELDS + PRODUCTS];
            if (count < (isOfSample ? 2 : 1)) {
                builder.appendNull();
            } else {
                append(valueOf(call.function(), count, products), call.type(), builder);
            }
        }
        return builder.build();
    }

    private static boolean isOfSample(AggregateFunction function) {
        return function == AggregateFunction.STDDEV_SAMP
                || function == AggregateFunction.VAR_SAMP
                || function == AggregateFunction.COVAR_SAMP;
    }

    private static double valueOf(AggregateFunction function, double count, double products) {
        double divided = products / (isOfSample(function) ? count - 1 : count);
        return switch (function) {
            case STDDEV_POP, STDDEV_SAMP -> Math.sqrt(divided);
            case REGR_SXX, REGR_SYY -> products;
            default -> divided;
        };
    }

    private static void append(double value, ColumnType type, ColumnBuilder builder) {
        if (type.kind() == Kind.DOUBLE) {
            builder.appendValue(value);
            return;
        }
        if (!Double.isFinite(value)) {
            throw Decimals.outOfRange(value + " is no decimal");
        }
        BigDecimal rounded = new BigDecimal(value).setScale(type.scale(), RoundingMode.HALF_UP);
        if (type.isLong()) {
            builder.appendValue(rounded.unscaledValue().longValueExact());
        } else {
            builder.appendValue(rounded.unscaledValue());
        }
    }

    @Override
    int bytesPerGroup() {
        return FIELDS * Double.BYTES;
    }
}
