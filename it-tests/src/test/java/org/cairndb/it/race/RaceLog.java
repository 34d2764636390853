package org.cairndb.it.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.check.Checker;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Datom;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.snapshot.CommitHash;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.snapshot.Head;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.snapshot.Transaction;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.writer.Writer;

/** What a race left in its database, read from the stored bytes past every cache. */
final class RaceLog {
    private static final long CACHE_BYTES = 64 << 20;

    private RaceLog() {}

    /** Proves the database sound and answers its increments in the order of their numbers, which have no gap. */
    static List<Increment> read(NodeStore store) {
        Database database = Database.open(store, Writer.MAIN_BRANCH, new NodeCache(CACHE_BYTES));
        assertThat(Checker.check(database).problems()).isEmpty();
        Snapshot snapshot = database.snapshot();
        requireChained(snapshot.head());
        TreeMap<Long, List<Datom>> transactions = transactionsOf(snapshot);
        List<Increment> increments = new ArrayList<>();
        transactions.forEach((tx, datoms) -> {
            assertThat(tx).isEqualTo(SharedCounter.SETUP_TX + increments.size() + 1);
            increments.add(increment(tx, datoms, snapshot));
        });
        assertThat(snapshot.tx()).isEqualTo(SharedCounter.SETUP_TX + increments.size());
        return increments;
    }

    private static void requireChained(Head head) {
        CommitHash hash = head.flushedHash();
        for (Transaction transaction : head.tail()) {
            hash = hash.then(transaction.encode());
        }
        assertThat(hash).isEqualTo(head.hash());
    }

    private static TreeMap<Long, List<Datom>> transactionsOf(Snapshot snapshot) {
        TreeMap<Long, List<Datom>> transactions = new TreeMap<>();
        try (DatomCursor cursor = snapshot.log(SharedCounter.SETUP_TX + 1, Long.MAX_VALUE)) {
            while (cursor.next()) {
                DatomBatch batch = cursor.batch();
                for (int i = cursor.from(); i < cursor.to(); i++) {
                    transactions
                            .computeIfAbsent(batch.tx(i), tx -> new ArrayList<>())
                            .add(batch.datom(i, snapshot.schema()));
                }
            }
        }
        return transactions;
    }

    private static Increment increment(long tx, List<Datom> datoms, Snapshot snapshot) {
        List<Object> keys = added(datoms, SharedCounter.KEY, snapshot);
        List<Object> counts = added(datoms, SharedCounter.VALUE, snapshot);
        assertThat(keys).as("facts of transaction %d", tx).hasSize(1);
        assertThat(counts).as("counts of transaction %d", tx).containsExactly(tx - SharedCounter.SETUP_TX);
        return new Increment(tx, (String) keys.get(0), (Long) counts.get(0));
    }

    private static List<Object> added(List<Datom> datoms, String ident, Snapshot snapshot) {
        Attribute attribute = snapshot.schema().find(ident).orElseThrow();
        return datoms.stream()
                .filter(datom -> datom.added() && datom.attribute() == attribute.id())
                .map(Datom::value)
                .toList();
    }
}
