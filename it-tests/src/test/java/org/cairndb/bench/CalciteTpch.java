package org.cairndb.bench;

import com.google.common.collect.ImmutableList;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.calcite.adapter.enumerable.EnumerableRules;
import org.apache.calcite.jdbc.CalciteConnection;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.runtime.Hook;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.tools.Frameworks;
import org.apache.calcite.tools.Program;
import org.apache.calcite.tools.Programs;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.util.Holder;
import org.cairndb.tpch.Answer;
import org.cairndb.tpch.CalciteTable;
import org.cairndb.tpch.Table;
import org.jspecify.annotations.Nullable;

/**
 * The tables as rows in memory for Calcite's own enumerable convention. Its default planning does not finish all queries, so this one factors ORs and pushes
 * filters first, orders the joins by its heuristic outside Volcano, and leaves joins by sorting out.
 */
final class CalciteTpch implements AutoCloseable {
    private static final int MIN_JOINS_ORDERED = 2;

    private final Connection connection;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    private CalciteTpch(Connection connection) {
        this.connection = connection;
    }

    static CalciteTpch load(double scaleFactor) throws SQLException {
        Properties options = new Properties();
        options.setProperty("caseSensitive", "false");
        Connection connection = DriverManager.getConnection("jdbc:calcite:", options);
        for (Table table : Table.values()) {
            connection
                    .unwrap(CalciteConnection.class)
                    .getRootSchema()
                    .add(table.sqlName(), CalciteTable.load(table, scaleFactor));
        }
        return new CalciteTpch(connection);
    }

    /** A query that fails after a number of seconds. */
    Callable<Answer> prepared(String sql, int maxSeconds) throws SQLException {
        PreparedStatement statement = prepare(sql);
        return () -> {
            Future<?> end = clock.schedule(() -> cancel(statement), maxSeconds, TimeUnit.SECONDS);
            try (ResultSet result = statement.executeQuery()) {
                return Answer.of(result);
            } finally {
                end.cancel(false);
            }
        };
    }

    /** Calcite takes a timeout and does not look at it. */
    private static @Nullable Void cancel(PreparedStatement statement) throws SQLException {
        statement.cancel();
        return null;
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        Program program = program();
        try (Hook.Closeable hook = Hook.PROGRAM.addThread((Holder<Program> holder) -> holder.set(program))) {
            return connection.prepareStatement(sql);
        }
    }

    private static Program program() {
        List<RelOptRule> physical = new ArrayList<>(EnumerableRules.rules());
        physical.remove(EnumerableRules.ENUMERABLE_MERGE_JOIN_RULE);
        physical.add(CoreRules.PROJECT_TO_SEMI_JOIN);
        physical.add(CoreRules.JOIN_TO_SEMI_JOIN);
        physical.add(CoreRules.AGGREGATE_REDUCE_FUNCTIONS);
        physical.add(CoreRules.AGGREGATE_EXPAND_DISTINCT_AGGREGATES);
        Program decorrelation = (planner, rel, traits, materializations, lattices) -> RelDecorrelator.decorrelateQuery(
                rel, RelBuilder.create(Frameworks.newConfigBuilder().build()));
        return Programs.sequence(
                Programs.subQuery(DefaultRelMetadataProvider.INSTANCE),
                decorrelation,
                Programs.hep(
                        ImmutableList.of(
                                CoreRules.FILTER_INTO_JOIN,
                                CoreRules.JOIN_CONDITION_PUSH,
                                CoreRules.FILTER_PROJECT_TRANSPOSE,
                                CoreRules.FILTER_AGGREGATE_TRANSPOSE,
                                CoreRules.FILTER_MERGE,
                                CoreRules.JOIN_PUSH_TRANSITIVE_PREDICATES),
                        true,
                        DefaultRelMetadataProvider.INSTANCE),
                Programs.heuristicJoinOrder(physical, false, MIN_JOINS_ORDERED),
                Programs.calc(DefaultRelMetadataProvider.INSTANCE));
    }

    @Override
    public void close() throws SQLException {
        clock.shutdownNow();
        connection.close();
    }
}
