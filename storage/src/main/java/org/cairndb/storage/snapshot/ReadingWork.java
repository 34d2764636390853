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
    private volatile @Nullable Ahead ahead;
    private volatile boolean closed;

    ReadingWork(RequestCounter counter, long maxDatomsHeld) {
        this.counter = counter;
        this.maxDatomsHeld = maxDatomsHeld;
    }

    /** What was asked for ahead of need; much work, such as a query on a folder, never does. */
    private static final class Ahead {
        final Map<NodeId, Integer> waves = new ConcurrentHashMap<>();
        final Map<NodeId, Decoded> held = new ConcurrentHashMap<>();
        final AtomicLong datomsHeld = new AtomicLong();
        final List<BackgroundLoads> loads = new ArrayList<>();
    }

    private Ahead ahead() {
        @Nullable Ahead made = ahead;
        if (made != null) {
            return made;
        }
        synchronized (this) {
            @Nullable Ahead raced = ahead;
            if (raced == null) {
                raced = new Ahead();
                ahead = raced;
            }
            return raced;
        }
    }

    /** Nodes are asked for now. */
    void asked(List<NodeId> ids) {
        int wave = counter.nextWave();
        Map<NodeId, Integer> waves = ahead().waves;
        ids.forEach(id -> waves.put(id, wave));
    }

    /** Nodes came ahead of need. */
    List<Decoded> hold(List<NodeId> ids, List<Decoded> nodes) {
        Ahead here = ahead();
        for (int i = 0; i < ids.size(); i++) {
            long datoms = nodes.get(i).node().count();
            if (!closed && here.waves.containsKey(ids.get(i)) && here.datomsHeld.get() + datoms <= maxDatomsHeld) {
                here.datomsHeld.addAndGet(datoms);
                here.held.put(ids.get(i), nodes.get(i));
            }
        }
        return nodes;
    }

    /** A node that came ahead of need and is not in the cache any more. */
    @Nullable
    Decoded held(NodeId id) {
        @Nullable Ahead here = ahead;
        return here == null ? null : here.held.get(id);
    }

    /** A node was in memory; if it came there ahead of need, then at the price of a wave all the same. */
    void used(NodeId id) {
        @Nullable Ahead here = ahead;
        @Nullable Integer wave = here == null || here.waves.isEmpty() ? null : here.waves.remove(id);
        if (here == null || wave == null) {
            counter.foundInMemory();
            return;
        }
        counter.waitedFor(wave);
        @Nullable Decoded node = here.held.remove(id);
        if (node != null) {
            here.datomsHeld.addAndGet(-node.node().count());
        }
    }

    /** The wave that a node belongs to which is not in memory. */
    int waveOf(NodeId id) {
        @Nullable Ahead here = ahead;
        @Nullable Integer wave = here == null ? null : here.waves.remove(id);
        return wave == null ? counter.nextWave() : wave;
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
            ahead().loads.add(loads);
        }
    }

    @Override
    public void close() {
        closed = true;
        if (ahead != null) {
            stop();
        }
    }

    private synchronized void stop() {
        Ahead here = ahead();
        here.loads.forEach(BackgroundLoads::close);
        here.held.clear();
    }
}
