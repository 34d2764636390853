package org.cairndb.storage.sync;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.store.NodeEntry;
import org.cairndb.storage.store.NodeStore;

/**
 * The nodes of a store that were put not long ago, by one listing. Bounded: what does not fit counts as absent.
 *
 * <p>Keeps 16 of the 32 bytes of an id in a table with open addressing; that two nodes share them has a chance of 2^-80.
 * Immutable once listed.
 */
final class YoungNodes {
    private static final int MAX_NODES = 1 << 21;
    private static final int FIRST_SLOTS = 1 << 10;

    private long[] first = new long[FIRST_SLOTS];
    private long[] second = new long[FIRST_SLOTS];
    /** Milliseconds since 1970 at which the node was put; 0 for a slot that is free. */
    private long[] storedAt = new long[FIRST_SLOTS];

    private int size;
    private long from = Long.MAX_VALUE;
    private long to = Long.MIN_VALUE;

    private YoungNodes() {}

    static YoungNodes none() {
        return new YoungNodes();
    }

    /**
     * Lists a store. The age of a node is measured from when another one was put a moment ago, so that nobody's clock but
     * the store's matters; a listing that does not have that node is out of date, and nothing in it is trusted.
     */
    static YoungNodes list(NodeStore store, NodeId justPut, Duration trusted) {
        YoungNodes young = new YoungNodes();
        Instant newest = Instant.EPOCH;
        try (Stream<NodeEntry> entries = store.listNodes()) {
            for (NodeEntry entry : (Iterable<NodeEntry>) entries::iterator) {
                if (entry.id().equals(justPut)) {
                    young.from = entry.storedAt().minus(trusted).toEpochMilli();
                    young.to = entry.storedAt().plus(trusted).toEpochMilli();
                }
                if (entry.storedAt().isAfter(newest)) {
                    newest = entry.storedAt();
                }
                if (!entry.storedAt().isBefore(newest.minus(trusted)) && young.size < MAX_NODES) {
                    young.add(entry);
                }
            }
        }
        return young;
    }

    boolean contains(NodeId id) {
        ByteBuffer hash = ByteBuffer.wrap(id.toBytes().unsafeArray());
        int slot = slotOf(hash.getLong(0), hash.getLong(Long.BYTES));
        return storedAt[slot] != 0 && storedAt[slot] >= from && storedAt[slot] <= to;
    }

    private void add(NodeEntry entry) {
        if (2 * size >= first.length) {
            grow();
        }
        ByteBuffer hash = ByteBuffer.wrap(entry.id().toBytes().unsafeArray());
        put(hash.getLong(0), hash.getLong(Long.BYTES), entry.storedAt().toEpochMilli());
    }

    private void put(long high, long low, long time) {
        int slot = slotOf(high, low);
        if (storedAt[slot] == 0) {
            size++;
        }
        first[slot] = high;
        second[slot] = low;
        storedAt[slot] = time;
    }

    /** The slot of an id, or the free one where it belongs. */
    private int slotOf(long high, long low) {
        int mask = first.length - 1;
        int slot = (int) high & mask;
        while (storedAt[slot] != 0 && (first[slot] != high || second[slot] != low)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldFirst = first;
        long[] oldSecond = second;
        long[] oldStoredAt = storedAt;
        first = new long[2 * oldFirst.length];
        second = new long[2 * oldFirst.length];
        storedAt = new long[2 * oldFirst.length];
        size = 0;
        for (int i = 0; i < oldFirst.length; i++) {
            if (oldStoredAt[i] != 0) {
                put(oldFirst[i], oldSecond[i], oldStoredAt[i]);
            }
        }
    }
}
