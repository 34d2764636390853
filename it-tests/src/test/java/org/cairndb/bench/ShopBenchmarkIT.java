package org.cairndb.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.cairndb.storage.Stores;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.check.Checker;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.BranchNames;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.testing.CountingStore;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the benchmark promises and no machine can change: objects, bytes and nodes. */
class ShopBenchmarkIT {
    private static final int PRODUCTS = 50_000;
    private static final double MAX_BYTES_PER_DATOM = 16;
    private static final long MAX_HEAD_BYTES = 128 << 10;
    private static final int COMMITS = 300;
    /** The past has roots of its own; finding them takes the commit index. */
    private static final long EXTRA_NODES = 5;

    @TempDir
    Path folder;

    private final ShopData data = new ShopData(PRODUCTS);
    private Optional<CairnShop> loaded = Optional.empty();

    @BeforeEach
    void load() throws IOException {
        CairnShop shop = new CairnShop(data, Files.createDirectories(folder.resolve("shop")));
        shop.loadProducts();
        shop.loadStock();
        loaded = Optional.of(shop);
    }

    private CairnShop shop() {
        return loaded.orElseThrow();
    }

    @Test
    void loadTakesFewBytes() throws IOException {
        assertThat((double) shop().bytes() / data.values()).isLessThanOrEqualTo(MAX_BYTES_PER_DATOM);
        requireSound(shop().catalog());
        requireSound(shop().inventory());
    }

    @Test
    void smallCommitWritesOneSmallObject() {
        SmallCommits commits = SmallCommits.measure(shop().catalog(), 0, COMMITS);
        assertThat(commits.maxHeadBytes()).isLessThanOrEqualTo(MAX_HEAD_BYTES);
        // A commit that fills the tail flushes it; all others write the head and nothing else.
        assertThat(commits.withoutFlush()).isGreaterThanOrEqualTo(COMMITS - 1);
        requireSound(shop().catalog());
    }

    @Test
    void pastCostsNoMoreNodesThanThePresent() {
        Instant before = shop().updatePrices();
        long present = nodesRead(false, before);
        long past = nodesRead(true, before);
        assertThat(past).isLessThanOrEqualTo(present + EXTRA_NODES);
        requireSound(shop().catalog());
    }

    /** Nodes fetched, with nothing cached, by a scan of the columns of the seed join. */
    private long nodesRead(boolean asOf, Instant before) {
        try (CountingStore store = new CountingStore(Stores.open(shop().catalog()));
                Database database = Database.open(store, BranchNames.MAIN, new NodeCache(64 << 20))) {
            Snapshot newest = database.snapshot();
            Snapshot snapshot = asOf ? newest.asOf(before) : newest;
            for (String column : new String[] {"product/sku", "product/name", "product/price"}) {
                int attribute = snapshot.schema().find(column).orElseThrow().id();
                try (DatomCursor cursor =
                        snapshot.cursor(Index.AEVT, KeyRange.ofAttribute(attribute), Direction.FORWARD)) {
                    long values = 0;
                    while (cursor.next()) {
                        values += cursor.to() - cursor.from();
                    }
                    assertThat(values).isEqualTo(PRODUCTS);
                }
            }
            return store.counts().nodesFetched();
        }
    }

    private static void requireSound(Location location) {
        try (Database database = Database.open(location)) {
            assertThat(Checker.check(database).problems()).isEmpty();
        }
    }
}
