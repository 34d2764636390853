package org.cairndb.planner.exec.scalar;

import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.function.ToLongFunction;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.Nulls;
import org.cairndb.planner.exec.TextColumn;
import org.jspecify.annotations.Nullable;

/** Expressions that compute longs value by value with a function: for work that is much dearer than the call. */
public final class LongFunctions {
    private LongFunctions() {}

    /** A function of a long column; null stays null. */
    public static Expression map(Expression operand, LongUnaryOperator function) {
        return new Mapped(operand, function);
    }

    /** A function of two long columns; null where either is. */
    public static Expression combine(Expression left, Expression right, LongBinaryOperator function) {
        return new Combined(left, right, function);
    }

    /** A function of text; null stays null. */
    public static Expression parse(Expression text, ToLongFunction<String> function) {
        return new Parsed(text, function);
    }

    private record Mapped(Expression operand, LongUnaryOperator function) implements Expression {
        @Override
        public Column evaluate(Batch batch, ExecutionContext context) {
            LongColumn column = (LongColumn) operand.evaluate(batch, context);
            long[] result = new long[batch.size()];
            for (int i = 0; i < result.length; i++) {
                result[i] = column.isNull(i) ? 0 : function.applyAsLong(column.get(i));
            }
            return new LongColumn(result, result.length, column.nulls());
        }

        @Override
        public boolean canFail() {
            return true;
        }
    }

    private record Combined(Expression left, Expression right, LongBinaryOperator function) implements Expression {
        @Override
        public Column evaluate(Batch batch, ExecutionContext context) {
            LongColumn a = (LongColumn) left.evaluate(batch, context);
            LongColumn b = (LongColumn) right.evaluate(batch, context);
            boolean @Nullable [] nulls = Nulls.either(a, b);
            long[] result = new long[batch.size()];
            for (int i = 0; i < result.length; i++) {
                result[i] = nulls != null && nulls[i] ? 0 : function.applyAsLong(a.get(i), b.get(i));
            }
            return new LongColumn(result, result.length, nulls);
        }

        @Override
        public boolean canFail() {
            return true;
        }
    }

    private record Parsed(Expression operand, ToLongFunction<String> function) implements Expression {
        @Override
        public Column evaluate(Batch batch, ExecutionContext context) {
            TextColumn column = (TextColumn) operand.evaluate(batch, context);
            long[] result = new long[batch.size()];
            for (int i = 0; i < result.length; i++) {
                result[i] = column.isNull(i) ? 0 : function.applyAsLong(column.string(i));
            }
            return new LongColumn(result, result.length, column.nulls());
        }

        @Override
        public boolean canFail() {
            return true;
        }
    }
}
