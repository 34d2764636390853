package org.cairndb.storage.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.cairndb.storage.cache.BackgroundLoads;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.snapshot.NodeReader.Decoded;
import org.cairndb.storage.store.RequestCounter;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work that reads nodes and wants to know what that costs. It remembers in which wave each node was asked for ahead of need, and holds nodes
 * that came ahead until they are used, so that a full cache cannot drop them in between. Safe for several threads.
 */
final class ReadingWork implements AutoCloseable {
    private final RequestCounter counter;
    private final long maxDatomsHeld;
    private final Map<NodeId, Integer> wavesAhead = new ConcurrentHashMap<>();
    private final Map<NodeId, Decoded> held = new ConcurrentHashMap<>();
    private final AtomicLong datomsHeld = new AtomicLong();
    private final List<BackgroundLoads> loadsAhead = new ArrayList<>();
    private volatile boolean closed;

    ReadingWork(RequestCounter counter, long maxDatomsHeld) {
        this.counter = counter;
        this.maxDatomsHeld = maxDatomsHeld;
    }

    /** Nodes are asked for now. */
    void asked(List<NodeId> ids) {
        int wave = counter.nextWave();
        ids.forEach(id -> wavesAhead.put(id, wave));
    }

    /** Nodes came ahead of need. */
    List<Decoded> hold(List<NodeId> ids, List<Decoded> nodes) {
        for (int i = 0; i < ids.size(); i++) {
            long datoms = nodes.get(i).node().count();
            if (!closed && wavesAhead.containsKey(ids.get(i)) && datomsHeld.get() + datoms <= maxDatomsHeld) {
                datomsHeld.addAndGet(datoms);
                held.put(ids.get(i), nodes.get(i));
            }
        }
        return nodes;
    }

    /** A node that came ahead of need and is not in the cache any more. */
    @Nullable
    Decoded held(NodeId id) {
        return held.get(id);
    }

    /** A node was in memory; if it came there ahead of need, then at the price of a wave all the same. */
    void used(NodeId id) {
        @Nullable Integer ahead = wavesAhead.isEmpty() ? null : wavesAhead.remove(id);
        if (ahead == null) {
            counter.foundInMemory();
            return;
        }
        counter.waitedFor(ahead);
        release(id);
    }

    private void release(NodeId id) {
        @Nullable Decoded node = held.remove(id);
        if (node != null) {
            datomsHeld.addAndGet(-node.node().count());
        }
    }

    /** The wave that a node belongs to which is not in memory. */
    int waveOf(NodeId id) {
        @Nullable Integer ahead = wavesAhead.remove(id);
        return ahead == null ? counter.nextWave() : ahead;
    }

    /** The node of a wave has come. */
    void waitedFor(int wave) {
        counter.waitedFor(wave);
    }

    /** Remembers loads that end with the work. */
    synchronized void add(BackgroundLoads loads) {
        if (closed) {
            loads.close();
        } else {
            loadsAhead.add(loads);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        loadsAhead.forEach(BackgroundLoads::close);
        held.clear();
    }
}
