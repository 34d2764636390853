package org.cairndb.planner.exec.scalar;

import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.Nulls;
import org.cairndb.planner.exec.TextColumn;
import org.jspecify.annotations.Nullable;

/** Compares two expressions of one kind; null where either is null. */
public final class Comparison extends Condition implements Negatable {
    /** How to compare. The mask has a bit each for less (1), equal (2) and greater (4). */
    public enum Operator {
        /** Equal. */
        EQUAL(2),
        /** Not equal. */
        NOT_EQUAL(5),
        /** Less. */
        LESS(1),
        /** Less or equal. */
        AT_MOST(3),
        /** Greater. */
        GREATER(4),
        /** Greater or equal. */
        AT_LEAST(6);

        private final int mask;

        Operator(int mask) {
            this.mask = mask;
        }

        /** The operator for swapped operands. */
        public Operator mirrored() {
            return switch (this) {
                case EQUAL, NOT_EQUAL -> this;
                case LESS -> GREATER;
                case AT_MOST -> AT_LEAST;
                case GREATER -> LESS;
                case AT_LEAST -> AT_MOST;
            };
        }

        /** The operator that is true where this one is false. */
        public Operator negated() {
            return switch (this) {
                case EQUAL -> NOT_EQUAL;
                case NOT_EQUAL -> EQUAL;
                case LESS -> AT_LEAST;
                case AT_MOST -> GREATER;
                case GREATER -> AT_MOST;
                case AT_LEAST -> LESS;
            };
        }

        /** Whether an order such as {@link Comparable} gives fulfils it. */
        boolean accepts(int order) {
            return ((mask >> (Integer.signum(order) + 1)) & 1) != 0;
        }
    }

    private final Operator operator;
    private final List<Expression> operands;

    Comparison(Operator operator, Expression left, Expression right) {
        this.operator = operator;
        this.operands = List.of(left, right);
    }

    @Override
    public Expression negated() {
        return new Comparison(operator.negated(), operands.get(0), operands.get(1));
    }

    /** Two evaluated sides; a constant one is on the right unless both are. */
    private record Sides(
            Operator operator, Column left, Column right, boolean isLeftConstant, boolean isRightConstant) {
        static Sides of(Operator operator, Arguments arguments) {
            boolean swaps = arguments.isConstant(0) && !arguments.isConstant(1);
            int left = swaps ? 1 : 0;
            return new Sides(
                    swaps ? operator.mirrored() : operator,
                    arguments.column(left),
                    arguments.column(1 - left),
                    arguments.isConstant(left),
                    arguments.isConstant(1 - left));
        }

        boolean isNever() {
            return (isRightConstant && right.isNull(0)) || (isLeftConstant && left.isNull(0));
        }

        boolean @Nullable [] nulls() {
            return isRightConstant ? left.nulls() : Nulls.either(left, right);
        }
    }

    @Override
    int selectRows(Rows rows, int[] kept, ExecutionContext context) {
        Sides sides = Sides.of(operator, Arguments.of(operands, rows.batch, context));
        if (sides.isNever()) {
            return 0;
        }
        if (sides.isLeftConstant) {
            boolean holds = sides.operator.accepts(sides.left.compare(0, sides.right, 0));
            return holds ? keep(rows, null, row -> true, kept) : 0;
        }
        if (sides.left instanceof LongColumn left && sides.right instanceof LongColumn right) {
            return sides.isRightConstant
                    ? LongTests.select(left, LongTests.Range.of(sides.operator, right.get(0)), rows, kept)
                    : LongTests.select(
                            left,
                            right,
                            LongTests.Pairing.of(sides.operator),
                            new LongTests.Selection(rows, sides.nulls(), kept));
        }
        return keep(rows, sides.nulls(), test(sides, rows.count), kept);
    }

    @Override
    public Column evaluate(Batch batch, ExecutionContext context) {
        int size = batch.size();
        if (size == 0) {
            return new LongColumn(new long[0], 0, null);
        }
        Sides sides = Sides.of(operator, Arguments.of(operands, batch, context));
        if (sides.isNever()) {
            return LongColumn.allNull(size);
        }
        if (sides.isLeftConstant) {
            return LongColumn.constant(sides.operator.accepts(sides.left.compare(0, sides.right, 0)) ? 1 : 0, size);
        }
        boolean[] nulls = sides.nulls();
        if (sides.left instanceof LongColumn left && sides.right instanceof LongColumn right) {
            long[] result = sides.isRightConstant
                    ? LongTests.evaluate(left, LongTests.Range.of(sides.operator, right.get(0)), size)
                    : LongTests.evaluate(left, right, LongTests.Pairing.of(sides.operator), size);
            return new LongColumn(result, size, nulls);
        }
        long[] result = new long[size];
        RowTest test = test(sides, size);
        for (int row = 0; row < size; row++) {
            result[row] = (nulls == null || !nulls[row]) && test.test(row) ? 1 : 0;
        }
        return new LongColumn(result, size, nulls);
    }

    private static RowTest test(Sides sides, int rowCount) {
        Column left = sides.left;
        Column right = sides.right;
        Operator operator = sides.operator;
        boolean isEquality = operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
        boolean onEqual = operator == Operator.EQUAL;
        if (!sides.isRightConstant) {
            return isEquality
                    ? row -> left.equal(row, right, row) == onEqual
                    : row -> operator.accepts(left.compare(row, right, row));
        }
        if (left instanceof DoubleColumn doubles && !Double.isNaN(((DoubleColumn) right).get(0))) {
            return DoubleTests.of(operator, doubles, ((DoubleColumn) right).get(0));
        }
        RowTest single = isEquality
                ? row -> left.equal(row, right, 0) == onEqual
                : row -> operator.accepts(left.compare(row, right, 0));
        return left instanceof TextColumn text
                ? EntryTests.of(
                        text,
                        rowCount,
                        entries -> isEquality
                                ? row -> entries.equal(row, right, 0) == onEqual
                                : row -> operator.accepts(entries.compare(row, right, 0)))
                : single;
    }

    @Override
    public boolean canFail() {
        return operands.get(0).canFail() || operands.get(1).canFail();
    }

    @Override
    int operandCost() {
        return operands.get(0).cost() + operands.get(1).cost();
    }
}
