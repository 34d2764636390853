package org.cairndb.jdbc;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import org.cairndb.planner.PreparedQuery;
import org.cairndb.planner.StatementHandle;
import org.jspecify.annotations.Nullable;

/** A query with parameters, planned once a schema. */
final class CairnPreparedStatement extends RefusingPreparedStatement {
    private static final Object UNSET = new Object();

    private final String sql;
    private StatementHandle handle;
    private final int parameterCount;
    private final @Nullable Object[] values;

    CairnPreparedStatement(CairnConnection connection, String sql) throws SQLException {
        super(connection);
        this.sql = sql;
        this.handle = connection.handle(null, sql, StatementHandle.Literals.KEPT);
        this.parameterCount = connection.prepare(handle).parameters().size();
        this.values = new Object[parameterCount];
        Arrays.fill(values, UNSET);
    }

    private void set(int index, @Nullable Object value) throws SQLException {
        requireOpen();
        if (index < 1 || index > parameterCount) {
            throw Refusals.invalid("There is no parameter %d; the statement has %d".formatted(index, parameterCount));
        }
        values[index - 1] = value;
    }

    private PreparedQuery query() throws SQLException {
        requireOpen();
        return connection().prepare(handle());
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        requireOpen();
        List<@Nullable Object> given = new ArrayList<>(parameterCount);
        for (int i = 0; i < parameterCount; i++) {
            if (values[i] == UNSET) {
                throw Refusals.invalid("Parameter %d has no value".formatted(i + 1));
            }
            given.add(values[i]);
        }
        return run(handle(), given);
    }

    /** The statement with the schema that is set now. */
    private StatementHandle handle() {
        handle = connection().handle(handle, sql, StatementHandle.Literals.KEPT);
        return handle;
    }

    @Override
    public boolean execute() throws SQLException {
        executeQuery();
        return true;
    }

    @Override
    public int executeUpdate() throws SQLException {
        throw Refusals.readOnly("executeUpdate");
    }

    @Override
    public void addBatch() throws SQLException {
        throw Refusals.readOnly("addBatch");
    }

    @Override
    public void clearParameters() throws SQLException {
        requireOpen();
        Arrays.fill(values, UNSET);
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        return new CairnResultSetMetaData(query().columns());
    }

    @Override
    public ParameterMetaData getParameterMetaData() throws SQLException {
        return new CairnParameterMetaData(query().parameters());
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
        set(index, value == null ? null : value.toLocalDate());
    }

    @Override
    public void setTime(int index, @Nullable Time value) throws SQLException {
        set(index, value == null ? null : value.toLocalTime());
    }

    @Override
    public void setTimestamp(int index, @Nullable Timestamp value) throws SQLException {
        set(index, value == null ? null : value.toLocalDateTime());
    }

    @Override
    public void setDate(int index, @Nullable Date value, Calendar calendar) throws SQLException {
        set(
                index,
                value == null
                        ? null
                        : inZone(new Timestamp(value.getTime()), calendar).toLocalDate());
    }

    @Override
    public void setTime(int index, @Nullable Time value, Calendar calendar) throws SQLException {
        set(
                index,
                value == null
                        ? null
                        : inZone(new Timestamp(value.getTime()), calendar).toLocalTime());
    }

    @Override
    public void setTimestamp(int index, @Nullable Timestamp value, Calendar calendar) throws SQLException {
        set(index, value == null ? null : inZone(value, calendar));
    }

    private static LocalDateTime inZone(Timestamp value, Calendar calendar) {
        return LocalDateTime.ofInstant(value.toInstant(), calendar.getTimeZone().toZoneId());
    }

    @Override
    public void setObject(int index, @Nullable Object value) throws SQLException {
        if (value instanceof java.util.Date date) {
            setLegacyDate(index, date);
        } else {
            set(index, value instanceof ZonedDateTime zoned ? zoned.toInstant() : value);
        }
    }

    private void setLegacyDate(int index, java.util.Date value) throws SQLException {
        if (value instanceof Date date) {
            setDate(index, date);
        } else if (value instanceof Time time) {
            setTime(index, time);
        } else if (value instanceof Timestamp timestamp) {
            setTimestamp(index, timestamp);
        } else {
            set(index, value.toInstant());
        }
    }

    @Override
    public void setObject(int index, @Nullable Object value, int targetType) throws SQLException {
        setObject(index, value);
    }

    @Override
    public void setObject(int index, @Nullable Object value, int targetType, int scale) throws SQLException {
        setObject(index, value);
    }
}
