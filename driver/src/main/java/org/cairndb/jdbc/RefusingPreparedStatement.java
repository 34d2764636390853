package org.cairndb.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.net.URL;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLXML;

/** The setters of types that no parameter has. */
abstract class RefusingPreparedStatement extends CairnStatement implements PreparedStatement {
    RefusingPreparedStatement(CairnConnection connection) {
        super(connection);
    }

    @Override
    public void setAsciiStream(int a, InputStream b, int c) throws SQLException {
        throw Refusals.refused("setAsciiStream");
    }

    @Override
    @Deprecated
    public void setUnicodeStream(int a, InputStream b, int c) throws SQLException {
        throw Refusals.refused("setUnicodeStream");
    }

    @Override
    public void setBinaryStream(int a, InputStream b, int c) throws SQLException {
        throw Refusals.refused("setBinaryStream");
    }

    @Override
    public void setCharacterStream(int a, Reader b, int c) throws SQLException {
        throw Refusals.refused("setCharacterStream");
    }

    @Override
    public void setRef(int a, Ref b) throws SQLException {
        throw Refusals.refused("setRef");
    }

    @Override
    public void setBlob(int a, Blob b) throws SQLException {
        throw Refusals.refused("setBlob");
    }

    @Override
    public void setClob(int a, Clob b) throws SQLException {
        throw Refusals.refused("setClob");
    }

    @Override
    public void setArray(int a, Array b) throws SQLException {
        throw Refusals.refused("setArray");
    }

    @Override
    public void setURL(int a, URL b) throws SQLException {
        throw Refusals.refused("setURL");
    }

    @Override
    public void setRowId(int a, RowId b) throws SQLException {
        throw Refusals.refused("setRowId");
    }

    @Override
    public void setNCharacterStream(int a, Reader b, long c) throws SQLException {
        throw Refusals.refused("setNCharacterStream");
    }

    @Override
    public void setNClob(int a, NClob b) throws SQLException {
        throw Refusals.refused("setNClob");
    }

    @Override
    public void setClob(int a, Reader b, long c) throws SQLException {
        throw Refusals.refused("setClob");
    }

    @Override
    public void setBlob(int a, InputStream b, long c) throws SQLException {
        throw Refusals.refused("setBlob");
    }

    @Override
    public void setNClob(int a, Reader b, long c) throws SQLException {
        throw Refusals.refused("setNClob");
    }

    @Override
    public void setSQLXML(int a, SQLXML b) throws SQLException {
        throw Refusals.refused("setSQLXML");
    }

    @Override
    public void setAsciiStream(int a, InputStream b, long c) throws SQLException {
        throw Refusals.refused("setAsciiStream");
    }

    @Override
    public void setBinaryStream(int a, InputStream b, long c) throws SQLException {
        throw Refusals.refused("setBinaryStream");
    }

    @Override
    public void setCharacterStream(int a, Reader b, long c) throws SQLException {
        throw Refusals.refused("setCharacterStream");
    }

    @Override
    public void setAsciiStream(int a, InputStream b) throws SQLException {
        throw Refusals.refused("setAsciiStream");
    }

    @Override
    public void setBinaryStream(int a, InputStream b) throws SQLException {
        throw Refusals.refused("setBinaryStream");
    }

    @Override
    public void setCharacterStream(int a, Reader b) throws SQLException {
        throw Refusals.refused("setCharacterStream");
    }

    @Override
    public void setNCharacterStream(int a, Reader b) throws SQLException {
        throw Refusals.refused("setNCharacterStream");
    }

    @Override
    public void setClob(int a, Reader b) throws SQLException {
        throw Refusals.refused("setClob");
    }

    @Override
    public void setBlob(int a, InputStream b) throws SQLException {
        throw Refusals.refused("setBlob");
    }

    @Override
    public void setNClob(int a, Reader b) throws SQLException {
        throw Refusals.refused("setNClob");
    }
}
