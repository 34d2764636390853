package org.cairndb.planner.rel;

import java.util.List;
import org.apache.calcite.linq4j.Enumerator;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.cairndb.storage.error.CairnException;
import org.jspecify.annotations.Nullable;

/** Collects the rows of Calcite's operators into batches. */
final class EnumerableOperator implements Operator {
    private static final int ROWS_AT_ONCE = 1024;

    private final List<ColumnType> types;
    private final EnumerableToDatomConverter.Source source;
    private final ExecutionContext context;
    private @Nullable Enumerator<?> rows;

    EnumerableOperator(List<ColumnType> types, EnumerableToDatomConverter.Source source, ExecutionContext context) {
        this.types = types;
        this.source = source;
        this.context = context;
    }

    @Override
    public @Nullable Batch next() {
        context.checkCancelled();
        try {
            return collect();
        } catch (CairnException e) {
            throw e;
        } catch (RuntimeException | ExceptionInInitializerError e) {
            throw EnumerableErrors.translate(e);
        }
    }

    private @Nullable Batch collect() {
        Enumerator<?> open = rows;
        if (open == null) {
            open = source.open();
            rows = open;
        }
        ColumnBuilder[] builders = new ColumnBuilder[types.size()];
        for (int i = 0; i < builders.length; i++) {
            builders[i] = ColumnBuilder.of(types.get(i));
        }
        int size = 0;
        while (size < ROWS_AT_ONCE && open.moveNext()) {
            append(open.current(), builders);
            size++;
        }
        if (size == 0) {
            return null;
        }
        Column[] columns = new Column[builders.length];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = builders[i].build();
        }
        return new Batch(columns, size);
    }

    private void append(@Nullable Object row, ColumnBuilder[] builders) {
        if (builders.length == 1) {
            builders[0].appendValue(EnumerableValues.toRunTime(row, types.get(0)));
            return;
        }
        @Nullable Object[] values = (Object[]) row;
        for (int i = 0; i < builders.length && values != null; i++) {
            builders[i].appendValue(EnumerableValues.toRunTime(values[i], types.get(i)));
        }
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
            rows = null;
        }
    }
}
