package org.cairndb.planner.exec.scalar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;
import org.jspecify.annotations.Nullable;

/**
 * AND or OR in three-valued logic. Runs of operands that cannot fail are done cheapest first; one that can fail only sees the rows that the operands before it
 * left open.
 */
final class Logic implements Negatable {
    private final boolean isAnd;
    private final List<Expression> operands;

    Logic(boolean isAnd, List<Expression> operands) {
        this.isAnd = isAnd;
        this.operands = cheapestFirst(operands);
    }

    private static List<Expression> cheapestFirst(List<Expression> operands) {
        List<Expression> ordered = new ArrayList<>();
        List<Expression> run = new ArrayList<>();
        for (Expression operand : operands) {
            if (operand.canFail()) {
                run.sort(Comparator.comparingInt(Expression::cost));
                ordered.addAll(run);
                run.clear();
                ordered.add(operand);
            } else {
                run.add(operand);
            }
        }
        run.sort(Comparator.comparingInt(Expression::cost));
        ordered.addAll(run);
        return List.copyOf(ordered);
    }

    @Override
    public Expression negated() {
        return new Logic(!isAnd, operands.stream().map(Expressions::not).toList());
    }

    @Override
    public int select(Batch batch, int @Nullable [] rows, int count, int[] kept, ExecutionContext context) {
        return isAnd ? selectAll(batch, rows, count, kept, context) : selectAny(batch, rows, count, kept, context);
    }

    private int selectAll(Batch batch, int @Nullable [] rows, int count, int[] kept, ExecutionContext context) {
        int[] left = rows;
        int found = count;
        for (Expression operand : operands) {
            if (found == 0) {
                return 0;
            }
            found = operand.select(batch, left, found, kept, context);
            left = kept;
        }
        return found;
    }

    private int selectAny(Batch batch, int @Nullable [] rows, int count, int[] kept, ExecutionContext context) {
        boolean[] passes = new boolean[batch.size()];
        int[] open = new int[count];
        for (int i = 0; i < count; i++) {
            open[i] = rows == null ? i : rows[i];
        }
        int openCount = count;
        int[] found = new int[count];
        for (Expression operand : operands) {
            int foundCount = operand.select(batch, open, openCount, found, context);
            for (int i = 0; i < foundCount; i++) {
                passes[found[i]] = true;
            }
            int rest = 0;
            for (int i = 0; i < openCount; i++) {
                int row = open[i];
                open[rest] = row;
                rest += passes[row] ? 0 : 1;
            }
            openCount = rest;
            if (openCount == 0) {
                break;
            }
        }
        int result = 0;
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            kept[result] = row;
            result += passes[row] ? 1 : 0;
        }
        return result;
    }

    @Override
    public Column evaluate(Batch batch, ExecutionContext context) {
        int size = batch.size();
        long neutral = isAnd ? 1 : 0;
        long[] values = LongColumn.constant(neutral, size).array();
        boolean[] nulls = new boolean[size];
        boolean anyNull = false;
        for (Expression operand : operands) {
            if (operand.canFail()) {
                anyNull |= mergeOpenRows(operand, batch, context, values, nulls);
                continue;
            }
            LongColumn column = (LongColumn) operand.evaluate(batch, context);
            if (anyNull || column.nulls() != null) {
                anyNull = true;
                for (int i = 0; i < size; i++) {
                    mergeRow(column, i, values, nulls, i);
                }
            } else {
                merge(column, values);
            }
        }
        return new LongColumn(values, size, anyNull ? nulls : null);
    }

    private void merge(LongColumn column, long[] values) {
        long[] others = column.array();
        int offset = column.offset();
        if (isAnd) {
            for (int i = 0; i < values.length; i++) {
                values[i] &= others[offset + i];
            }
        } else {
            for (int i = 0; i < values.length; i++) {
                values[i] |= others[offset + i];
            }
        }
    }

    private boolean mergeOpenRows(
            Expression operand, Batch batch, ExecutionContext context, long[] values, boolean[] nulls) {
        long deciding = isAnd ? 0 : 1;
        int[] rows = new int[values.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (nulls[i] || values[i] != deciding) {
                rows[count++] = i;
            }
        }
        if (count == 0) {
            return true;
        }
        Batch open = count == values.length ? batch : batch.narrowed(rows, count);
        LongColumn column = (LongColumn) operand.evaluate(open, context);
        for (int i = 0; i < count; i++) {
            mergeRow(column, i, values, nulls, rows[i]);
        }
        return true;
    }

    private void mergeRow(LongColumn column, int row, long[] values, boolean[] nulls, int target) {
        long deciding = isAnd ? 0 : 1;
        boolean decided = !nulls[target] && values[target] == deciding;
        if (decided) {
            return;
        }
        if (column.isNull(row)) {
            nulls[target] = true;
        } else if (column.get(row) == deciding) {
            values[target] = deciding;
            nulls[target] = false;
        }
    }

    @Override
    public boolean canFail() {
        return operands.stream().anyMatch(Expression::canFail);
    }

    @Override
    public int cost() {
        return operands.stream().mapToInt(Expression::cost).sum();
    }
}
