package org.cairndb.jdbc;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.cairndb.planner.QueryResult;
import org.cairndb.planner.ResultColumn;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.RequestTotals;
import org.jspecify.annotations.Nullable;

/** Rows of a statement, forward only, read from column batches; Java objects are made when they are asked for. */
final class CairnResultSet extends LabelledResultSet implements QueryRequests {
    private final @Nullable CairnStatement statement;
    private final QueryResult result;
    private final List<ResultColumn> columns;
    private final long maxRows;

    private @Nullable Batch batch;
    private int ordinal = -1;
    private int row;
    private int rowCount;
    private long rowNumber;
    private boolean atEnd;
    private boolean wasNull;
    private boolean closed;

    /** Rows of a result; at most {@code maxRows} if that is not 0. */
    CairnResultSet(@Nullable CairnStatement statement, QueryResult result, long maxRows) {
        this.statement = statement;
        this.result = result;
        this.columns = result.columns();
        this.maxRows = maxRows == 0 ? Long.MAX_VALUE : maxRows;
    }

    @Override
    public RequestTotals requests() {
        return result.requests();
    }

    @Override
    public boolean next() throws SQLException {
        requireOpen();
        if (++ordinal < rowCount && rowNumber < maxRows) {
            Batch current = batch;
            row = current == null ? 0 : current.row(ordinal);
            rowNumber++;
            return true;
        }
        return nextBatch();
    }

    private boolean nextBatch() throws SQLException {
        if (atEnd || rowNumber >= maxRows) {
            end();
            return false;
        }
        try {
            Batch next = result.next();
            if (next == null) {
                end();
                return false;
            }
            batch = next;
            rowCount = next.rowCount();
            ordinal = 0;
            row = next.row(0);
            rowNumber++;
            return true;
        } catch (RuntimeException e) {
            throw Refusals.of(e);
        }
    }

    private void end() {
        atEnd = true;
        batch = null;
        rowCount = 0;
        ordinal = 0;
    }

    /** The column with an ordinal counted from 1, positioned for reading; notes whether the value is null. */
    private Column column(int index) throws SQLException {
        Batch current = batch;
        if (current == null) {
            requireOpen();
            throw Refusals.invalid(atEnd ? "The result set is after its last row" : "Call next() before reading a row");
        }
        if (index < 1 || index > columns.size()) {
            throw Refusals.invalid("There is no column %d; the result has %d".formatted(index, columns.size()));
        }
        Column column = current.column(index - 1);
        wasNull = column.isNull(row);
        return column;
    }

    private ResultColumn meta(int index) {
        return columns.get(index - 1);
    }

    private void requireOpen() throws SQLException {
        if (closed) {
            throw Refusals.closed("result set");
        }
    }

    @Override
    public void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        batch = null;
        try {
            result.close();
        } catch (RuntimeException e) {
            throw Refusals.of(e);
        }
        if (statement != null) {
            statement.resultClosed();
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public boolean wasNull() {
        return wasNull;
    }

    @Override
    public @Nullable String getString(int index) throws SQLException {
        Column column = column(index);
        return wasNull ? null : Cells.text(meta(index), column, row);
    }

    @Override
    public @Nullable String getNString(int index) throws SQLException {
        return getString(index);
    }

    @Override
    public boolean getBoolean(int index) throws SQLException {
        Column column = column(index);
        return !wasNull && Cells.truth(meta(index), column, row);
    }

    @Override
    public byte getByte(int index) throws SQLException {
        return (byte) ranged(index, Byte.MIN_VALUE, Byte.MAX_VALUE);
    }

    @Override
    public short getShort(int index) throws SQLException {
        return (short) ranged(index, Short.MIN_VALUE, Short.MAX_VALUE);
    }

    @Override
    public int getInt(int index) throws SQLException {
        return (int) ranged(index, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private long ranged(int index, long least, long greatest) throws SQLException {
        long value = getLong(index);
        if (value < least || value > greatest) {
            throw Cells.outOfRange(meta(index), Long.toString(value));
        }
        return value;
    }

    @Override
    public long getLong(int index) throws SQLException {
        Column column = column(index);
        return wasNull ? 0 : Cells.longValue(meta(index), column, row);
    }

    @Override
    public float getFloat(int index) throws SQLException {
        return (float) getDouble(index);
    }

    @Override
    public double getDouble(int index) throws SQLException {
        Column column = column(index);
        return wasNull ? 0 : Cells.doubleValue(meta(index), column, row);
    }

    @Override
    public @Nullable BigDecimal getBigDecimal(int index) throws SQLException {
        Column column = column(index);
        return wasNull ? null : Cells.decimal(meta(index), column, row);
    }

    @Override
    @Deprecated
    public @Nullable BigDecimal getBigDecimal(int index, int scale) throws SQLException {
        BigDecimal value = getBigDecimal(index);
        return value == null ? null : value.setScale(scale, RoundingMode.HALF_UP);
    }

    @Override
    public byte @Nullable [] getBytes(int index) throws SQLException {
        Column column = column(index);
        return wasNull ? null : Cells.bytes(meta(index), column, row);
    }

    @Override
    public @Nullable Date getDate(int index) throws SQLException {
        return getObject(index, Date.class);
    }

    @Override
    public @Nullable Time getTime(int index) throws SQLException {
        return getObject(index, Time.class);
    }

    @Override
    public @Nullable Timestamp getTimestamp(int index) throws SQLException {
        return getObject(index, Timestamp.class);
    }

    @Override
    public @Nullable Date getDate(int index, @Nullable Calendar calendar) throws SQLException {
        LocalDateTime value = getObject(index, LocalDateTime.class);
        return value == null ? null : new Date(millis(value.toLocalDate().atStartOfDay(), calendar));
    }

    @Override
    public @Nullable Time getTime(int index, @Nullable Calendar calendar) throws SQLException {
        Time value = getTime(index);
        return value == null ? null : new Time(millis(value.toLocalTime().atDate(LocalDate.EPOCH), calendar));
    }

    @Override
    public @Nullable Timestamp getTimestamp(int index, @Nullable Calendar calendar) throws SQLException {
        LocalDateTime value = getObject(index, LocalDateTime.class);
        if (value == null) {
            return null;
        }
        Timestamp timestamp = new Timestamp(millis(value, calendar));
        timestamp.setNanos(value.getNano());
        return timestamp;
    }

    private static long millis(LocalDateTime value, @Nullable Calendar calendar) {
        TimeZone zone = calendar == null ? TimeZone.getDefault() : calendar.getTimeZone();
        return value.atZone(zone.toZoneId()).toInstant().toEpochMilli();
    }

    @Override
    public @Nullable Object getObject(int index) throws SQLException {
        Column column = column(index);
        return wasNull ? null : CellObjects.own(meta(index), column, row);
    }

    @Override
    public @Nullable Object getObject(int index, Map<String, Class<?>> map) throws SQLException {
        return getObject(index);
    }

    @Override
    public <T> @Nullable T getObject(int index, Class<T> type) throws SQLException {
        Column column = column(index);
        return wasNull ? null : CellObjects.as(type, meta(index), column, row);
    }

    @Override
    public int findColumn(String label) throws SQLException {
        requireOpen();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(label)) {
                return i + 1;
            }
        }
        throw new SQLException(
                "There is no column \"%s\" in the result".formatted(label), ErrorCode.NO_SUCH_COLUMN.sqlState());
    }

    @Override
    public @Nullable InputStream getBinaryStream(int index) throws SQLException {
        byte[] bytes = getBytes(index);
        return bytes == null ? null : new ByteArrayInputStream(bytes);
    }

    @Override
    public @Nullable InputStream getAsciiStream(int index) throws SQLException {
        String text = getString(index);
        return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    @Deprecated
    public @Nullable InputStream getUnicodeStream(int index) throws SQLException {
        String text = getString(index);
        return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_16));
    }

    @Override
    public @Nullable Reader getCharacterStream(int index) throws SQLException {
        String text = getString(index);
        return text == null ? null : new StringReader(text);
    }

    @Override
    public @Nullable Reader getNCharacterStream(int index) throws SQLException {
        return getCharacterStream(index);
    }

    @Override
    public Array getArray(int index) throws SQLException {
        throw Refusals.refused("getArray");
    }

    @Override
    public Blob getBlob(int index) throws SQLException {
        throw Refusals.refused("getBlob");
    }

    @Override
    public Clob getClob(int index) throws SQLException {
        throw Refusals.refused("getClob");
    }

    @Override
    public NClob getNClob(int index) throws SQLException {
        throw Refusals.refused("getNClob");
    }

    @Override
    public Ref getRef(int index) throws SQLException {
        throw Refusals.refused("getRef");
    }

    @Override
    public RowId getRowId(int index) throws SQLException {
        throw Refusals.refused("getRowId");
    }

    @Override
    public SQLXML getSQLXML(int index) throws SQLException {
        throw Refusals.refused("getSQLXML");
    }

    @Override
    public URL getURL(int index) throws SQLException {
        throw Refusals.refused("getURL");
    }

    @Override
    public String getCursorName() throws SQLException {
        throw Refusals.refused("getCursorName");
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        requireOpen();
        return new CairnResultSetMetaData(columns);
    }

    @Override
    public @Nullable Statement getStatement() throws SQLException {
        requireOpen();
        return statement;
    }

    @Override
    public @Nullable SQLWarning getWarnings() throws SQLException {
        requireOpen();
        return null;
    }

    @Override
    public void clearWarnings() throws SQLException {
        requireOpen();
    }

    @Override
    public boolean isBeforeFirst() throws SQLException {
        requireOpen();
        return rowNumber == 0 && !atEnd;
    }

    @Override
    public boolean isAfterLast() throws SQLException {
        requireOpen();
        return atEnd && rowNumber > 0;
    }

    @Override
    public boolean isFirst() throws SQLException {
        requireOpen();
        return rowNumber == 1 && !atEnd;
    }

    @Override
    public boolean isLast() throws SQLException {
        throw Refusals.refused("isLast");
    }

    @Override
    public int getRow() throws SQLException {
        requireOpen();
        return atEnd ? 0 : (int) Math.min(rowNumber, Integer.MAX_VALUE);
    }

    @Override
    public void setFetchDirection(int direction) throws SQLException {
        requireOpen();
    }

    @Override
    public int getFetchDirection() throws SQLException {
        requireOpen();
        return ResultSet.FETCH_FORWARD;
    }

    @Override
    public void setFetchSize(int rows) throws SQLException {
        requireOpen();
    }

    @Override
    public int getFetchSize() throws SQLException {
        requireOpen();
        return 0;
    }

    @Override
    public int getType() throws SQLException {
        requireOpen();
        return ResultSet.TYPE_FORWARD_ONLY;
    }

    @Override
    public int getConcurrency() throws SQLException {
        requireOpen();
        return ResultSet.CONCUR_READ_ONLY;
    }

    @Override
    public int getHoldability() throws SQLException {
        requireOpen();
        return ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public boolean rowUpdated() {
        return false;
    }

    @Override
    public boolean rowInserted() {
        return false;
    }

    @Override
    public boolean rowDeleted() {
        return false;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (!type.isInstance(this)) {
            throw Refusals.invalid("A result set is no " + type.getName());
        }
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
