package org.cairndb.planner;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.cairndb.planner.exec.Cancellation;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.ExecutionSettings;
import org.cairndb.planner.rel.ParameterRanges;
import org.cairndb.storage.store.RequestCounter;
import org.jspecify.annotations.Nullable;

/**
 * A statement that is run again and again, with what is known of its plan. The plan is found anew when the schema it was made for has changed. Safe for
 * several threads.
 */
public final class StatementHandle {
    /** What may become of the literals of a statement. */
    public enum Literals {
        /** They stay what they are. */
        KEPT,
        /** Statements that differ in nothing else may share a plan. */
        SHARED
    }

    private final QueryEngine engine;
    private final String sql;
    private final Optional<String> defaultSchema;
    private final @Nullable LiteralText literals;
    private volatile @Nullable Known known;

    private volatile @Nullable Suited suited;

    private record Known(Catalog catalog, BoundStatement statement) {}

    private record Suited(BoundStatement origin, List<Integer> sizes, PreparedQuery query) {}

    StatementHandle(QueryEngine engine, String sql, Optional<String> defaultSchema, Literals literals) {
        this.engine = engine;
        this.sql = sql;
        this.defaultSchema = defaultSchema;
        this.literals = literals == Literals.SHARED ? LiteralText.of(sql) : null;
    }

    /** Whether it stands for a text whose names without a schema belong to a schema. */
    public boolean isOf(String text, Optional<String> schema) {
        return sql.equals(text) && defaultSchema.equals(schema);
    }

    /**
     * The snapshots that an execution that begins now reads, those that the plan reads none older than {@code maxStaleness}; while stores are asked,
     * {@code meanwhile} may work with the snapshots that these are most likely.
     */
    @SuppressWarnings("ReferenceEquality") // the very statement that was taken for the likely one
    public SnapshotSet snapshots(Duration maxStaleness, RequestCounter counter, Consumer<SnapshotSet> meanwhile) {
        @Nullable BoundStatement likely = likely();
        if (likely != null) {
            Set<String> read = likely.query().databases();
            Optional<SnapshotSet> some = engine.snapshotsOf(read, maxStaleness, counter, meanwhile);
            @Nullable BoundStatement bound = some.isEmpty() ? null : bind(some.get());
            if (bound == likely
                    || (bound != null && read.containsAll(bound.query().databases()))) {
                return some.orElseThrow();
            }
        }
        return engine.snapshots(maxStaleness, counter, meanwhile);
    }

    /** The statement as it was planned before, which may be out of date. */
    private @Nullable BoundStatement likely() {
        @Nullable Known last = known;
        if (last != null) {
            return last.statement;
        }
        @Nullable Catalog catalog = engine.lastCatalog(defaultSchema);
        @Nullable BoundStatement found = catalog == null ? null : engine.present(catalog, sql, literals);
        if (catalog != null && found != null) {
            known = new Known(catalog, found);
        }
        return found;
    }

    /** The plan for snapshots. */
    @SuppressWarnings("ReferenceEquality") // catalogs are made once for what they stand for
    public BoundStatement bind(SnapshotSet snapshots) {
        Catalog catalog = engine.catalog(snapshots, defaultSchema);
        @Nullable Known last = known;
        if (last != null && last.catalog == catalog && last.statement.query().fits(snapshots)) {
            return last.statement;
        }
        BoundStatement bound = engine.bind(catalog, sql, literals, snapshots);
        known = new Known(catalog, bound);
        return bound;
    }

    /** The plan for an execution with these values: where ranges depend on them, one for ranges of about the same size. */
    @SuppressWarnings("ReferenceEquality") // the very plan that was taken the last time
    public BoundStatement bind(SnapshotSet snapshots, List<? extends @Nullable Object> values) {
        BoundStatement bound = bind(snapshots);
        ParameterRanges ranges = bound.query().ranges();
        if (ranges.isEmpty() || !bound.literals().isEmpty()) {
            return bound;
        }
        ExecutionContext context = bound.query()
                .contextOf(
                        snapshots,
                        values,
                        new PreparedQuery.Execution(
                                engine.now(), Cancellation.unlimited(), ExecutionSettings.defaults()));
        List<Integer> sizes = ranges.sizes(context).orElse(List.of());
        if (sizes.isEmpty()) {
            return bound;
        }
        @Nullable Suited last = suited;
        boolean isSame = last != null && last.origin == bound && last.sizes.equals(sizes);
        if (last == null || !isSame || !last.query.fits(snapshots)) {
            Catalog catalog = engine.catalog(snapshots, defaultSchema);
            last = new Suited(bound, sizes, engine.prepare(catalog, sql, sizes, snapshots, context));
            suited = last;
        }
        return new BoundStatement(last.query, List.of());
    }

    /** Uses the wait for heads to ask for the first nodes. */
    public void fetchAhead(SnapshotSet likely, List<? extends @Nullable Object> values) {
        BoundStatement bound = bind(likely, values);
        bound.query().fetchAhead(likely, bound.values(values), engine.now());
    }
}
