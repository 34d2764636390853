package org.cairndb.jdbc;

import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cairndb.planner.PreparedQuery;
import org.cairndb.planner.ResultColumn;
import org.cairndb.planner.StatementHandle;
import org.jspecify.annotations.Nullable;

/** A query with parameters, planned once a schema; or a command of the session. */
final class CairnPreparedStatement extends TypedParameters {
    private static final Object UNSET = new Object();

    private final ListParameters parameters;
    private final @Nullable PreparedCommand command;
    private final @Nullable Object[] values;
    private StatementHandle handle;
    private StatementHandle handleOfLists;

    CairnPreparedStatement(CairnConnection connection, String sql, ResultShape shape) throws SQLException {
        super(connection, shape);
        String text = nativeText(sql);
        this.parameters = ListParameters.of(text);
        this.command = commandOf(text).orElse(null);
        this.handle = connection.session().handle(null, parameters.sql(), StatementHandle.Literals.KEPT);
        this.handleOfLists = handle;
        int count = command == null
                ? connection.session().prepare(handle).parameters().size()
                : command.parameterCount();
        this.values = new Object[count];
        Arrays.fill(values, UNSET);
    }

    private static Optional<PreparedCommand> commandOf(String sql) throws SQLException {
        try {
            return PreparedCommand.of(sql);
        } catch (RuntimeException e) {
            throw Refusals.of(e);
        }
    }

    @Override
    void set(int index, @Nullable Object value) throws SQLException {
        requireOpen();
        if (index < 1 || index > values.length) {
            throw Refusals.invalid("There is no parameter %d; the statement has %d".formatted(index, values.length));
        }
        values[index - 1] = value;
    }

    private PreparedQuery query() throws SQLException {
        requireOpen();
        return connection().session().prepare(handle());
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        requireOpen();
        if (command != null) {
            throw Refusals.noRows();
        }
        List<@Nullable Object> given = given();
        boolean hasLists = given.stream().anyMatch(ParameterObjects.Elements.class::isInstance);
        return hasLists ? run(handleFor(given), ListParameters.flat(given)) : run(handle(), given);
    }

    private List<@Nullable Object> given() throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == UNSET) {
                throw Refusals.invalid("Parameter %d has no value".formatted(i + 1));
            }
        }
        return Arrays.asList(values.clone());
    }

    /** The statement with the schema that is set now. */
    private StatementHandle handle() throws SQLException {
        handle = connection().session().handle(handle, parameters.sql(), StatementHandle.Literals.KEPT);
        return handle;
    }

    /** The same with as many parameters as lists have values. */
    private StatementHandle handleFor(List<? extends @Nullable Object> given) throws SQLException {
        List<String> types =
                query().parameters().stream().map(p -> p.sqlType().name()).toList();
        handleOfLists = connection()
                .session()
                .handle(handleOfLists, parameters.sqlFor(given, types), StatementHandle.Literals.KEPT);
        return handleOfLists;
    }

    @Override
    public boolean execute() throws SQLException {
        if (command == null) {
            executeQuery();
            return true;
        }
        requireOpen();
        try {
            obey(command.with(given()).orElseThrow(Refusals::noSetting));
        } catch (RuntimeException e) {
            throw Refusals.of(e);
        }
        return false;
    }

    @Override
    public int executeUpdate() throws SQLException {
        requireOpen();
        if (command == null) {
            throw Refusals.query("executeUpdate");
        }
        execute();
        return 0;
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        return executeUpdate();
    }

    @Override
    public void addBatch() throws SQLException {
        requireOpen();
        throw Refusals.query("addBatch");
    }

    @Override
    public void clearParameters() throws SQLException {
        requireOpen();
        Arrays.fill(values, UNSET);
    }

    @Override
    public @Nullable ResultSetMetaData getMetaData() throws SQLException {
        return command == null ? new CairnResultSetMetaData(query().columns()) : null;
    }

    @Override
    public ParameterMetaData getParameterMetaData() throws SQLException {
        List<ResultColumn> described = command == null ? query().parameters() : List.of();
        return new CairnParameterMetaData(described);
    }

    @Override
    public boolean execute(String sql) throws SQLException {
        throw Refusals.ofPrepared();
    }

    @Override
    public ResultSet executeQuery(String sql) throws SQLException {
        throw Refusals.ofPrepared();
    }

    @Override
    public int executeUpdate(String sql) throws SQLException {
        throw Refusals.ofPrepared();
    }

    @Override
    public void addBatch(String sql) throws SQLException {
        throw Refusals.ofPrepared();
    }
}
