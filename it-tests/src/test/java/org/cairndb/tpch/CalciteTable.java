package org.cairndb.tpch;

import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Linq4j;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.ScannableTable;
import org.apache.calcite.schema.Statistic;
import org.apache.calcite.schema.Statistics;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/** A table as rows in memory for Calcite's own executor; a scan ends when its statement is cancelled. Immutable. */
public final class CalciteTable extends AbstractTable implements ScannableTable {
    private static final int PRECISION = 15;
    private static final int SCALE = 2;

    private final Table table;
    private final List<@Nullable Object[]> rows;

    private CalciteTable(Table table, List<@Nullable Object[]> rows) {
        this.table = table;
        this.rows = rows;
    }

    /** Makes all rows. */
    public static CalciteTable load(Table table, double scaleFactor) {
        List<? extends Column<?>> columns = table.columns();
        List<@Nullable Object[]> loaded = new ArrayList<>();
        Table.Rows rows = table.rows(scaleFactor);
        while (rows.next()) {
            @Nullable Object[] row = new Object[columns.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = switch (columns.get(i).type()) {
                    case INTEGER -> rows.number(i);
                    case DECIMAL -> BigDecimal.valueOf(rows.number(i), SCALE);
                    case DATE -> (int) rows.number(i);
                    case TEXT -> rows.text(i);
                };
            }
            loaded.add(row);
        }
        return new CalciteTable(table, loaded);
    }

    @Override
    public Enumerable<@Nullable Object[]> scan(DataContext root) {
        AtomicBoolean isCancelled = DataContext.Variable.CANCEL_FLAG.get(root);
        return Linq4j.asEnumerable(rows).where(row -> {
            if (isCancelled.get()) {
                throw new CancellationException();
            }
            return true;
        });
    }

    @Override
    public Statistic getStatistic() {
        List<? extends Column<?>> columns = table.columns();
        ImmutableBitSet key = ImmutableBitSet.of(IntStream.range(0, columns.size())
                .filter(i -> table.primaryKey().contains(columns.get(i).name()))
                .toArray());
        return Statistics.of(rows.size(), ImmutableList.of(key));
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory types) {
        RelDataTypeFactory.Builder builder = types.builder();
        for (Column<?> column : table.columns()) {
            switch (column.type()) {
                case INTEGER -> builder.add(column.name(), SqlTypeName.BIGINT);
                case DECIMAL -> builder.add(column.name(), SqlTypeName.DECIMAL, PRECISION, SCALE);
                case DATE -> builder.add(column.name(), SqlTypeName.DATE);
                case TEXT -> builder.add(column.name(), SqlTypeName.VARCHAR);
            }
        }
        return builder.build();
    }
}
