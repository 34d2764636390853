package org.cairndb.writer;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Datom;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.memory.MemoryNodeStore;
import org.cairndb.writer.tx.Operation;
import org.cairndb.writer.tx.TxReport;

/** A database with one writer whose clock and random source repeat themselves; checked when it is closed. */
final class TestDatabase implements AutoCloseable {
    static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

    private final NodeStore store;
    private final Writer writer;

    private TestDatabase(NodeStore store, WriterOptions options) {
        this.store = store;
        this.writer = Writer.open(store, Writer.MAIN_BRANCH, options);
    }

    /** An empty database in memory whose clock stands still. */
    static TestDatabase inMemory() {
        return on(MemoryNodeStore.anonymous(), options(1));
    }

    static TestDatabase on(NodeStore store, WriterOptions options) {
        return new TestDatabase(store, options);
    }

    /** Options with a clock that stands still and a seeded random source. */
    static WriterOptions options(long seed) {
        return WriterOptions.DEFAULT.clock(Clock.fixed(START, ZoneOffset.UTC)).random(new Random(seed));
    }

    /** A clock that moves on by a second with every look at it. */
    static Clock tickingClock() {
        AtomicLong seconds = new AtomicLong();
        InstantSource source = () -> START.plusSeconds(seconds.getAndIncrement());
        return source.withZone(ZoneOffset.UTC);
    }

    Writer writer() {
        return writer;
    }

    NodeStore store() {
        return store;
    }

    TxReport transact(Operation... operations) {
        return writer.transact(operations);
    }

    Snapshot snapshot() {
        return writer.snapshot();
    }

    /** What an entity holds now, by ident; of several values the last. */
    Map<String, Object> entity(long entity) {
        return entity(snapshot(), entity);
    }

    static Map<String, Object> entity(Snapshot snapshot, long entity) {
        Map<String, Object> values = new TreeMap<>();
        for (Datom datom : snapshot.datoms(Index.EAVT, KeyRange.ofEntity(entity))) {
            Attribute attribute = snapshot.schema().attribute(datom.attribute());
            if (!attribute.isPresence()) {
                values.put(attribute.ident(), datom.value());
            }
        }
        return values;
    }

    Attribute attribute(String ident) {
        return snapshot().schema().find(ident).orElseThrow();
    }

    @Override
    public void close() {
        writer.close();
        if (!store.listHeads().isEmpty()) {
            StoreChecks.check(store);
        }
        store.close();
    }
}
