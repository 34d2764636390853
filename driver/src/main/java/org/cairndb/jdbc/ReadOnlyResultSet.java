package org.cairndb.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSet;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;

/** The part of a result set that would write, all refused. */
abstract class ReadOnlyResultSet implements ResultSet {
    @Override
    public void updateNull(int a) throws SQLException {
        throw Refusals.refused("updateNull");
    }

    @Override
    public void updateBoolean(int a, boolean b) throws SQLException {
        throw Refusals.refused("updateBoolean");
    }

    @Override
    public void updateByte(int a, byte b) throws SQLException {
        throw Refusals.refused("updateByte");
    }

    @Override
    public void updateShort(int a, short b) throws SQLException {
        throw Refusals.refused("updateShort");
    }

    @Override
    public void updateInt(int a, int b) throws SQLException {
        throw Refusals.refused("updateInt");
    }

    @Override
    public void updateLong(int a, long b) throws SQLException {
        throw Refusals.refused("updateLong");
    }

    @Override
    public void updateFloat(int a, float b) throws SQLException {
        throw Refusals.refused("updateFloat");
    }

    @Override
    public void updateDouble(int a, double b) throws SQLException {
        throw Refusals.refused("updateDouble");
    }

    @Override
    public void updateBigDecimal(int a, BigDecimal b) throws SQLException {
        throw Refusals.refused("updateBigDecimal");
    }

    @Override
    public void updateString(int a, String b) throws SQLException {
        throw Refusals.refused("updateString");
    }

    @Override
    public void updateBytes(int a, byte[] b) throws SQLException {
        throw Refusals.refused("updateBytes");
    }

    @Override
    public void updateDate(int a, Date b) throws SQLException {
        throw Refusals.refused("updateDate");
    }

    @Override
    public void updateTime(int a, Time b) throws SQLException {
        throw Refusals.refused("updateTime");
    }

    @Override
    public void updateTimestamp(int a, Timestamp b) throws SQLException {
        throw Refusals.refused("updateTimestamp");
    }

    @Override
    public void updateAsciiStream(int a, InputStream b, int c) throws SQLException {
        throw Refusals.refused("updateAsciiStream");
    }

    @Override
    public void updateBinaryStream(int a, InputStream b, int c) throws SQLException {
        throw Refusals.refused("updateBinaryStream");
    }

    @Override
    public void updateCharacterStream(int a, Reader b, int c) throws SQLException {
        throw Refusals.refused("updateCharacterStream");
    }

    @Override
    public void updateObject(int a, Object b, int c) throws SQLException {
        throw Refusals.refused("updateObject");
    }

    @Override
    public void updateObject(int a, Object b) throws SQLException {
        throw Refusals.refused("updateObject");
    }

    @Override
    public void updateNull(String a) throws SQLException {
        throw Refusals.refused("updateNull");
    }

    @Override
    public void updateBoolean(String a, boolean b) throws SQLException {
        throw Refusals.refused("updateBoolean");
    }

    @Override
    public void updateByte(String a, byte b) throws SQLException {
        throw Refusals.refused("updateByte");
    }

    @Override
    public void updateShort(String a, short b) throws SQLException {
        throw Refusals.refused("updateShort");
    }

    @Override
    public void updateInt(String a, int b) throws SQLException {
        throw Refusals.refused("updateInt");
    }

    @Override
    public void updateLong(String a, long b) throws SQLException {
        throw Refusals.refused("updateLong");
    }

    @Override
    public void updateFloat(String a, float b) throws SQLException {
        throw Refusals.refused("updateFloat");
    }

    @Override
    public void updateDouble(String a, double b) throws SQLException {
        throw Refusals.refused("updateDouble");
    }

    @Override
    public void updateBigDecimal(String a, BigDecimal b) throws SQLException {
        throw Refusals.refused("updateBigDecimal");
    }

    @Override
    public void updateString(String a, String b) throws SQLException {
        throw Refusals.refused("updateString");
    }

    @Override
    public void updateBytes(String a, byte[] b) throws SQLException {
        throw Refusals.refused("updateBytes");
    }

    @Override
    public void updateDate(String a, Date b) throws SQLException {
        throw Refusals.refused("updateDate");
    }

    @Override
    public void updateTime(String a, Time b) throws SQLException {
        throw Refusals.refused("updateTime");
    }

    @Override
    public void updateTimestamp(String a, Timestamp b) throws SQLException {
        throw Refusals.refused("updateTimestamp");
    }

    @Override
    public void updateAsciiStream(String a, InputStream b, int c) throws SQLException {
        throw Refusals.refused("updateAsciiStream");
    }

    @Override
    public void updateBinaryStream(String a, InputStream b, int c) throws SQLException {
        throw Refusals.refused("updateBinaryStream");
    }

    @Override
    public void updateCharacterStream(String a, Reader b, int c) throws SQLException {
        throw Refusals.refused("updateCharacterStream");
    }

    @Override
    public void updateObject(String a, Object b, int c) throws SQLException {
        throw Refusals.refused("updateObject");
    }

    @Override
    public void updateObject(String a, Object b) throws SQLException {
        throw Refusals.refused("updateObject");
    }

    @Override
    public void insertRow() throws SQLException {
        throw Refusals.refused("insertRow");
    }

    @Override
    public void updateRow() throws SQLException {
        throw Refusals.refused("updateRow");
    }

    @Override
    public void deleteRow() throws SQLException {
        throw Refusals.refused("deleteRow");
    }

    @Override
    public void refreshRow() throws SQLException {
        throw Refusals.refused("refreshRow");
    }

    @Override
    public void cancelRowUpdates() throws SQLException {
        throw Refusals.refused("cancelRowUpdates");
    }

    @Override
    public void moveToInsertRow() throws SQLException {
        throw Refusals.refused("moveToInsertRow");
    }

    @Override
    public void moveToCurrentRow() throws SQLException {
        throw Refusals.refused("moveToCurrentRow");
    }

    @Override
    public void updateRef(int a, Ref b) throws SQLException {
        throw Refusals.refused("updateRef");
    }

    @Override
    public void updateRef(String a, Ref b) throws SQLException {
        throw Refusals.refused("updateRef");
    }

    @Override
    public void updateBlob(int a, Blob b) throws SQLException {
        throw Refusals.refused("updateBlob");
    }

    @Override
    public void updateBlob(String a, Blob b) throws SQLException {
        throw Refusals.refused("updateBlob");
    }

    @Override
    public void updateClob(int a, Clob b) throws SQLException {
        throw Refusals.refused("updateClob");
    }

    @Override
    public void updateClob(String a, Clob b) throws SQLException {
        throw Refusals.refused("updateClob");
    }

    @Override
    public void updateArray(int a, Array b) throws SQLException {
        throw Refusals.refused("updateArray");
    }

    @Override
    public void updateArray(String a, Array b) throws SQLException {
        throw Refusals.refused("updateArray");
    }

    @Override
    public void updateRowId(int a, RowId b) throws SQLException {
        throw Refusals.refused("updateRowId");
    }

    @Override
    public void updateRowId(String a, RowId b) throws SQLException {
        throw Refusals.refused("updateRowId");
    }

    @Override
    public void updateNString(int a, String b) throws SQLException {
        throw Refusals.refused("updateNString");
    }

    @Override
    public void updateNString(String a, String b) throws SQLException {
        throw Refusals.refused("updateNString");
    }

    @Override
    public void updateNClob(int a, NClob b) throws SQLException {
        throw Refusals.refused("updateNClob");
    }

    @Override
    public void updateNClob(String a, NClob b) throws SQLException {
        throw Refusals.refused("updateNClob");
    }

    @Override
    public void updateSQLXML(int a, SQLXML b) throws SQLException {
        throw Refusals.refused("updateSQLXML");
    }

    @Override
    public void updateSQLXML(String a, SQLXML b) throws SQLException {
        throw Refusals.refused("updateSQLXML");
    }

    @Override
    public void updateNCharacterStream(int a, Reader b, long c) throws SQLException {
        throw Refusals.refused("updateNCharacterStream");
    }

    @Override
    public void updateNCharacterStream(String a, Reader b, long c) throws SQLException {
        throw Refusals.refused("updateNCharacterStream");
    }

    @Override
    public void updateAsciiStream(int a, InputStream b, long c) throws SQLException {
        throw Refusals.refused("updateAsciiStream");
    }

    @Override
    public void updateBinaryStream(int a, InputStream b, long c) throws SQLException {
        throw Refusals.refused("updateBinaryStream");
    }

    @Override
    public void updateCharacterStream(int a, Reader b, long c) throws SQLException {
        throw Refusals.refused("updateCharacterStream");
    }

    @Override
    public void updateAsciiStream(String a, InputStream b, long c) throws SQLException {
        throw Refusals.refused("updateAsciiStream");
    }

    @Override
    public void updateBinaryStream(String a, InputStream b, long c) throws SQLException {
        throw Refusals.refused("updateBinaryStream");
    }

    @Override
    public void updateCharacterStream(String a, Reader b, long c) throws SQLException {
        throw Refusals.refused("updateCharacterStream");
    }

    @Override
    public void updateBlob(int a, InputStream b, long c) throws SQLException {
        throw Refusals.refused("updateBlob");
    }

    @Override
    public void updateBlob(String a, InputStream b, long c) throws SQLException {
        throw Refusals.refused("updateBlob");
    }

    @Override
    public void updateClob(int a, Reader b, long c) throws SQLException {
        throw Refusals.refused("updateClob");
    }

    @Override
    public void updateClob(String a, Reader b, long c) throws SQLException {
        throw Refusals.refused("updateClob");
    }

    @Override
    public void updateNClob(int a, Reader b, long c) throws SQLException {
        throw Refusals.refused("updateNClob");
    }

    @Override
    public void updateNClob(String a, Reader b, long c) throws SQLException {
        throw Refusals.refused("updateNClob");
    }

    @Override
    public void updateNCharacterStream(int a, Reader b) throws SQLException {
        throw Refusals.refused("updateNCharacterStream");
    }

    @Override
    public void updateNCharacterStream(String a, Reader b) throws SQLException {
        throw Refusals.refused("updateNCharacterStream");
    }

    @Override
    public void updateAsciiStream(int a, InputStream b) throws SQLException {
        throw Refusals.refused("updateAsciiStream");
    }

    @Override
    public void updateBinaryStream(int a, InputStream b) throws SQLException {
        throw Refusals.refused("updateBinaryStream");
    }

    @Override
    public void updateCharacterStream(int a, Reader b) throws SQLException {
        throw Refusals.refused("updateCharacterStream");
    }

    @Override
    public void updateAsciiStream(String a, InputStream b) throws SQLException {
        throw Refusals.refused("updateAsciiStream");
    }

    @Override
    public void updateBinaryStream(String a, InputStream b) throws SQLException {
        throw Refusals.refused("updateBinaryStream");
    }

    @Override
    public void updateCharacterStream(String a, Reader b) throws SQLException {
        throw Refusals.refused("updateCharacterStream");
    }

    @Override
    public void updateBlob(int a, InputStream b) throws SQLException {
        throw Refusals.refused("updateBlob");
    }

    @Override
    public void updateBlob(String a, InputStream b) throws SQLException {
        throw Refusals.refused("updateBlob");
    }

    @Override
    public void updateClob(int a, Reader b) throws SQLException {
        throw Refusals.refused("updateClob");
    }

    @Override
    public void updateClob(String a, Reader b) throws SQLException {
        throw Refusals.refused("updateClob");
    }

    @Override
    public void updateNClob(int a, Reader b) throws SQLException {
        throw Refusals.refused("updateNClob");
    }

    @Override
    public void updateNClob(String a, Reader b) throws SQLException {
        throw Refusals.refused("updateNClob");
    }
}
