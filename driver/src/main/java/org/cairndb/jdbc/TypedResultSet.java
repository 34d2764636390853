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
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import javax.sql.rowset.serial.SerialBlob;
import javax.sql.rowset.serial.SerialClob;
import org.cairndb.planner.ResultColumn;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.jspecify.annotations.Nullable;

/** The getters by ordinal: values of the current row as Java objects, which are made when they are asked for. */
abstract class TypedResultSet extends LabelledResultSet {
    private final List<ResultColumn> columns;
    private final RowCursor cursor;
    private boolean wasNull;

    TypedResultSet(RowCursor cursor) {
        this.columns = cursor.result().columns();
        this.cursor = cursor;
    }

    abstract void requireOpen() throws SQLException;

    /** The column with an ordinal counted from 1, positioned for reading; notes whether the value is null. */
    private Column column(int index) throws SQLException {
        Batch current = cursor.batch;
        if (current == null) {
            requireOpen();
            throw Refusals.noRow(cursor.isAfterLast());
        }
        if (index < 1 || index > columns.size()) {
            throw Refusals.invalid("There is no column %d; the result has %d".formatted(index, columns.size()));
        }
        Column column = current.column(index - 1);
        wasNull = column.isNull(cursor.row);
        return column;
    }

    private ResultColumn meta(int index) {
        return columns.get(index - 1);
    }

    @Override
    public boolean wasNull() throws SQLException {
        requireOpen();
        return wasNull;
    }

    @Override
    public @Nullable String getString(int index) throws SQLException {
        Column column = column(index);
        return wasNull ? null : Cells.text(meta(index), column, cursor.row);
    }

    @Override
    public @Nullable String getNString(int index) throws SQLException {
        return getString(index);
    }

    @Override
    public boolean getBoolean(int index) throws SQLException {
        Column column = column(index);
        return !wasNull && Cells.truth(meta(index), column, cursor.row);
    }

    @Override
    public byte getByte(int index) throws SQLException {
        Column column = column(index);
        return wasNull ? 0 : (byte) Cells.ranged(meta(index), column, cursor.row, Byte.SIZE);
    }

    @Override
    public short getShort(int index) throws SQLException {
        Column column = column(index);
        return wasNull ? 0 : (short) Cells.ranged(meta(index), column, cursor.row, Short.SIZE);
    }

    @Override
    public int getInt(int index) throws SQLException {
        Column column = column(index);
        return wasNull ? 0 : (int) Cells.ranged(meta(index), column, cursor.row, Integer.SIZE);
    }

    @Override
    public long getLong(int index) throws SQLException {
        Column column = column(index);
        return wasNull ? 0 : Cells.longValue(meta(index), column, cursor.row);
    }

    @Override
    public float getFloat(int index) throws SQLException {
        return (float) getDouble(index);
    }

    @Override
    public double getDouble(int index) throws SQLException {
        Column column = column(index);
        return wasNull ? 0 : Cells.doubleValue(meta(index), column, cursor.row);
    }

    @Override
    public @Nullable BigDecimal getBigDecimal(int index) throws SQLException {
        Column column = column(index);
        return wasNull ? null : Cells.decimal(meta(index), column, cursor.row);
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
        return wasNull ? null : Cells.bytes(meta(index), column, cursor.row);
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
        LocalDate value = getObject(index, LocalDate.class);
        return value == null ? null : LegacyTimes.date(value, calendar);
    }

    @Override
    public @Nullable Time getTime(int index, @Nullable Calendar calendar) throws SQLException {
        LocalTime value = getObject(index, LocalTime.class);
        return value == null ? null : LegacyTimes.time(value, calendar);
    }

    @Override
    public @Nullable Timestamp getTimestamp(int index, @Nullable Calendar calendar) throws SQLException {
        LocalDateTime value = getObject(index, LocalDateTime.class);
        return value == null ? null : LegacyTimes.timestamp(value, calendar);
    }

    @Override
    public @Nullable Object getObject(int index) throws SQLException {
        Column column = column(index);
        return wasNull ? null : CellObjects.own(meta(index), column, cursor.row);
    }

    @Override
    public @Nullable Object getObject(int index, @Nullable Map<String, Class<?>> map) throws SQLException {
        Column column = column(index);
        Class<?> type = map == null ? null : map.get(meta(index).sqlType().name());
        if (type == null) {
            return wasNull ? null : CellObjects.own(meta(index), column, cursor.row);
        }
        return getObject(index, type);
    }

    @Override
    public <T> @Nullable T getObject(int index, @Nullable Class<T> type) throws SQLException {
        Column column = column(index);
        if (type == null) {
            throw Refusals.invalid("getObject needs a class");
        }
        return wasNull ? null : CellObjects.as(type, meta(index), column, cursor.row);
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
        return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
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
    public @Nullable Array getArray(int index) throws SQLException {
        Column column = column(index);
        return wasNull ? null : CellObjects.array(meta(index), column, cursor.row);
    }

    @Override
    public @Nullable Blob getBlob(int index) throws SQLException {
        byte[] bytes = getBytes(index);
        return bytes == null ? null : new SerialBlob(bytes);
    }

    @Override
    public @Nullable Clob getClob(int index) throws SQLException {
        String text = getString(index);
        return text == null ? null : new SerialClob(text.toCharArray());
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
}
