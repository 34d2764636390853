package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.cairndb.planner.AttachedDatabase;
import org.cairndb.planner.PlanCache;
import org.cairndb.planner.QueryEngine;
import org.cairndb.planner.QueryResult;
import org.cairndb.planner.SnapshotSet;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Cancellation;
import org.cairndb.planner.exec.TextColumn;
import org.cairndb.planner.rel.JoinPolicy;
import org.cairndb.storage.Stores;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.LocationVersion;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.RequestCounter;
import org.cairndb.storage.testing.NetworkStore;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.ingest.BulkColumn;
import org.cairndb.writer.ingest.BulkLoader;
import org.cairndb.writer.schema.AttributeSpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Plans count the nodes that have to be fetched over a network: few rows all over a table are dearer than many that lie together. */
class FetchCostTest {
    private static final int ORDERS = 200_000;
    private static final int CUSTOMERS = 1_000;
    private static final int ORDERS_PER_DAY = 100;
    private static final long SEED = 11;
    private static final long CACHE_BYTES = 200L << 20;
    private static final Location LOCATION = Location.parse("mem:fetch-cost-" + UUID.randomUUID());

    /** 200 orders of one customer, all over the table, or 33,000 that follow each other. */
    private static final String SQL = "SELECT amount, note FROM orders WHERE customer = 7 AND day BETWEEN 100 AND 430";

    /** The same with a condition on the day that no index can serve. */
    private static final String SQL_BY_CUSTOMER =
            "SELECT amount, note FROM orders WHERE customer = 7 AND ABS(day) BETWEEN 100 AND 430";

    @BeforeAll
    static void load() {
        Random random = new Random(SEED);
        try (Writer writer = Writer.open(LOCATION, WriterOptions.DEFAULT);
                BulkLoader load = writer.bulkLoader()) {
            BulkColumn day = load.column(indexed("orders/day"));
            BulkColumn customer = load.column(indexed("orders/customer"));
            BulkColumn amount = load.column(plain("orders/amount"));
            BulkColumn note = load.column(plain("orders/note"));
            for (int i = 0; i < ORDERS; i++) {
                load.begin();
                day.appendLong(i / ORDERS_PER_DAY);
                customer.appendLong(random.nextInt(CUSTOMERS));
                amount.appendLong(random.nextInt());
                note.appendLong(random.nextInt());
            }
            load.commit();
        }
    }

    private static AttributeSpec indexed(String ident) {
        return AttributeSpec.builder(ident, ValueType.LONG).indexed().build();
    }

    private static AttributeSpec plain(String ident) {
        return AttributeSpec.builder(ident, ValueType.LONG).build();
    }

    private static QueryEngine engine(NodeStore store) {
        Database database = Database.open(store, "main", new NodeCache(CACHE_BYTES));
        AttachedDatabase attached = new AttachedDatabase("main", database, new LocationVersion.Unspecified());
        return new QueryEngine(
                List.of(attached),
                Optional.empty(),
                Clock.systemUTC(),
                new QueryEngine.Planning(JoinPolicy.DEFAULT, new PlanCache(1 << 20)));
    }

    private static QueryEngine far() {
        return engine(new NetworkStore(Stores.open(LOCATION)));
    }

    /** Runs a statement; answers how many nodes it asked a store for. */
    private static long run(QueryEngine engine, String sql, Consumer<Batch> rows) {
        SnapshotSet snapshots = engine.snapshots(Duration.ZERO, new RequestCounter());
        try (QueryResult result =
                engine.prepare(sql, snapshots).execute(snapshots, List.of(), Instant.EPOCH, Cancellation.unlimited())) {
            for (Batch batch = result.next(); batch != null; batch = result.next()) {
                rows.accept(batch);
            }
            return result.requests().gets();
        }
    }

    private static String plan(QueryEngine engine) {
        List<String> lines = new ArrayList<>();
        run(engine, "EXPLAIN " + SQL, batch -> {
            for (int i = 0; i < batch.rowCount(); i++) {
                lines.add(((TextColumn) batch.column(0)).string(i));
            }
        });
        return String.join("\n", lines);
    }

    private static void readAll(DatomCursor cursor) {
        try (cursor) {
            boolean more = cursor.next();
            while (more) {
                more = cursor.next();
            }
        }
    }

    private static long sum(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).sum();
    }

    @Test
    void whereNodesAreAtHandFewRowsWin() {
        assertThat(plan(engine(Stores.open(LOCATION)))).contains("AVET orders/customer");
    }

    @Test
    void whereNodesAreFetchedFewRequestsWin() {
        QueryEngine cold = far();
        assertThat(plan(cold)).contains("AVET orders/day");

        List<Long> rows = new ArrayList<>();
        long gets = run(far(), SQL, batch -> rows.add((long) batch.rowCount()));
        List<Long> same = new ArrayList<>();
        long byCustomer = run(far(), SQL_BY_CUSTOMER, batch -> same.add((long) batch.rowCount()));
        assertThat(gets).isLessThan(byCustomer * 3 / 4);
        assertThat(sum(rows)).isEqualTo(sum(same)).isPositive();
    }

    @Test
    void nodesThatAreInMemoryCostNoRequest() {
        QueryEngine warm = far();
        Snapshot snapshot = warm.databases().get(0).database().snapshot(Duration.ZERO, new RequestCounter());
        for (Attribute attribute : snapshot.schema().attributes()) {
            for (Index index : List.of(Index.AEVT, Index.AVET)) {
                readAll(snapshot.cursor(index, KeyRange.ofAttribute(attribute.id()), Direction.FORWARD));
            }
        }
        assertThat(plan(warm)).contains("AVET orders/customer");
    }
}
