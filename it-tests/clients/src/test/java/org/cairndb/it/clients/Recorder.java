package org.cairndb.it.clients;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passes every call on to an object of our driver and counts it; what JDBC objects it answers are recorded too. */
final class Recorder implements InvocationHandler {
    /** A more special interface comes before a more general one. */
    private static final List<Class<?>> RECORDED = List.of(
            Connection.class,
            CallableStatement.class,
            PreparedStatement.class,
            Statement.class,
            ResultSet.class,
            DatabaseMetaData.class,
            ResultSetMetaData.class,
            ParameterMetaData.class);

    private final Object target;
    private final JdbcCalls calls;

    private Recorder(Object target, JdbcCalls calls) {
        this.target = target;
        this.calls = calls;
    }

    static Connection connection(Connection target, JdbcCalls calls) {
        return (Connection) proxy(target, Connection.class, calls);
    }

    private static Object proxy(Object target, Class<?> type, JdbcCalls calls) {
        return Proxy.newProxyInstance(
                Recorder.class.getClassLoader(), new Class<?>[] {type}, new Recorder(target, calls));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return answerAsObject(method, arguments);
        }
        String call = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        calls.count(call);
        try {
            return recorded(method.invoke(target, arguments));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException failure) {
                calls.fail(call, failure);
            }
            throw e.getCause();
        } finally {
            if (call.equals("Connection.close")) {
                calls.write();
            }
        }
    }

    private @Nullable Object answerAsObject(Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("equals") && arguments != null && arguments[0] != null) {
            return Proxy.isProxyClass(arguments[0].getClass())
                    && Proxy.getInvocationHandler(arguments[0]) instanceof Recorder other
                    && other.target.equals(target);
        }
        return method.invoke(target, arguments);
    }

    private @Nullable Object recorded(@Nullable Object answer) {
        for (Class<?> type : RECORDED) {
            if (type.isInstance(answer)) {
                return proxy(answer, type, calls);
            }
        }
        return answer;
    }
}
