package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.cairndb.bench.CairnShop;
import org.cairndb.bench.ShopData;
import org.cairndb.planner.AttachedDatabase;
import org.cairndb.planner.PreparedQuery;
import org.cairndb.planner.QueryEngine;
import org.cairndb.planner.QueryResult;
import org.cairndb.planner.SnapshotSet;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Cancellation;
import org.cairndb.storage.Stores;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.LocationVersion;
import org.cairndb.storage.store.RequestCounter;
import org.cairndb.storage.store.RequestTotals;
import org.cairndb.storage.testing.NetworkStore;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What queries on a large shop ask of stores that are read as if they were far away: requests, and how many one after the other. */
class RequestsIT {
    private static final int SIZE = 1_000_000;
    private static final ShopData DATA = new ShopData(SIZE);
    private static final CairnShop SHOP =
            new CairnShop(DATA, Location.parse("mem:requests-catalog"), Location.parse("mem:requests-inventory"));
    private static final String SEED_JOIN = "SELECT p.name, p.price, s.\"count\" FROM catalog.product p"
            + " JOIN inventory.stock s ON p.sku = s.sku WHERE s.\"count\" > 0";

    @BeforeAll
    static void load() {
        SHOP.loadProducts();
        SHOP.loadStock();
    }

    /** Databases of which nothing is in memory. */
    private static List<AttachedDatabase> cold(long cacheBytes) {
        NodeCache cache = new NodeCache(cacheBytes);
        return List.of(attach("catalog", SHOP.catalog(), cache), attach("inventory", SHOP.inventory(), cache));
    }

    private static AttachedDatabase attach(String name, Location location, NodeCache cache) {
        Database database = Database.open(new NetworkStore(Stores.open(location)), "main", cache);
        return new AttachedDatabase(name, database, new LocationVersion.Unspecified());
    }

    private static QueryEngine engine() {
        return engine(400L << 20);
    }

    private static QueryEngine engine(long cacheBytes) {
        return new QueryEngine(cold(cacheBytes), Optional.empty(), Clock.systemUTC());
    }

    private record Run(long rows, RequestTotals requests) {}

    /** Runs a statement as the driver does. */
    private static Run run(QueryEngine engine, String sql, Object... values) {
        List<Object> parameters = List.of(values);
        SnapshotSet snapshots = engine.snapshots(
                Duration.ZERO,
                new RequestCounter(),
                likely -> engine.prepare(sql, likely).fetchAhead(likely, parameters, Instant.EPOCH));
        PreparedQuery query = engine.prepare(sql, snapshots);
        long rows = 0;
        try (QueryResult result = query.execute(snapshots, parameters, Instant.EPOCH, Cancellation.unlimited())) {
            for (Batch batch = result.next(); batch != null; batch = result.next()) {
                rows += batch.rowCount();
            }
            return new Run(rows, result.requests());
        }
    }

    @Test
    void anEntityIsFoundByThreeRequestsOneAfterTheOther() {
        Database database = cold(100 << 20).get(0).database();
        RequestCounter counter = new RequestCounter();
        Snapshot snapshot = database.snapshot(Duration.ZERO, counter);
        OptionalLong found =
                snapshot.findEntity(snapshot.schema().find("product/sku").orElseThrow(), ShopData.sku(777_777));

        assertThat(found).isPresent();
        assertThat(counter.totals().waves()).isEqualTo(3);
    }

    @Test
    void openingAndTheFirstLookupPayTheLatencyOfThreeRequests() {
        QueryEngine engine = engine();
        RequestCounter opening = new RequestCounter();
        engine.snapshots(Duration.ZERO, opening);
        Run lookup = run(engine, "SELECT sku FROM catalog.product WHERE sku = ?", ShopData.sku(123_456));

        assertThat(lookup.rows()).isEqualTo(1);
        assertThat(opening.totals().waves() + lookup.requests().waves()).isEqualTo(3);
        assertThat(lookup.requests().gets()).isLessThanOrEqualTo(6);
    }

    @Test
    void aWholeRowCostsOneMore() {
        QueryEngine engine = engine();
        RequestCounter opening = new RequestCounter();
        engine.snapshots(Duration.ZERO, opening);
        Run lookup = run(engine, "SELECT * FROM catalog.product WHERE sku = ?", ShopData.sku(123_456));

        assertThat(lookup.rows()).isEqualTo(1);
        assertThat(opening.totals().waves() + lookup.requests().waves()).isEqualTo(4);
    }

    @Test
    void aWarmLookupAsksForTheHeadsOnly() {
        QueryEngine engine = engine();
        String sql = "SELECT * FROM catalog.product WHERE sku = ?";
        run(engine, sql, ShopData.sku(123_456));
        Run again = run(engine, sql, ShopData.sku(123_456));

        assertThat(again.requests().gets()).isEqualTo(2);
        assertThat(again.requests().bytesRead()).isZero();
        assertThat(again.requests().waves()).isEqualTo(1);
    }

    @Test
    void aColumnScanWaitsOncePerLevel() {
        Run scan = run(engine(), "SELECT price FROM catalog.product");

        assertThat(scan.rows()).isEqualTo(SIZE);
        assertThat(scan.requests().waves()).isLessThanOrEqualTo(3);
    }

    @Test
    void aScanOfEveryColumnWaitsOncePerLevelToo() {
        Run scan = run(engine(), "SELECT * FROM catalog.product");

        assertThat(scan.rows()).isEqualTo(SIZE);
        assertThat(scan.requests().waves()).isLessThanOrEqualTo(4);
    }

    @Test
    void theSeedJoinWaitsOncePerLevelForBothDatabasesTogether() {
        QueryEngine engine = engine();
        Run join = run(engine, SEED_JOIN);

        assertThat(join.rows()).isEqualTo(DATA.seedJoinRows());
        assertThat(join.requests().waves()).isLessThanOrEqualTo(5);

        Run warm = run(engine, SEED_JOIN);
        assertThat(warm.rows()).isEqualTo(join.rows());
        assertThat(warm.requests().gets()).isEqualTo(2);
    }

    @Test
    void manyScatteredLookupsTakeTheWavesOfOne() {
        Run lookups = run(
                engine(),
                "SELECT p.name, s.warehouse FROM catalog.product p JOIN inventory.stock s ON p.sku = s.sku"
                        + " WHERE p.price BETWEEN 500 AND 500.1");

        assertThat(lookups.rows()).isPositive();
        assertThat(lookups.requests().waves()).isLessThanOrEqualTo(8);
    }

    @Test
    void theFirstRowsOfALargeTableCostAFewRequests() {
        Run few = run(engine(), "SELECT * FROM catalog.product LIMIT 10");

        assertThat(few.rows()).isEqualTo(10);
        assertThat(few.requests().gets()).isLessThanOrEqualTo(24);
    }

    @Test
    void countsAndExtremesAreInTheHeads() {
        QueryEngine engine = engine();
        for (String sql : List.of(
                "SELECT COUNT(*), COUNT(name), MIN(price), MAX(price), MIN(_id), MAX(_id) FROM catalog.product",
                "SELECT MIN(sku), MAX(sku) FROM catalog.product",
                "SELECT COUNT(*), MAX(\"count\") FROM inventory.stock",
                "SELECT p.n - s.n FROM (SELECT COUNT(*) AS n FROM catalog.product) p,"
                        + " (SELECT COUNT(*) AS n FROM inventory.stock) s")) {
            Run run = run(engine, sql);
            assertThat(run.rows()).isEqualTo(1);
            assertThat(run.requests().gets()).as(sql).isEqualTo(2);
            assertThat(run.requests().waves()).as(sql).isEqualTo(1);
        }
    }

    /** The median, since whether a node that is asked for ahead of need is still wanted when its turn comes depends on how busy the machine is. */
    private long usualGets(Location location, String sql) {
        long[] gets = new long[15];
        for (int i = 0; i < gets.length; i++) {
            Run run = run(engineOn(location), sql, ShopData.sku(12_345));
            assertThat(run.rows()).isEqualTo(1);
            gets[i] = run.requests().gets();
        }
        Arrays.sort(gets);
        return gets[gets.length / 2];
    }

    @Test
    void aRowThatTheTailChangedCostsNoMoreThanAnother() {
        Location location = Location.parse("mem:requests-tail");
        new CairnShop(new ShopData(50_000), location, location).loadProducts();
        String sql = "SELECT * FROM catalog.product WHERE sku = ?";
        try (Writer writer = Writer.open(location, WriterOptions.DEFAULT)) {
            long before = usualGets(location, sql);
            writer.transact(Map.of("product/sku", ShopData.sku(12_345), "product/price", 0.25));

            assertThat(usualGets(location, sql)).isLessThanOrEqualTo(before);
        }
    }

    private static QueryEngine engineOn(Location location) {
        NodeCache cache = new NodeCache(100 << 20);
        return new QueryEngine(List.of(attach("catalog", location, cache)), Optional.empty(), Clock.systemUTC());
    }

    @Test
    void aScanThroughASmallCacheFetchesEveryLeafOnce() {
        String sql = "SELECT name, price, category FROM catalog.product";
        long once = run(engine(), sql).requests().gets();
        Run scan = run(engine(16 << 20), sql);

        assertThat(scan.rows()).isEqualTo(SIZE);
        assertThat(scan.requests().gets()).isLessThanOrEqualTo(once + once / 10);
    }

    @Test
    void aCacheThatHoldsAlmostNothingMakesNoRowWrong() {
        QueryEngine small = engine(2 << 20);

        assertThat(run(small, SEED_JOIN).rows()).isEqualTo(DATA.seedJoinRows());
        assertThat(run(small, "SELECT * FROM catalog.product WHERE category = 'cat-7'")
                        .rows())
                .isEqualTo(SIZE / 100);
    }
}
