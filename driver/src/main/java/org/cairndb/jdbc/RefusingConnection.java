package org.cairndb.jdbc;

import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.NClob;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Struct;
import java.util.Map;

/** The part of a connection that a read-only database does not have. */
abstract class RefusingConnection implements Connection {
    @Override
    public CallableStatement prepareCall(String a) throws SQLException {
        throw Refusals.refused("prepareCall");
    }

    @Override
    public CallableStatement prepareCall(String a, int b, int c) throws SQLException {
        throw Refusals.refused("prepareCall");
    }

    @Override
    public void setTypeMap(Map<String, Class<?>> map) throws SQLException {
        if (!map.isEmpty()) {
            throw Refusals.refused("A map of types");
        }
    }

    @Override
    public Savepoint setSavepoint() throws SQLException {
        throw Refusals.refused("setSavepoint");
    }

    @Override
    public Savepoint setSavepoint(String a) throws SQLException {
        throw Refusals.refused("setSavepoint");
    }

    @Override
    public void releaseSavepoint(Savepoint a) throws SQLException {
        throw Refusals.refused("releaseSavepoint");
    }

    @Override
    public CallableStatement prepareCall(String a, int b, int c, int d) throws SQLException {
        throw Refusals.refused("prepareCall");
    }

    @Override
    public Clob createClob() throws SQLException {
        throw Refusals.refused("createClob");
    }

    @Override
    public Blob createBlob() throws SQLException {
        throw Refusals.refused("createBlob");
    }

    @Override
    public NClob createNClob() throws SQLException {
        throw Refusals.refused("createNClob");
    }

    @Override
    public SQLXML createSQLXML() throws SQLException {
        throw Refusals.refused("createSQLXML");
    }

    @Override
    public Struct createStruct(String a, Object[] b) throws SQLException {
        throw Refusals.refused("createStruct");
    }

    @Override
    public void rollback(Savepoint a) throws SQLException {
        throw Refusals.refused("rollback to a savepoint");
    }
}
