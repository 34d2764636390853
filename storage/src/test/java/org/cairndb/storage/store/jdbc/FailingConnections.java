package org.cairndb.storage.store.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;

/** Connections of another source, of which one call fails as if the server had gone away. */
final class FailingConnections implements SqlSource {
    private final SqlSource source;
    private volatile Fault next = Fault.NONE;
    private final AtomicInteger syncs = new AtomicInteger();

    FailingConnections(SqlSource source) {
        this.source = source;
    }

    /** Where the next failure is. */
    enum Fault {
        NONE,
        COMMIT_ANSWER,
        SYNC,
        SYNC_CLOSE,
        STATEMENT_CLOSE,
        ROLLBACK,
        AUTO_COMMIT,
        CLEAR_WARNINGS
    }

    /** Lets the first such call fail that follows a commit; the answer to a commit is lost though it took place. */
    void failOnce(Fault where) {
        next = where;
    }

    boolean hasFailed() {
        return next == Fault.NONE;
    }

    /** How often commits were made durable. */
    int syncs() {
        return syncs.get();
    }

    @Override
    public Dialect dialect() {
        return source.dialect();
    }

    @Override
    public String displayUri() {
        return source.displayUri();
    }

    @Override
    public Optional<DataSource> existing() {
        return source.existing().map(this::failing);
    }

    @Override
    public DataSource created() {
        return failing(source.created());
    }

    private DataSource failing(DataSource connections) {
        return proxy(DataSource.class, (self, method, arguments) -> {
            Object result = call(connections, method, arguments);
            return result instanceof Connection connection ? new Wrapper(connection).proxy() : result;
        });
    }

    /** One connection, which knows whether it has committed. */
    private final class Wrapper {
        private final Connection connection;
        private boolean committed;

        Wrapper(Connection connection) {
            this.connection = connection;
        }

        Connection proxy() {
            return FailingConnections.proxy(Connection.class, (self, method, arguments) -> {
                switch (method.getName()) {
                    case "rollback" -> failIf(committed, Fault.ROLLBACK);
                    case "setAutoCommit" -> failIf(committed && arguments[0].equals(true), Fault.AUTO_COMMIT);
                    case "clearWarnings" -> failIf(committed, Fault.CLEAR_WARNINGS);
                    default -> {}
                }
                Object result = call(connection, method, arguments);
                if (method.getName().equals("commit")) {
                    committed = true;
                    failIf(true, Fault.COMMIT_ANSWER);
                }
                return wrapped(result);
            });
        }

        private Object wrapped(Object result) {
            if (result instanceof PreparedStatement prepared) {
                return statement(PreparedStatement.class, prepared);
            }
            return result instanceof Statement plain ? statement(Statement.class, plain) : result;
        }

        private <T extends Statement> T statement(Class<T> type, T statement) {
            return FailingConnections.proxy(type, (self, method, arguments) -> {
                if (arguments != null && "CHECKPOINT SYNC".equals(arguments[0])) {
                    syncs.incrementAndGet();
                    failIf(committed, Fault.SYNC);
                }
                Object result = call(statement, method, arguments);
                boolean closed = committed && method.getName().equals("close");
                failIf(closed, type == Statement.class ? Fault.SYNC_CLOSE : Fault.STATEMENT_CLOSE);
                return result;
            });
        }
    }

    private void failIf(boolean now, Fault where) throws SQLException {
        if (now && next == where) {
            next = Fault.NONE;
            throw new SQLException("the server went away", "90067", ErrorCode.CONNECTION_BROKEN_1);
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
