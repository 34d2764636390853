package org.cairndb.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairndb.planner.QueryResult;
import org.cairndb.planner.ResultColumn;
import org.cairndb.planner.ResultColumn.Origin;
import org.cairndb.planner.ResultColumn.SqlType;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.RowsOperator;
import org.jspecify.annotations.Nullable;

/** Collects rows of metadata into a result set. Columns are text unless their name has a type behind a colon: short, int, long or boolean. */
final class ListedRows {
    private static final SqlType TEXT = new SqlType(Types.VARCHAR, "VARCHAR", Integer.MAX_VALUE, 0);
    private static final Map<String, SqlType> TYPES = Map.of(
            "short", new SqlType(Types.SMALLINT, "SMALLINT", 5, 0),
            "int", new SqlType(Types.INTEGER, "INTEGER", 10, 0),
            "long", new SqlType(Types.BIGINT, "BIGINT", 19, 0),
            "boolean", new SqlType(Types.BOOLEAN, "BOOLEAN", 1, 0));

    private final List<ResultColumn> columns = new ArrayList<>();
    private final List<@Nullable Object[]> rows = new ArrayList<>();
    /** Most texts are there many times. */
    private final Map<String, byte[]> texts = new HashMap<>();

    ListedRows(String... headings) {
        for (String heading : headings) {
            int colon = heading.indexOf(':');
            String name = colon < 0 ? heading : heading.substring(0, colon);
            SqlType type = colon < 0 ? TEXT : TYPES.getOrDefault(heading.substring(colon + 1), TEXT);
            columns.add(new ResultColumn(name, ColumnType.of(kind(type)), type, true, Origin.NONE));
        }
    }

    private static Kind kind(SqlType type) {
        return switch (type.jdbcType()) {
            case Types.VARCHAR -> Kind.TEXT;
            case Types.BOOLEAN -> Kind.BOOLEAN;
            default -> Kind.LONG;
        };
    }

    /** Adds a row of text, numbers, booleans and nulls; columns without a value are null. */
    void add(@Nullable Object... values) {
        @Nullable Object[] row = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value instanceof Number number) {
                row[i] = number.longValue();
            } else if (value instanceof Boolean truth) {
                row[i] = truth ? 1L : 0L;
            } else if (value != null) {
                row[i] = texts.computeIfAbsent(value.toString(), text -> text.getBytes(StandardCharsets.UTF_8));
            }
        }
        rows.add(row);
    }

    ResultSet toResultSet() {
        List<ColumnType> types = columns.stream().map(ResultColumn::type).toList();
        return CairnResultSet.of(QueryResult.of(columns, new RowsOperator(types, rows)));
    }
}
