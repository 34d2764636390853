package org.cairndb.planner.exec.scalar;

import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;

/** CASE: every row is evaluated by the conditions up to the first true one and by that one's result only. */
final class Choice implements Expression {
    private final List<Expression> conditions;
    private final List<Expression> results;
    private final ColumnType type;

    Choice(List<Expression> conditions, List<Expression> results, ColumnType type) {
        this.conditions = List.copyOf(conditions);
        this.results = List.copyOf(results);
        this.type = type;
    }

    @Override
    public Column evaluate(Batch batch, ExecutionContext context) {
        int size = batch.size();
        int[] open = new int[size];
        for (int i = 0; i < size; i++) {
            open[i] = i;
        }
        int openCount = size;
        int[] branch = new int[size];
        int[] rowInBranch = new int[size];
        Column[] columns = new Column[results.size()];
        for (int i = 0; i < conditions.size() && openCount > 0; i++) {
            Batch left = batch.select(open, openCount).compact();
            LongColumn condition = (LongColumn) conditions.get(i).evaluate(left, context);
            int[] taken = new int[openCount];
            int takenCount = 0;
            int[] rest = new int[openCount];
            int restCount = 0;
            for (int j = 0; j < openCount; j++) {
                if (!condition.isNull(j) && condition.get(j) != 0) {
                    branch[open[j]] = i;
                    rowInBranch[open[j]] = takenCount;
                    taken[takenCount++] = j;
                } else {
                    rest[restCount++] = open[j];
                }
            }
            columns[i] = results.get(i).evaluate(left.select(taken, takenCount).compact(), context);
            open = rest;
            openCount = restCount;
        }
        for (int j = 0; j < openCount; j++) {
            branch[open[j]] = conditions.size();
            rowInBranch[open[j]] = j;
        }
        int last = conditions.size();
        columns[last] = results.get(last).evaluate(batch.select(open, openCount).compact(), context);
        ColumnBuilder builder = ColumnBuilder.of(type);
        for (int i = 0; i < size; i++) {
            builder.append(columns[branch[i]], rowInBranch[i]);
        }
        return builder.build();
    }

    @Override
    public boolean canFail() {
        return conditions.stream().anyMatch(Expression::canFail)
                || results.stream().anyMatch(Expression::canFail);
    }
}
