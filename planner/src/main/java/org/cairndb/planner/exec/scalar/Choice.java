package org.cairndb.planner.exec.scalar;

import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;
import org.jspecify.annotations.Nullable;

/** CASE: every row is seen by the conditions up to the first true one and by that one's result only. */
final class Choice implements Expression {
    private static final int NO_BRANCH = -1;

    private final List<Expression> conditions;
    private final List<Expression> results;
    private final ColumnType type;

    /** One more result than conditions. */
    Choice(List<Expression> conditions, List<Expression> results, ColumnType type) {
        this.conditions = List.copyOf(conditions);
        this.results = List.copyOf(results);
        this.type = type;
    }

    @Override
    public Column evaluate(Batch batch, ExecutionContext context) {
        int size = batch.size();
        int[] branch = new int[size];
        int[] place = new int[size];
        Column[] columns = new Column[results.size()];
        int[] open = new int[size];
        for (int i = 0; i < size; i++) {
            open[i] = i;
        }
        int openCount = size;
        int[] taken = new int[size];
        for (int i = 0; i < columns.length && openCount > 0; i++) {
            boolean isLast = i == conditions.size();
            int count = isLast
                    ? openCount
                    : conditions.get(i).select(batch, openCount == size ? null : open, openCount, taken, context);
            int[] rows = isLast ? open : taken;
            if (count > 0) {
                columns[i] = result(results.get(i), batch, rows, count, context);
                boolean isConstant = results.get(i).constant(context) != null;
                for (int j = 0; j < count; j++) {
                    branch[rows[j]] = i + 1;
                    place[rows[j]] = isConstant ? 0 : j;
                }
            }
            int rest = 0;
            for (int j = 0; j < openCount; j++) {
                int row = open[j];
                open[rest] = row;
                rest += branch[row] == 0 ? 1 : 0;
            }
            openCount = rest;
        }
        return merge(columns, branch, place, size);
    }

    private static Column result(Expression result, Batch batch, int[] rows, int count, ExecutionContext context) {
        Column constant = result.constant(context);
        if (constant != null) {
            return constant;
        }
        return result.evaluate(count == batch.size() ? batch : batch.narrowed(rows, count), context);
    }

    private Column merge(@Nullable Column[] columns, int[] branch, int[] place, int size) {
        boolean allLong = true;
        boolean allDouble = true;
        for (Column column : columns) {
            allLong &= column == null || column instanceof LongColumn;
            allDouble &= column == null || column instanceof DoubleColumn;
        }
        if (size > 0 && allLong) {
            return mergeLongs(columns, branch, place, size);
        }
        if (size > 0 && allDouble) {
            return mergeDoubles(columns, branch, place, size);
        }
        ColumnBuilder builder = ColumnBuilder.of(type);
        for (int i = 0; i < size; i++) {
            builder.append(chosen(columns, branch[i]), place[i]);
        }
        return builder.build();
    }

    private static Column chosen(@Nullable Column[] columns, int branch) {
        Column column = columns[branch + NO_BRANCH];
        if (column == null) {
            throw new IllegalStateException("No result for a branch that was taken");
        }
        return column;
    }

    private static Column mergeLongs(@Nullable Column[] columns, int[] branch, int[] place, int size) {
        long[] values = new long[size];
        boolean[] nulls = new boolean[size];
        boolean anyNull = false;
        for (int i = 0; i < size; i++) {
            LongColumn column = (LongColumn) chosen(columns, branch[i]);
            values[i] = column.get(place[i]);
            nulls[i] = column.isNull(place[i]);
            anyNull |= nulls[i];
        }
        return new LongColumn(values, size, anyNull ? nulls : null);
    }

    private static Column mergeDoubles(@Nullable Column[] columns, int[] branch, int[] place, int size) {
        double[] values = new double[size];
        boolean[] nulls = new boolean[size];
        boolean anyNull = false;
        for (int i = 0; i < size; i++) {
            DoubleColumn column = (DoubleColumn) chosen(columns, branch[i]);
            values[i] = column.get(place[i]);
            nulls[i] = column.isNull(place[i]);
            anyNull |= nulls[i];
        }
        return new DoubleColumn(values, size, anyNull ? nulls : null);
    }

    @Override
    public boolean canFail() {
        return conditions.stream().anyMatch(Expression::canFail)
                || results.stream().anyMatch(Expression::canFail);
    }

    @Override
    public int cost() {
        return 10
                + conditions.stream().mapToInt(Expression::cost).sum()
                + results.stream().mapToInt(Expression::cost).sum();
    }
}
