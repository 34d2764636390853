package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Datom;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.SystemAttributes;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.DatomCursor;

/**
 * Follows the log of a database and proves that it holds transactions of the {@link Workload} and nothing else: numbered without a gap, each worker's in
 * its order, each whole and once.
 */
final class CommittedWork {
    private final Map<Acknowledged, Boolean> committed = new HashMap<>();
    private final Map<String, Long> counts = new HashMap<>();
    private long tx;

    /** Begins after the transactions that defined the schema. */
    CommittedWork(long schemaTx) {
        this.tx = schemaTx;
    }

    /** The last transaction followed. */
    long tx() {
        return tx;
    }

    /** How many transactions of a worker are committed. */
    long count(String worker) {
        return counts.getOrDefault(worker, 0L);
    }

    /** Whether this very transaction is committed. */
    boolean holds(Acknowledged transaction) {
        return committed.containsKey(transaction);
    }

    /** Reads what was committed since. */
    void follow(Snapshot snapshot) {
        List<String> effects = new ArrayList<>();
        try (DatomCursor cursor = snapshot.log(tx + 1, Long.MAX_VALUE)) {
            while (cursor.next()) {
                DatomBatch batch = cursor.batch();
                for (int i = cursor.from(); i < cursor.to(); i++) {
                    if (batch.tx(i) != tx && !effects.isEmpty()) {
                        end(effects);
                    }
                    if (effects.isEmpty()) {
                        assertThat(batch.tx(i)).isEqualTo(tx + 1);
                        tx++;
                    }
                    effects.add(describe(batch.datom(i, snapshot.schema()), snapshot));
                }
            }
        }
        if (!effects.isEmpty()) {
            end(effects);
        }
        assertThat(tx).isEqualTo(snapshot.tx());
    }

    private static String describe(Datom datom, Snapshot snapshot) {
        Attribute attribute = snapshot.schema().attribute(datom.attribute());
        boolean marker = attribute.isPresence()
                || attribute.id() == SystemAttributes.TX_INSTANT.id()
                || attribute.id() == SystemAttributes.TX_NONCE.id();
        return marker ? "" : (datom.added() ? "+" : "-") + attribute.ident() + "=" + datom.value();
    }

    private void end(List<String> effects) {
        List<String> told =
                effects.stream().filter(effect -> !effect.isEmpty()).sorted().toList();
        effects.clear();
        String author = "+" + Workload.AUTHOR + "=";
        String worker = told.stream()
                .filter(effect -> effect.startsWith(author))
                .findFirst()
                .orElseThrow()
                .substring(author.length());
        long n = counts.merge(worker, 1L, Long::sum);
        assertThat(told).as("transaction %d", tx).isEqualTo(Workload.effects(worker, n));
        committed.put(new Acknowledged(worker, n, tx), true);
    }
}
