package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.cairndb.planner.AttachedDatabase;
import org.cairndb.planner.PlanCache;
import org.cairndb.planner.QueryEngine;
import org.cairndb.planner.QueryResult;
import org.cairndb.planner.SnapshotSet;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Cancellation;
import org.cairndb.planner.rel.JoinPolicy;
import org.cairndb.storage.Stores;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.LocationVersion;
import org.cairndb.storage.store.RequestCounter;
import org.cairndb.storage.testing.NetworkStore;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.commit.FlushBounds;
import org.cairndb.writer.ingest.BulkColumn;
import org.cairndb.writer.ingest.BulkLoader;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.LookupRef;
import org.cairndb.writer.tx.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** How many nodes the history of one row of a large table takes, whether the transactions of that history are in the tail or in the trees. */
@ParameterizedClass(name = "at most {0} transactions in the tail")
@ValueSource(ints = {100, 100_000})
class HistoryCostTest {
    private static final int PRODUCTS = 100_000;
    private static final int TRANSACTIONS = 1_000;
    /** Products are changed at random, this one in every hundredth transaction. */
    private static final String WATCHED = sku(77_777);

    private static final long SEED = 5;
    private static final long CACHE_BYTES = 400L << 20;

    /** One database for each bound of the tail, made when it is first asked for. */
    private static final Map<Integer, Loaded> LOADED = new ConcurrentHashMap<>();

    private final Loaded database;

    HistoryCostTest(int tail) {
        database = LOADED.computeIfAbsent(tail, HistoryCostTest::changed);
    }

    private record Loaded(Location location, long watchedEntity) {}

    private static Loaded changed(int tail) {
        Location location = Location.parse("mem:history-cost-" + UUID.randomUUID());
        load(location);
        Random random = new Random(SEED);
        FlushBounds bounds = new FlushBounds(1L << 30, 1 << 30, tail);
        try (Writer writer = Writer.open(location, WriterOptions.DEFAULT.flushBounds(bounds))) {
            for (int i = 0; i < TRANSACTIONS; i++) {
                String sku = i % 100 == 0 ? WATCHED : sku(random.nextInt(PRODUCTS));
                writer.transact(Operation.add(new LookupRef("product/sku", sku), "product/price", 1_000_000L + i));
            }
            Snapshot snapshot = writer.snapshot();
            Attribute sku = snapshot.schema().find("product/sku").orElseThrow();
            return new Loaded(location, snapshot.findEntity(sku, WATCHED).orElseThrow());
        }
    }

    private static String sku(int number) {
        return "sku %07d".formatted(number);
    }

    private static void load(Location location) {
        try (Writer writer = Writer.open(location, WriterOptions.DEFAULT)) {
            writer.transact(Operation.define(AttributeSpec.builder("product/sku", ValueType.STRING)
                    .identity()
                    .build()));
            try (BulkLoader load = writer.bulkLoader()) {
                BulkColumn sku = load.column(AttributeSpec.builder("product/sku", ValueType.STRING)
                        .identity()
                        .build());
                BulkColumn name = load.column(
                        AttributeSpec.builder("product/name", ValueType.STRING).build());
                BulkColumn price = load.column(
                        AttributeSpec.builder("product/price", ValueType.LONG).build());
                BulkColumn weight = load.column(
                        AttributeSpec.builder("product/weight", ValueType.LONG).build());
                for (int i = 0; i < PRODUCTS; i++) {
                    load.begin();
                    sku.appendText(sku(i));
                    name.appendText("Product number " + i);
                    price.appendLong(i);
                    weight.appendLong(i % 100);
                }
                load.commit();
            }
        }
    }

    private record Cost(long rows, long nodes) {}

    /** Runs a statement over a network with nothing in memory. */
    private Cost cold(String sql) {
        Database opened =
                Database.open(new NetworkStore(Stores.open(database.location)), "main", new NodeCache(CACHE_BYTES));
        AttachedDatabase attached = new AttachedDatabase("main", opened, new LocationVersion.Unspecified());
        QueryEngine engine = new QueryEngine(
                List.of(attached),
                Optional.empty(),
                Clock.systemUTC(),
                new QueryEngine.Planning(JoinPolicy.DEFAULT, new PlanCache(1 << 20)));
        SnapshotSet snapshots = engine.snapshots(Duration.ZERO, new RequestCounter());
        long rows = 0;
        try (QueryResult result =
                engine.prepare(sql, snapshots).execute(snapshots, List.of(), Instant.EPOCH, Cancellation.unlimited())) {
            for (Batch batch = result.next(); batch != null; batch = result.next()) {
                rows += batch.rowCount();
            }
            // One request is for the head.
            return new Cost(rows, result.requests().gets() - 1);
        }
    }

    private void assertNodes(String sql, int most) {
        Cost cost = cold(sql);
        assertThat(cost.rows()).as(sql).isEqualTo(1 + TRANSACTIONS / 100);
        assertThat(cost.nodes()).as(sql).isBetween(1L, (long) most);
    }

    @Test
    void historyOfOneRowReadsSixNodes() {
        for (String clause : List.of(
                "FOR SYSTEM_TIME ALL",
                "FOR SYSTEM_TIME BETWEEN '2020-01-01' AND '2040-01-01'",
                "FOR VERSION BETWEEN 2 AND 5000")) {
            assertNodes("SELECT * FROM product " + clause + " WHERE _id = " + database.watchedEntity, 6);
        }
        assertNodes("SELECT * FROM \"product/price\" FOR SYSTEM_TIME ALL WHERE e = " + database.watchedEntity, 6);
    }

    @Test
    void historyOfARowFoundByValueReadsTheNodesOfThatIndexToo() {
        assertNodes("SELECT * FROM product FOR SYSTEM_TIME ALL WHERE sku = '" + WATCHED + "'", 8);
    }

    @Test
    void joinReadsTheHistoriesOfTheRowsThatItFinds() {
        String found = " h ON h.%s = p._id WHERE p.sku = '" + WATCHED + "'";
        assertNodes("SELECT h.price FROM product p JOIN product FOR SYSTEM_TIME ALL" + found.formatted("_id"), 10);
        assertNodes("SELECT h.v FROM product p JOIN \"product/price\" FOR SYSTEM_TIME ALL" + found.formatted("e"), 10);
    }
}
