package org.cairndb.jdbc;

import java.sql.ParameterMetaData;
import java.sql.SQLException;
import java.util.List;
import org.cairndb.planner.ResultColumn;
import org.cairndb.planner.exec.ColumnType.Kind;

/** Describes the parameters of a statement. */
final class CairnParameterMetaData implements ParameterMetaData {
    private final List<ResultColumn> parameters;

    CairnParameterMetaData(List<ResultColumn> parameters) {
        this.parameters = parameters;
    }

    private ResultColumn parameter(int index) throws SQLException {
        if (index < 1 || index > parameters.size()) {
            throw Refusals.invalid(
                    "There is no parameter %d; the statement has %d".formatted(index, parameters.size()));
        }
        return parameters.get(index - 1);
    }

    @Override
    public int getParameterCount() {
        return parameters.size();
    }

    @Override
    public int isNullable(int index) throws SQLException {
        parameter(index);
        return parameterNullable;
    }

    @Override
    public boolean isSigned(int index) throws SQLException {
        Kind kind = parameter(index).type().kind();
        return kind == Kind.LONG || kind == Kind.DOUBLE || kind == Kind.DECIMAL;
    }

    @Override
    public int getPrecision(int index) throws SQLException {
        return parameter(index).sqlType().precision();
    }

    @Override
    public int getScale(int index) throws SQLException {
        return parameter(index).sqlType().scale();
    }

    @Override
    public int getParameterType(int index) throws SQLException {
        return parameter(index).sqlType().jdbcType();
    }

    @Override
    public String getParameterTypeName(int index) throws SQLException {
        return parameter(index).sqlType().name();
    }

    @Override
    public String getParameterClassName(int index) throws SQLException {
        return CellObjects.className(parameter(index));
    }

    @Override
    public int getParameterMode(int index) throws SQLException {
        parameter(index);
        return parameterModeIn;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (!type.isInstance(this)) {
            throw Refusals.invalid("Parameter metadata is no " + type.getName());
        }
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
