package org.cairndb.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.cairndb.planner.QueryResult;
import org.cairndb.planner.ResultColumn;
import org.cairndb.planner.ResultColumn.Origin;
import org.cairndb.planner.ResultColumn.SqlType;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.RowsOperator;
import org.jspecify.annotations.Nullable;

/** Collects rows of metadata into a result set. Columns are text unless their name begins with a number sign, which makes them integers. */
final class ListedRows {
    private final List<ResultColumn> columns = new ArrayList<>();
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    ListedRows(String... names) {
        for (String name : names) {
            boolean isNumber = name.startsWith("#");
            columns.add(new ResultColumn(
                    isNumber ? name.substring(1) : name,
                    ColumnType.of(isNumber ? Kind.LONG : Kind.TEXT),
                    isNumber
                            ? new SqlType(Types.INTEGER, "INTEGER", 10, 0)
                            : new SqlType(Types.VARCHAR, "VARCHAR", 0, 0),
                    true,
                    Origin.NONE));
        }
    }

    static ResultSet empty(String... names) {
        return new ListedRows(names).toResultSet();
    }

    /** Adds a row of text, numbers, booleans (as 0 and 1) and nulls. */
    void add(@Nullable Object... values) {
        @Nullable Object[] row = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value instanceof Number number) {
                row[i] = number.longValue();
            } else if (value instanceof Boolean truth) {
                row[i] = truth ? 1L : 0L;
            } else {
                row[i] = value == null ? null : value.toString().getBytes(StandardCharsets.UTF_8);
            }
        }
        rows.add(row);
    }

    ResultSet toResultSet() {
        List<ColumnType> types = columns.stream().map(ResultColumn::type).toList();
        return new CairnResultSet(null, QueryResult.of(columns, new RowsOperator(types, rows)), 0);
    }
}
