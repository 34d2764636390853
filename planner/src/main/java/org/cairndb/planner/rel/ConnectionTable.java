package org.cairndb.planner.rel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.calcite.sql.type.SqlTypeName;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.RowsOperator;
import org.cairndb.planner.rel.DatomTable.TableColumn;
import org.jspecify.annotations.Nullable;

/**
 * Builds a table that lists what the schemas of a connection say. It reads no data.
 *
 * @param <T> what a row is made of
 */
public final class ConnectionTable<T> {
    /** What plans take for the number of rows. */
    private static final double ROWS = 1_000;

    private final String name;
    private final String remarks;
    private final List<Column<T>> columns = new ArrayList<>();

    private record Column<T>(String name, SqlTypeName type, Function<T, @Nullable Object> value) {}

    /** A table of a name. */
    public ConnectionTable(String name, String remarks) {
        this.name = name;
        this.remarks = remarks;
    }

    /** Adds columns of text, null in all rows. */
    public ConnectionTable<T> nulls(String... names) {
        for (String each : names) {
            text(each, row -> null);
        }
        return this;
    }

    /** Adds a column of text. */
    public ConnectionTable<T> text(String column, Function<T, @Nullable String> value) {
        columns.add(new Column<>(column, SqlTypeName.VARCHAR, row -> utf8(value.apply(row))));
        return this;
    }

    /** Adds a column of integers. */
    public ConnectionTable<T> number(String column, Function<T, @Nullable Integer> value) {
        columns.add(new Column<>(column, SqlTypeName.INTEGER, row -> wide(value.apply(row))));
        return this;
    }

    private static byte @Nullable [] utf8(@Nullable String text) {
        return text == null ? null : SystemTables.utf8(text);
    }

    private static @Nullable Long wide(@Nullable Integer number) {
        return number == null ? null : number.longValue();
    }

    /** The table over the databases attached under some names, with rows that are asked for at each execution. */
    public DatomTable of(List<String> databases, Function<ExecutionContext, Stream<T>> rows) {
        List<TableColumn> described = columns.stream()
                .map(column -> TableColumn.of(column.name, factory -> SystemTables.nullable(factory, column.type)))
                .toList();
        List<ColumnType> types = columns.stream()
                .map(column -> ColumnType.of(column.type == SqlTypeName.VARCHAR ? Kind.TEXT : Kind.LONG))
                .toList();
        return ListTable.ofAll(
                databases,
                new ListTable.Definition(
                        name,
                        remarks,
                        described,
                        0,
                        (context, snapshot) -> new RowsOperator(
                                types, () -> rows.apply(context).map(this::row).iterator()),
                        snapshot -> ROWS));
    }

    private @Nullable Object[] row(T row) {
        @Nullable Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = columns.get(i).value.apply(row);
        }
        return values;
    }
}
