package org.cairndb.planner;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.cairndb.planner.exec.Cancellation;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.ExecutionSettings;
import org.cairndb.planner.exec.OperatorFactory;
import org.cairndb.planner.exec.Profile;
import org.cairndb.planner.rel.ParameterRanges;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** A planned statement that can be executed any number of times, by several threads, at any snapshots of the schema it was planned for. */
public final class PreparedQuery {
    private static final int BYTES_PER_PLAN = 32_768;
    private static final int BYTES_PER_COLUMN = 512;

    private final List<ResultColumn> columns;
    private final List<ResultColumn> parameters;
    private final OperatorFactory plan;
    private final PlanSources sources;
    private final ParameterRanges ranges;

    PreparedQuery(Signature signature, OperatorFactory plan, PlanSources sources, ParameterRanges ranges) {
        this.columns = signature.columns;
        this.parameters = signature.parameters;
        this.plan = plan;
        this.sources = sources;
        this.ranges = ranges;
    }

    /**
     * What a statement takes and gives.
     *
     * @param columns columns of its result
     * @param parameters its parameters in order
     */
    record Signature(List<ResultColumn> columns, List<ResultColumn> parameters) {
        Signature {
            columns = List.copyOf(columns);
            parameters = List.copyOf(parameters);
        }
    }

    /** The columns of the result. */
    public List<ResultColumn> columns() {
        return columns;
    }

    /** Names of the attached databases that executions read. */
    Set<String> databases() {
        return sources.databases();
    }

    /** The key ranges that are known only when it is executed. */
    ParameterRanges ranges() {
        return ranges;
    }

    /** Whether the tables are in these snapshots about as large as when the statement was planned, and versions that it names have the same schema. */
    boolean fits(SnapshotSet snapshots) {
        return sources.fit(snapshots.states());
    }

    /** About how many bytes the plan holds. */
    long weight() {
        return BYTES_PER_PLAN + (long) BYTES_PER_COLUMN * (columns.size() + parameters.size());
    }

    /** The parameters in order. */
    public List<ResultColumn> parameters() {
        return parameters;
    }

    /**
     * How a statement is executed.
     *
     * @param now the time that it sees
     * @param cancellation what stops it
     * @param settings what it may take of the machine
     */
    public record Execution(Instant now, Cancellation cancellation, ExecutionSettings settings) {}

    /** Starts an execution that may take what is usual. */
    public QueryResult execute(
            SnapshotSet snapshots, List<? extends @Nullable Object> values, Instant now, Cancellation cancellation) {
        return execute(snapshots, values, new Execution(now, cancellation, ExecutionSettings.defaults()));
    }

    /**
     * Starts an execution.
     *
     * @param values a value for each parameter, in a class of {@link ParameterValues}
     * @throws CairnException if a value is missing or does not fit its parameter
     */
    public QueryResult execute(SnapshotSet snapshots, List<? extends @Nullable Object> values, Execution execution) {
        ExecutionContext context = contextOf(snapshots, values, execution);
        if (plan instanceof AnalyzedPlan) {
            context = context.profiledBy(new Profile(snapshots.requests(), System::nanoTime));
        }
        return QueryResult.of(columns, plan.create(context), snapshots);
    }

    /** Asks for the nodes that an execution with these values would begin with; waits only for what finds a past state. */
    public void fetchAhead(SnapshotSet snapshots, List<? extends @Nullable Object> values, Instant now) {
        ExecutionContext context = contextOf(
                snapshots, values, new Execution(now, Cancellation.unlimited(), ExecutionSettings.defaults()));
        plan.create(context).close();
        context.askForRoots();
    }

    /** What an execution with these values sees. */
    ExecutionContext contextOf(SnapshotSet snapshots, List<? extends @Nullable Object> values, Execution execution) {
        if (values.size() < parameters.size()) {
            throw new CairnException(
                    ErrorCode.OPTION_INVALID,
                    "The statement has %d parameters, but only %d have a value"
                            .formatted(parameters.size(), values.size()));
        }
        Column[] bound = new Column[parameters.size()];
        for (int i = 0; i < bound.length; i++) {
            bound[i] = ParameterValues.column(parameters.get(i), i + 1, values.get(i));
        }
        return new ExecutionContext(
                snapshots.states(),
                bound,
                Values.microsOf(execution.now()),
                execution.cancellation(),
                execution.settings());
    }
}
