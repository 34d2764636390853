package org.cairndb.planner.exec.scalar;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
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
        return new Constant(context -> oneRow);
    }

    /** A long. */
    public static Expression constant(long value) {
        return constant(LongColumn.constant(value, 1));
    }

    /** A statement parameter, counted from 0. */
    public static Expression parameter(int ordinal) {
        return new Constant(context -> context.parameter(ordinal));
    }

    /** A value that is the same in all rows of an execution, as a column of one row. */
    public static Expression perExecution(Function<ExecutionContext, Column> value) {
        return new Constant(value);
    }

    /** The time at which the statement began, in microseconds rounded down to a multiple. */
    public static Expression currentTime(long multipleOf) {
        return new Constant(
                context -> LongColumn.constant(Math.floorDiv(context.currentMicros(), multipleOf) * multipleOf, 1));
    }

    /** A comparison. */
    public static Expression compare(Comparison.Operator operator, Expression left, Expression right) {
        return new Comparison(operator, left, right);
    }

    /** A comparison of exact numbers whose scales have no common type. */
    public static Expression compareExact(
            Comparison.Operator operator, List<Expression> operands, int leftScale, int rightScale) {
        return new ScalarFunction(
                ColumnType.of(ColumnType.Kind.BOOLEAN),
                operands,
                ScalarFunction.Traits.SAFE,
                Kernel.longs((in, row) -> operator.accepts(DecimalArithmetic.decimalAt(in, 0, row, leftScale)
                                .compareTo(DecimalArithmetic.decimalAt(in, 1, row, rightScale)))
                        ? 1
                        : 0));
    }

    /** Whether two values differ, where null is a value like others. */
    public static Expression distinct(Expression left, Expression right, boolean wanted) {
        Expression equal = new Choice(
                List.of(isNull(left), isNull(right)),
                List.of(isNull(right), constant(0), compare(Comparison.Operator.EQUAL, left, right)),
                ColumnType.of(ColumnType.Kind.BOOLEAN));
        return wanted ? not(equal) : equal;
    }

    /** Whether a value is among those of a column, none of which is null. */
    public static Expression in(Expression operand, Column values) {
        return new InList(operand, new ValueSet(values), true);
    }

    /** Whether a long lies in one of some intervals; bounds are inclusive, disjoint and ascending. */
    public static Expression within(Expression operand, List<Long> lows, List<Long> highs) {
        return new LongIntervals(
                operand,
                lows.stream().mapToLong(Long::longValue).toArray(),
                highs.stream().mapToLong(Long::longValue).toArray(),
                true);
    }

    /** True where all are, false where one is false. */
    public static Expression and(List<Expression> operands) {
        return operands.size() == 1 ? operands.get(0) : new Logic(true, operands);
    }

    /** True where one is, false where all are false. */
    public static Expression or(List<Expression> operands) {
        return operands.size() == 1 ? operands.get(0) : new Logic(false, operands);
    }

    /** Turns true to false and false to true. */
    public static Expression not(Expression operand) {
        return operand instanceof Negatable negatable ? negatable.negated() : new Truth(operand, 0, 1, null);
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

    /** Arithmetic on decimals or integers of two types with a decimal result. */
    public static Expression decimalArithmetic(
            Operation operation, List<Expression> operands, List<ColumnType> types, ColumnType result) {
        return new DecimalArithmetic(operation, operands, types, result);
    }

    /** A long column times a constant, with overflow checks. */
    public static Expression scaleUp(Expression operand, long factor) {
        return factor == 1 ? operand : new Arithmetic(Operation.TIMES, operand, constant(factor));
    }

    /** Exact numbers of a scale as others, rounded half up and refused if they do not fit. */
    public static Expression rescale(Expression operand, int fromScale, NumberRange target) {
        return new Rescale(operand, fromScale, target, true);
    }

    /** Exact numbers of a scale at a greater or equal one; they must fit. */
    public static Expression widen(Expression operand, int fromScale, ColumnType target) {
        return fromScale == target.scale()
                ? operand
                : new Rescale(operand, fromScale, NumberRange.decimal(target), false);
    }

    /** Integers or decimals of a scale as doubles. */
    public static Expression toDouble(Expression operand, int scale) {
        return new ToDouble(operand, scale);
    }

    /** The first result whose condition is true; the last one without a condition. */
    public static Expression choose(List<Expression> conditions, List<Expression> results, ColumnType type) {
        return new Choice(conditions, results, type);
    }

    /** Whether text matches a LIKE pattern. */
    public static Expression like(Expression value, Expression pattern, @Nullable Character escape) {
        return new Like(List.of(value, pattern), escape, true);
    }

    /** Whether a part of a text matches a pattern that a compiler makes from the second operand. */
    public static Expression find(Expression value, Expression pattern, Function<String, Pattern> compiler) {
        return new RegexFind(List.of(value, pattern), compiler, true);
    }

    /** Whether text matches a SIMILAR TO pattern. */
    public static Expression similar(Expression value, Expression pattern, @Nullable Character escape) {
        return new RegexFind(List.of(value, pattern), text -> SimilarPattern.of(text, escape), true);
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

        @Override
        public int cost() {
            return 0;
        }
    }

    private record Constant(Function<ExecutionContext, Column> value) implements Expression {
        @Override
        public Column evaluate(Batch batch, ExecutionContext context) {
            Column one = value.apply(context);
            return batch.size() == one.size() ? one : one.gather(new int[batch.size()], batch.size());
        }

        @Override
        public Column constant(ExecutionContext context) {
            return value.apply(context);
        }

        @Override
        public int cost() {
            return 0;
        }
    }
}
