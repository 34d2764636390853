package org.cairndb.planner.exec.scalar;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;
import org.jspecify.annotations.Nullable;

/** Decimals or integers at another scale, rounded half up, and refused if they do not fit the new type. */
final class Rescale implements Expression {
    private static final Batch ONE_ROW = new Batch(new Column[0], 1);

    private final Expression operand;
    private final int fromScale;
    private final NumberRange target;
    private final boolean isChecked;

    /**
     * Rescales values of a type to a target.
     *
     * @param isChecked whether values can lie outside the target
     */
    Rescale(Expression operand, int fromScale, NumberRange target, boolean isChecked) {
        this.operand = operand;
        this.fromScale = fromScale;
        this.target = target;
        this.isChecked = isChecked;
    }

    @Override
    public Column evaluate(Batch batch, ExecutionContext context) {
        Column column = operand.evaluate(batch, context);
        if (column instanceof LongColumn narrow) {
            LongColumn scaled = narrowed(narrow);
            if (scaled != null) {
                return scaled;
            }
        }
        return wide(column);
    }

    private @Nullable LongColumn narrowed(LongColumn column) {
        int digits = target.type().scale() - fromScale;
        LongColumn scaled = digits >= 0 ? DecimalArithmetic.scaled(column, digits) : rounded(column, -digits);
        if (scaled != null && isChecked) {
            check(scaled);
        }
        return scaled;
    }

    private static @Nullable LongColumn rounded(LongColumn column, int digits) {
        if (digits > Powers.MAX_LONG_DIGITS) {
            return null;
        }
        long divisor = Powers.ofTen(digits);
        long half = divisor / 2;
        long[] result = new long[column.size()];
        for (int i = 0; i < result.length; i++) {
            long value = column.get(i);
            long quotient = value / divisor;
            long rest = value - quotient * divisor;
            result[i] = quotient + (rest >= half ? 1 : rest <= -half ? -1 : 0);
        }
        return new LongColumn(result, result.length, column.nulls());
    }

    private void check(LongColumn column) {
        long min = target.longMin();
        long max = target.longMax();
        int size = column.size();
        boolean fits = true;
        for (int i = 0; i < size; i++) {
            long value = column.get(i);
            fits &= value >= min & value <= max;
        }
        for (int i = 0; i < size && !fits; i++) {
            if (!column.isNull(i)) {
                target.check(BigInteger.valueOf(column.get(i)));
            }
        }
    }

    private Column wide(Column column) {
        int size = column.size();
        boolean[] nulls = column.nulls();
        Arguments arguments = Arguments.ofColumn(column);
        WideSink sink = new WideSink(target.sinkType(), size);
        for (int row = 0; row < size; row++) {
            if (nulls == null || !nulls[row]) {
                BigDecimal value = DecimalArithmetic.decimalAt(arguments, 0, row, fromScale);
                BigInteger unscaled = value.setScale(target.type().scale(), RoundingMode.HALF_UP)
                        .unscaledValue();
                target.check(unscaled);
                sink.set(row, unscaled);
            }
        }
        return sink.column(nulls);
    }

    @Override
    public @Nullable Column constant(ExecutionContext context) {
        return operand.constant(context) == null ? null : evaluate(ONE_ROW, context);
    }

    @Override
    public boolean canFail() {
        return isChecked || operand.canFail();
    }

    @Override
    public int cost() {
        return 2 + operand.cost();
    }
}
