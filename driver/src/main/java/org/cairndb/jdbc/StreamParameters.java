package org.cairndb.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The setters that read streams to their end, and those of types that no parameter has. */
abstract class StreamParameters extends CairnStatement implements PreparedStatement {
    StreamParameters(CairnConnection connection, ResultShape shape) {
        super(connection, shape);
    }

    /** Gives a parameter its value. */
    abstract void set(int index, @Nullable Object value) throws SQLException;

    private void setBytesOf(int index, @Nullable InputStream stream, long length) throws SQLException {
        set(index, stream == null ? null : bytes(stream, length));
    }

    private void setTextOf(int index, @Nullable Reader reader, long length) throws SQLException {
        set(index, reader == null ? null : text(reader, length));
    }

    private void setAsciiOf(int index, @Nullable InputStream stream, long length) throws SQLException {
        set(index, stream == null ? null : new String(bytes(stream, length), StandardCharsets.US_ASCII));
    }

    private static byte[] bytes(InputStream stream, long length) throws SQLException {
        try {
            return length == Long.MAX_VALUE ? stream.readAllBytes() : stream.readNBytes(limit(length));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static String text(Reader reader, long length) throws SQLException {
        StringWriter text = new StringWriter();
        char[] buffer = new char[4096];
        long left = length;
        try {
            int read = 0;
            while (left > 0 && (read = reader.read(buffer, 0, (int) Math.min(left, buffer.length))) >= 0) {
                text.write(buffer, 0, read);
                left -= read;
            }
            return text.toString();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static int limit(long length) throws SQLException {
        if (length < 0 || length > Integer.MAX_VALUE) {
            throw Refusals.invalid("%d is no length of a value".formatted(length));
        }
        return (int) length;
    }

    private static SQLException unreadable(IOException e) {
        return new SQLException(
                "The stream of a parameter cannot be read: " + e.getMessage(), ErrorCode.OPTION_INVALID.sqlState(), e);
    }

    @Override
    public void setAsciiStream(int index, @Nullable InputStream stream, int length) throws SQLException {
        setAsciiOf(index, stream, limit(length));
    }

    @Override
    public void setAsciiStream(int index, @Nullable InputStream stream, long length) throws SQLException {
        setAsciiOf(index, stream, limit(length));
    }

    @Override
    public void setAsciiStream(int index, @Nullable InputStream stream) throws SQLException {
        setAsciiOf(index, stream, Long.MAX_VALUE);
    }

    @Override
    @Deprecated
    public void setUnicodeStream(int index, @Nullable InputStream stream, int length) throws SQLException {
        set(index, stream == null ? null : new String(bytes(stream, limit(length)), StandardCharsets.UTF_8));
    }

    @Override
    public void setBinaryStream(int index, @Nullable InputStream stream, int length) throws SQLException {
        setBytesOf(index, stream, limit(length));
    }

    @Override
    public void setBinaryStream(int index, @Nullable InputStream stream, long length) throws SQLException {
        setBytesOf(index, stream, limit(length));
    }

    @Override
    public void setBinaryStream(int index, @Nullable InputStream stream) throws SQLException {
        setBytesOf(index, stream, Long.MAX_VALUE);
    }

    @Override
    public void setCharacterStream(int index, @Nullable Reader reader, int length) throws SQLException {
        setTextOf(index, reader, limit(length));
    }

    @Override
    public void setCharacterStream(int index, @Nullable Reader reader, long length) throws SQLException {
        setTextOf(index, reader, limit(length));
    }

    @Override
    public void setCharacterStream(int index, @Nullable Reader reader) throws SQLException {
        setTextOf(index, reader, Long.MAX_VALUE);
    }

    @Override
    public void setNCharacterStream(int index, @Nullable Reader reader, long length) throws SQLException {
        setTextOf(index, reader, limit(length));
    }

    @Override
    public void setNCharacterStream(int index, @Nullable Reader reader) throws SQLException {
        setTextOf(index, reader, Long.MAX_VALUE);
    }

    @Override
    public void setClob(int index, @Nullable Reader reader, long length) throws SQLException {
        setTextOf(index, reader, limit(length));
    }

    @Override
    public void setClob(int index, @Nullable Reader reader) throws SQLException {
        setTextOf(index, reader, Long.MAX_VALUE);
    }

    @Override
    public void setNClob(int index, @Nullable Reader reader, long length) throws SQLException {
        setTextOf(index, reader, limit(length));
    }

    @Override
    public void setNClob(int index, @Nullable Reader reader) throws SQLException {
        setTextOf(index, reader, Long.MAX_VALUE);
    }

    @Override
    public void setBlob(int index, @Nullable InputStream stream, long length) throws SQLException {
        setBytesOf(index, stream, limit(length));
    }

    @Override
    public void setBlob(int index, @Nullable InputStream stream) throws SQLException {
        setBytesOf(index, stream, Long.MAX_VALUE);
    }

    @Override
    public void setBlob(int index, @Nullable Blob value) throws SQLException {
        setBytesOf(index, value == null ? null : value.getBinaryStream(), Long.MAX_VALUE);
    }

    @Override
    public void setClob(int index, @Nullable Clob value) throws SQLException {
        setTextOf(index, value == null ? null : value.getCharacterStream(), Long.MAX_VALUE);
    }

    @Override
    public void setNClob(int index, @Nullable NClob value) throws SQLException {
        setTextOf(index, value == null ? null : value.getCharacterStream(), Long.MAX_VALUE);
    }

    @Override
    public void setRef(int index, Ref value) throws SQLException {
        throw Refusals.refused("setRef");
    }

    @Override
    public void setURL(int index, URL value) throws SQLException {
        throw Refusals.refused("setURL");
    }

    @Override
    public void setRowId(int index, RowId value) throws SQLException {
        throw Refusals.refused("setRowId");
    }

    @Override
    public void setSQLXML(int index, SQLXML value) throws SQLException {
        throw Refusals.refused("setSQLXML");
    }
}
