package org.cairndb.jdbc;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.cairndb.planner.QueryEngine;
import org.cairndb.planner.ResultColumn;
import org.cairndb.planner.ResultColumn.SqlType;
import org.cairndb.planner.exec.ColumnType.Kind;

/** Describes the columns of a result. */
final class CairnResultSetMetaData implements ResultSetMetaData {
    /** Characters of "false". */
    private static final int BOOLEAN_WIDTH = 5;
    /** Characters of the longest number such as -2.2250738585072014E-308. */
    private static final int DOUBLE_WIDTH = 24;

    private final List<ResultColumn> columns;

    CairnResultSetMetaData(List<ResultColumn> columns) {
        this.columns = columns;
    }

    private ResultColumn column(int index) throws SQLException {
        if (index < 1 || index > columns.size()) {
            throw Refusals.invalid("There is no column %d; the result has %d".formatted(index, columns.size()));
        }
        return columns.get(index - 1);
    }

    @Override
    public int getColumnCount() {
        return columns.size();
    }

    @Override
    public String getColumnLabel(int index) throws SQLException {
        return column(index).name();
    }

    @Override
    public String getColumnName(int index) throws SQLException {
        return column(index).name();
    }

    @Override
    public String getSchemaName(int index) throws SQLException {
        return column(index).origin().schema();
    }

    @Override
    public String getTableName(int index) throws SQLException {
        return column(index).origin().table();
    }

    @Override
    public String getCatalogName(int index) throws SQLException {
        return column(index).origin().table().isEmpty() ? "" : QueryEngine.CATALOG;
    }

    @Override
    public int getColumnType(int index) throws SQLException {
        return column(index).sqlType().jdbcType();
    }

    @Override
    public String getColumnTypeName(int index) throws SQLException {
        return column(index).sqlType().name();
    }

    @Override
    public String getColumnClassName(int index) throws SQLException {
        return CellObjects.className(column(index));
    }

    @Override
    public int getPrecision(int index) throws SQLException {
        return column(index).sqlType().precision();
    }

    @Override
    public int getScale(int index) throws SQLException {
        return column(index).sqlType().scale();
    }

    @Override
    public int getColumnDisplaySize(int index) throws SQLException {
        SqlType type = column(index).sqlType();
        return switch (type.jdbcType()) {
            case Types.BOOLEAN -> BOOLEAN_WIDTH;
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> type.precision() + 1;
            case Types.REAL, Types.DOUBLE -> DOUBLE_WIDTH;
            case Types.DECIMAL -> type.precision() + (type.scale() > 0 ? 2 : 1);
            case Types.VARBINARY -> type.precision() > Integer.MAX_VALUE / 2 ? Integer.MAX_VALUE : 2 * type.precision();
            default -> type.precision() == 0 ? Integer.MAX_VALUE : type.precision();
        };
    }

    @Override
    public int isNullable(int index) throws SQLException {
        return column(index).isNullable() ? columnNullable : columnNoNulls;
    }

    @Override
    public boolean isSigned(int index) throws SQLException {
        return switch (column(index).type().kind()) {
            case LONG, DOUBLE, DECIMAL -> true;
            case BOOLEAN, DATE, TIME, TIMESTAMP, TEXT, BYTES, UUID, MONTHS, DURATION, OTHER -> false;
        };
    }

    @Override
    public boolean isCaseSensitive(int index) throws SQLException {
        return column(index).type().kind() == Kind.TEXT;
    }

    @Override
    public boolean isSearchable(int index) throws SQLException {
        return column(index).sqlType().jdbcType() != Types.NULL;
    }

    @Override
    public boolean isAutoIncrement(int index) throws SQLException {
        column(index);
        return false;
    }

    @Override
    public boolean isCurrency(int index) throws SQLException {
        column(index);
        return false;
    }

    @Override
    public boolean isReadOnly(int index) throws SQLException {
        column(index);
        return true;
    }

    @Override
    public boolean isWritable(int index) throws SQLException {
        column(index);
        return false;
    }

    @Override
    public boolean isDefinitelyWritable(int index) throws SQLException {
        column(index);
        return false;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (!type.isInstance(this)) {
            throw Refusals.invalid("Result set metadata is no " + type.getName());
        }
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
