package org.cairndb.planner.exec.scalar;

import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.scalar.Arithmetic.Operation;
import org.jspecify.annotations.Nullable;

/** Makes expressions. Operands of one expression have the same run-time type unless said otherwise; booleans are 0 and 1 in long columns. */
public final class Expressions {
    private Expressions() {}

    /** A column of the input. */
    public static Expression column(int ordinal) {
        return new InputColumn(ordinal);
    }

    /** The value in row 0 of a column. */
    public static Expression constant(Column oneRow) {
        return new Constant(oneRow);
    }

    /** A statement parameter, counted from 0. */
    public static Expression parameter(int ordinal) {
        return (batch, context) -> context.parameter(ordinal).gather(new int[batch.size()], batch.size());
    }

    /** The time at which the statement began, in microseconds rounded down to a multiple. */
    public static Expression currentTime(long multipleOf) {
        return (batch, context) ->
                LongColumn.constant(Math.floorDiv(context.currentMicros(), multipleOf) * multipleOf, batch.size());
    }

    /** A comparison. */
    public static Expression compare(Comparison.Operator operator, Expression left, Expression right) {
        return new Comparison(operator, left, right);
    }

    /** True where all are, false where one is false. */
    public static Expression and(List<Expression> operands) {
        return new Logic(true, operands);
    }

    /** True where one is, false where all are false. */
    public static Expression or(List<Expression> operands) {
        return new Logic(false, operands);
    }

    /** Turns true to false and false to true. */
    public static Expression not(Expression operand) {
        return new Truth(operand, 0, 1, null);
    }

    /** Maps true, false and null to a boolean that is never null. */
    public static Expression test(Expression operand, Truth.Test test) {
        return switch (test) {
            case IS_TRUE -> new Truth(operand, 1, 0, 0L);
            case IS_FALSE -> new Truth(operand, 0, 1, 0L);
            case IS_NOT_TRUE -> new Truth(operand, 0, 1, 1L);
            case IS_NOT_FALSE -> new Truth(operand, 1, 0, 1L);
        };
    }

    /** Whether the value is null. */
    public static Expression isNull(Expression operand) {
        return new IsNull(operand, true);
    }

    /** Whether the value is not null. */
    public static Expression isNotNull(Expression operand) {
        return new IsNull(operand, false);
    }

    /** Arithmetic on two long columns, with overflow checks, or on two double columns. */
    public static Expression arithmetic(Operation operation, Expression left, Expression right) {
        return new Arithmetic(operation, left, right);
    }

    /** A long column times a constant, with overflow checks. */
    public static Expression scaleUp(Expression operand, long factor) {
        return factor == 1
                ? operand
                : new Arithmetic(Operation.TIMES, operand, constant(LongColumn.constant(factor, 1)));
    }

    /** A long column, divided by a power of ten, as a double column. */
    public static Expression toDouble(Expression operand, double divisor) {
        return new ToDouble(operand, divisor);
    }

    /** The first result whose condition is true; the last one without a condition. */
    public static Expression choose(List<Expression> conditions, List<Expression> results, ColumnType type) {
        return new Choice(conditions, results, type);
    }

    /** Whether text matches a LIKE pattern. */
    public static Expression like(Expression value, Expression pattern, @Nullable Character escape) {
        return new Like(value, pattern, escape);
    }

    /** Characters of a text. */
    public static Expression length(Expression operand) {
        return new TextLength(operand);
    }

    private record InputColumn(int ordinal) implements Expression {
        @Override
        public Column evaluate(Batch batch, ExecutionContext context) {
            return batch.column(ordinal);
        }

        @Override
        public int inputOrdinal() {
            return ordinal;
        }
    }

    private record Constant(Column oneRow) implements Expression {
        @Override
        public Column evaluate(Batch batch, ExecutionContext context) {
            return oneRow.gather(new int[batch.size()], batch.size());
        }
    }
}
