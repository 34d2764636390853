package org.cairndb.jdbc;

import java.io.Serial;
import java.sql.SQLException;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.PooledConnection;
import org.jspecify.annotations.Nullable;

/** Connections for the pools of application servers. */
public final class CairnConnectionPoolDataSource extends CairnCommonDataSource implements ConnectionPoolDataSource {
    @Serial
    private static final long serialVersionUID = 1;

    @Override
    public PooledConnection getPooledConnection() throws SQLException {
        return new CairnPooledConnection(open(null, null));
    }

    @Override
    public PooledConnection getPooledConnection(@Nullable String user, @Nullable String password) throws SQLException {
        return new CairnPooledConnection(open(user, password));
    }
}
