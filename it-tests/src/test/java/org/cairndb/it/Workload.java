package org.cairndb.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Transact;

/**
 * What workers commit, so that the content of a database follows from how many transactions each worker has made: transaction n of a worker sets its count
 * to n and adds events. Now and then one is large enough to be flushed at once.
 */
final class Workload {
    static final String WORKER_NAME = "worker/name";
    static final String WORKER_COUNT = "worker/count";
    static final String EVENT_KEY = "event/key";
    static final String EVENT_TEXT = "event/text";
    static final String AUTHOR = "tx/author";

    private static final int LARGE_EVERY = 97;
    private static final int LARGE_EVENTS = 300;

    private Workload() {}

    /** The first transaction of a database. */
    static Transact schema() {
        return Transact.builder()
                .define(AttributeSpec.builder(WORKER_NAME, ValueType.STRING)
                        .identity()
                        .build())
                .define(AttributeSpec.builder(WORKER_COUNT, ValueType.LONG).build())
                .define(AttributeSpec.builder(EVENT_KEY, ValueType.STRING)
                        .identity()
                        .build())
                .define(AttributeSpec.builder(EVENT_TEXT, ValueType.STRING).build())
                .define(AttributeSpec.builder(AUTHOR, ValueType.STRING).build())
                .build();
    }

    /** Transaction n of a worker; n counts from 1. */
    static Transact transaction(String worker, long n) {
        Transact.Builder transaction = Transact.builder().metadata(AUTHOR, worker);
        transaction.put(Map.of(WORKER_NAME, worker, WORKER_COUNT, n));
        for (int event = 0; event < events(n); event++) {
            transaction.put(Map.of(EVENT_KEY, key(worker, n, event), EVENT_TEXT, text(worker, n, event)));
        }
        return transaction.build();
    }

    /** The values that transaction n of a worker adds (+) and retracts (-), sorted. */
    static List<String> effects(String worker, long n) {
        List<String> effects = new ArrayList<>();
        effects.add("+" + AUTHOR + "=" + worker);
        effects.add("+" + WORKER_COUNT + "=" + n);
        effects.add(n == 1 ? "+" + WORKER_NAME + "=" + worker : "-" + WORKER_COUNT + "=" + (n - 1));
        for (int event = 0; event < events(n); event++) {
            effects.add("+" + EVENT_KEY + "=" + key(worker, n, event));
            effects.add("+" + EVENT_TEXT + "=" + text(worker, n, event));
        }
        effects.sort(null);
        return effects;
    }

    /** How many transactions of a worker a snapshot holds. */
    static long count(Snapshot snapshot, String worker) {
        Attribute name = snapshot.schema().find(WORKER_NAME).orElseThrow();
        Attribute count = snapshot.schema().find(WORKER_COUNT).orElseThrow();
        return snapshot.findEntity(name, worker).stream()
                .map(entity -> (Long) snapshot.value(entity, count).orElseThrow())
                .findAny()
                .orElse(0);
    }

    private static int events(long n) {
        return n % LARGE_EVERY == 0 ? LARGE_EVENTS : 1;
    }

    private static String key(String worker, long n, int event) {
        return "%s/%d/%d".formatted(worker, n, event);
    }

    private static String text(String worker, long n, int event) {
        return Long.toHexString((worker.hashCode() * 31L + n) * 0x9E3779B97F4A7C15L + event);
    }
}
