package org.cairndb.jdbc;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;

/** The setters of typed values; each value is brought to the type of its parameter when the statement is run. */
abstract class TypedParameters extends StreamParameters {
    TypedParameters(CairnConnection connection, ResultShape shape) {
        super(connection, shape);
    }

    @Override
    public void setNull(int index, int type) throws SQLException {
        set(index, null);
    }

    @Override
    public void setNull(int index, int type, String typeName) throws SQLException {
        set(index, null);
    }

    @Override
    public void setBoolean(int index, boolean value) throws SQLException {
        set(index, value);
    }

    @Override
    public void setByte(int index, byte value) throws SQLException {
        set(index, (long) value);
    }

    @Override
    public void setShort(int index, short value) throws SQLException {
        set(index, (long) value);
    }

    @Override
    public void setInt(int index, int value) throws SQLException {
        set(index, (long) value);
    }

    @Override
    public void setLong(int index, long value) throws SQLException {
        set(index, value);
    }

    @Override
    public void setFloat(int index, float value) throws SQLException {
        set(index, (double) value);
    }

    @Override
    public void setDouble(int index, double value) throws SQLException {
        set(index, value);
    }

    @Override
    public void setBigDecimal(int index, @Nullable BigDecimal value) throws SQLException {
        set(index, value);
    }

    @Override
    public void setString(int index, @Nullable String value) throws SQLException {
        set(index, value);
    }

    @Override
    public void setNString(int index, @Nullable String value) throws SQLException {
        set(index, value);
    }

    @Override
    public void setBytes(int index, byte @Nullable [] value) throws SQLException {
        set(index, value == null ? null : value.clone());
    }

    @Override
    public void setDate(int index, @Nullable Date value) throws SQLException {
        setDate(index, value, null);
    }

    @Override
    public void setTime(int index, @Nullable Time value) throws SQLException {
        setTime(index, value, null);
    }

    @Override
    public void setTimestamp(int index, @Nullable Timestamp value) throws SQLException {
        setTimestamp(index, value, null);
    }

    @Override
    public void setDate(int index, @Nullable Date value, @Nullable Calendar calendar) throws SQLException {
        set(index, value == null ? null : LegacyTimes.localDate(value, calendar));
    }

    @Override
    public void setTime(int index, @Nullable Time value, @Nullable Calendar calendar) throws SQLException {
        set(index, value == null ? null : LegacyTimes.localTime(value, calendar));
    }

    @Override
    public void setTimestamp(int index, @Nullable Timestamp value, @Nullable Calendar calendar) throws SQLException {
        set(index, value == null ? null : LegacyTimes.localDateTime(value, calendar));
    }

    @Override
    public void setArray(int index, @Nullable Array value) throws SQLException {
        set(index, ParameterObjects.of(value));
    }

    @Override
    public void setObject(int index, @Nullable Object value) throws SQLException {
        set(index, ParameterObjects.of(value));
    }

    @Override
    public void setObject(int index, @Nullable Object value, int targetType) throws SQLException {
        set(index, ParameterObjects.of(value, targetType));
    }

    @Override
    public void setObject(int index, @Nullable Object value, int targetType, int scale) throws SQLException {
        set(index, ParameterObjects.of(value, targetType, scale));
    }

    @Override
    public void setObject(int index, @Nullable Object value, SQLType targetType) throws SQLException {
        set(index, ParameterObjects.of(value, ParameterObjects.number(targetType)));
    }

    @Override
    public void setObject(int index, @Nullable Object value, SQLType targetType, int scale) throws SQLException {
        set(index, ParameterObjects.of(value, ParameterObjects.number(targetType), scale));
    }
}
