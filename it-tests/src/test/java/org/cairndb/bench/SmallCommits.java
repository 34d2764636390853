package org.cairndb.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.cairndb.storage.Stores;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.testing.CountingStore;
import org.cairndb.storage.testing.CountingStore.Counts;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.tx.Transact;

/**
 * Commits of two new products with five attributes each, one after the other.
 *
 * @param commits how many
 * @param withoutFlush how many of them wrote the head and nothing else
 * @param maxHeadBytes size of the largest head written
 * @param meanBytes bytes written per commit, flushes included
 * @param meanObjects objects written per commit, flushes included
 * @param perSecond commits per second, flushes included
 */
record SmallCommits(
        int commits, int withoutFlush, long maxHeadBytes, double meanBytes, double meanObjects, double perSecond) {
    static SmallCommits measure(Location location, int warmUps, int commits) {
        try (NodeStore store = Stores.open(location);
                CountingStore counting = new CountingStore(store);
                Writer writer = Writer.open(counting, Writer.MAIN_BRANCH, WriterOptions.DEFAULT)) {
            for (int i = 0; i < warmUps; i++) {
                writer.transact(transaction("X", i));
            }
            counting.reset();
            List<Counts> counts = new ArrayList<>();
            long start = System.nanoTime();
            for (int i = 0; i < commits; i++) {
                writer.transact(transaction("Y", i));
                counts.add(counting.reset());
            }
            return summary(counts, (System.nanoTime() - start) / 1e9);
        }
    }

    private static SmallCommits summary(List<Counts> counts, double seconds) {
        int withoutFlush = 0;
        long bytes = 0;
        long objects = 0;
        List<Long> headBytes = new ArrayList<>();
        for (Counts one : counts) {
            if (one.headSwaps() == 1 && one.nodesPut() == 0 && one.others() == 0 && one.headReads() == 0) {
                withoutFlush++;
            }
            bytes += one.headBytesPut() + one.bytesPut();
            objects += one.headSwaps() + one.nodesPut();
            headBytes.add(one.headBytesPut());
        }
        int commits = counts.size();
        return new SmallCommits(
                commits,
                withoutFlush,
                Collections.max(headBytes),
                (double) bytes / commits,
                (double) objects / commits,
                commits / seconds);
    }

    private static Transact transaction(String prefix, int number) {
        return Transact.of(product(prefix, 2 * number), product(prefix, 2 * number + 1));
    }

    private static Map<String, Object> product(String prefix, int number) {
        return Map.of(
                "product/sku", "%s%07d".formatted(prefix, number),
                "product/name", "New product " + number,
                "product/price", number / 100.0,
                "product/category", ShopData.category(number),
                "product/updated", Instant.EPOCH.plusSeconds(number));
    }
}
