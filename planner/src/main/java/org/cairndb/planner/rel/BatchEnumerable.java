package org.cairndb.planner.rel;

import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.runtime.FlatLists;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.OperatorFactory;
import org.jspecify.annotations.Nullable;

/** The rows of an operator for Calcite's row-at-a-time operators. Public because generated code calls it. */
public final class BatchEnumerable extends AbstractEnumerable<@Nullable Object> {
    private final Source source;
    private final DataContext dataContext;

    private BatchEnumerable(Source source, DataContext dataContext) {
        this.source = source;
        this.dataContext = dataContext;
    }

    /**
     * An operator with the SQL types of its columns.
     *
     * @param factory makes the operator
     * @param rowType types of its columns
     */
    public record Source(OperatorFactory factory, RelDataType rowType) {}

    /** Called by generated code. */
    public static Enumerable<@Nullable Object> of(Source source, DataContext dataContext) {
        return new BatchEnumerable(source, dataContext);
    }

    @Override
    public Enumerator<@Nullable Object> enumerator() {
        List<RelDataType> types = source.rowType.getFieldList().stream()
                .map(RelDataTypeField::getType)
                .toList();
        return new Rows(source.factory.create(PlanDataContext.executionOf(dataContext)), types);
    }

    /** Goes through the rows of batches. */
    private static final class Rows implements Enumerator<@Nullable Object> {
        private final Operator operator;
        private final List<RelDataType> types;
        private @Nullable Batch batch;
        private int ordinal;

        Rows(Operator operator, List<RelDataType> types) {
            this.operator = operator;
            this.types = types;
        }

        @Override
        public boolean moveNext() {
            ordinal++;
            Batch current = batch;
            if (current == null || ordinal >= current.rowCount()) {
                batch = operator.next();
                ordinal = 0;
            }
            return batch != null;
        }

        @Override
        public @Nullable Object current() {
            Batch current = batch;
            if (current == null) {
                throw new IllegalStateException("There is no current row");
            }
            int row = current.row(ordinal);
            if (types.isEmpty()) {
                return FlatLists.of();
            }
            if (types.size() == 1) {
                return EnumerableValues.toObject(current.column(0), row, types.get(0));
            }
            @Nullable Object[] values = new Object[types.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = EnumerableValues.toObject(current.column(i), row, types.get(i));
            }
            return values;
        }

        @Override
        public void reset() {
            throw new UnsupportedOperationException("Batches are read once");
        }

        @Override
        public void close() {
            operator.close();
        }
    }
}
