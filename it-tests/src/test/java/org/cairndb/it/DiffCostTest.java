package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.cairndb.bench.CairnShop;
import org.cairndb.bench.ShopData;
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
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.LocationVersion;
import org.cairndb.storage.store.RequestCounter;
import org.cairndb.storage.testing.NetworkStore;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.commit.FlushBounds;
import org.cairndb.writer.tx.Operation;
import org.cairndb.writer.tx.Transact;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What differences cost in nodes, none of which is in memory: as much as the change asks for, whatever the size of the table. */
class DiffCostTest {
    private static final int PRODUCTS = 40_000;
    private static final int LATER = 220;
    private static final int ENTITIES = 100;
    /** Every statement reads the branch head. */
    private static final int HEAD = 1;
    /** Transactions before the later ones: the schema and the products. */
    private static final int FIRST = 2;

    private static final Location LOCATION = Location.parse("mem:diff-cost-" + UUID.randomUUID());

    @BeforeAll
    static void load() {
        load(LOCATION, PRODUCTS, LATER);
    }

    /** Products, and transactions after them that change the price of one product each; the last changes a hundred. */
    static void load(Location location, int products, int later) {
        SplittableRandom random = new SplittableRandom(5);
        new CairnShop(new ShopData(products), location, location).loadProducts();
        WriterOptions options = WriterOptions.DEFAULT.flushBounds(new FlushBounds(64 << 10, 10_000, 70));
        try (Writer writer = Writer.open(location, options)) {
            for (int i = 1; i < later; i++) {
                writer.transact(price(random.nextInt(products), i));
            }
            Transact.Builder last = Transact.builder();
            for (int i = 0; i < ENTITIES; i++) {
                last.put(priced(i * (products / ENTITIES), -1));
            }
            writer.transact(last.build());
        }
    }

    private static Operation price(int product, double price) {
        return Operation.put(priced(product, price));
    }

    private static Map<String, Object> priced(int product, double price) {
        return Map.of("product/sku", ShopData.sku(product), "product/price", price);
    }

    /** The rows of a statement, and how many nodes it asked a store for. */
    record Cost(long rows, long nodes) {}

    static Cost run(Location location, String columns, String points) {
        Database database = Database.open(new NetworkStore(Stores.open(location)), "main", new NodeCache(200L << 20));
        QueryEngine engine = new QueryEngine(
                List.of(new AttachedDatabase("shop", database, new LocationVersion.Unspecified())),
                Optional.empty(),
                Clock.systemUTC(),
                new QueryEngine.Planning(JoinPolicy.DEFAULT, new PlanCache(1 << 20)));
        SnapshotSet snapshots = engine.snapshots(Duration.ZERO, new RequestCounter());
        String sql = "SELECT %s FROM TABLE(DIFF('product', %s))".formatted(columns, points);
        long rows = 0;
        try (QueryResult result =
                engine.prepare(sql, snapshots).execute(snapshots, List.of(), engine.now(), Cancellation.unlimited())) {
            for (Batch batch = result.next(); batch != null; batch = result.next()) {
                rows += batch.rowCount();
            }
            return new Cost(rows, result.requests().gets() - HEAD);
        }
    }

    private static Cost run(String columns, long from, long to) {
        return run(LOCATION, columns, (FIRST + from) + ", " + (FIRST + to));
    }

    @Test
    void equalStatesReadNothing() {
        assertThat(run("*", 40, 40)).isEqualTo(new Cost(0, 0));
        assertThat(run(LOCATION, "*", "'main', 'main'")).isEqualTo(new Cost(0, 0));
        assertThat(run(LOCATION, "*", "CURRENT_TIMESTAMP, 'main'")).isEqualTo(new Cost(0, 0));
    }

    @Test
    void changedColumnsComeFromLog() {
        String changed = "_id, _change, old_price, new_price";
        assertThat(run(changed, LATER - 1, LATER).rows()).isEqualTo(ENTITIES);
        assertThat(run(changed, LATER - 1, LATER).nodes()).isLessThanOrEqualTo(6);
        assertThat(run(changed, 100, 200).rows()).isBetween(95L, 100L);
        assertThat(run(changed, 100, 200).nodes()).isLessThanOrEqualTo(6);
        assertThat(run(changed, 200, 100).nodes()).isLessThanOrEqualTo(6);
    }

    @Test
    void unchangedColumnsAreReadOnceALeaf() {
        Cost one = run("_id, old_name", LATER - 1, LATER);
        Cost all = run("*", LATER - 1, LATER);
        assertThat(one.nodes()).isLessThanOrEqualTo(20);
        assertThat(all.nodes()).isLessThanOrEqualTo(60);
        assertThat(all.rows()).isEqualTo(ENTITIES);
    }
}
