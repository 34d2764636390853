package org.cairndb.storage.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.NodeStore;
import org.jspecify.annotations.Nullable;

/**
 * Moves nodes from a source to a destination: leaves in chunks, several at once; branch nodes when everything that came
 * before them is stored. Fed by one thread, which waits when too much is under way.
 */
final class CopyQueue implements AutoCloseable {
    private final RecentNodes source;
    private final NodeStore destination;
    private final CopyLimits limits;
    private final int listAfter;
    private final Tally tally;
    private final ExecutorService executor;
    private final Semaphore slots;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private List<NodeId> chunk = new ArrayList<>();
    private long chunkBytes;
    /** Branch nodes that wait for their children, by level. */
    private final TreeMap<Integer, List<StoredNode>> parents = new TreeMap<>();

    private long parentBytes;
    private int leaves;
    private YoungNodes young = YoungNodes.none();

    /**
     * A queue for one branch.
     *
     * @param listAfter leaves after which the destination is listed, because it probably has much of what is to come
     */
    CopyQueue(RecentNodes source, NodeStore destination, CopyLimits limits, int listAfter, Tally tally) {
        this.source = source;
        this.destination = destination;
        this.limits = limits;
        this.listAfter = listAfter;
        this.tally = tally;
        this.slots = new Semaphore(limits.threads());
        this.executor = Executors.newFixedThreadPool(limits.threads(), task -> {
            Thread thread = new Thread(task, "cairn-sync");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Copies a leaf. */
    void leaf(NodeId id, long bytes) {
        if (young.contains(id)) {
            tally.skipped(bytes);
            return;
        }
        chunk.add(id);
        chunkBytes += bytes;
        leaves++;
        if (leaves == listAfter) {
            awaitLeaves();
            young = YoungNodes.list(destination, id, limits.trusted());
        } else if (chunk.size() >= limits.chunkNodes() || chunkBytes >= limits.chunkBytes()) {
            sendChunk();
        }
    }

    /** Copies a branch node of which all children came before it. */
    void branch(StoredNode node, int level) {
        if (young.contains(node.id())) {
            tally.skipped(node.bytes().length());
            return;
        }
        parents.computeIfAbsent(level, key -> new ArrayList<>()).add(node);
        parentBytes += node.bytes().length();
        if (parentBytes >= limits.parentBytes()) {
            finish();
        }
    }

    /** Passes over a subtree that the destination has. */
    void present(long bytes) {
        tally.skipped(bytes);
    }

    /** Waits until everything that came so far is stored. */
    void finish() {
        awaitLeaves();
        parents.values().forEach(this::put);
        parents.clear();
        parentBytes = 0;
    }

    private void awaitLeaves() {
        sendChunk();
        slots.acquireUninterruptibly(limits.threads());
        slots.release(limits.threads());
        rethrow();
    }

    private void sendChunk() {
        rethrow();
        if (chunk.isEmpty()) {
            return;
        }
        List<NodeId> sent = chunk;
        chunk = new ArrayList<>();
        chunkBytes = 0;
        slots.acquireUninterruptibly();
        executor.execute(() -> {
            try {
                put(source.verified(sent));
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            } finally {
                slots.release();
            }
        });
    }

    private void put(List<StoredNode> nodes) {
        destination.putNodes(nodes);
        tally.copied(
                nodes.size(),
                nodes.stream().mapToLong(node -> node.bytes().length()).sum());
    }

    private void rethrow() {
        @Nullable Throwable first = failure.get();
        if (first instanceof RuntimeException e) {
            throw e;
        }
        if (first instanceof Error e) {
            throw e;
        }
    }

    /** Waits for what is under way, so that nothing is put after this. */
    @Override
    public void close() {
        slots.acquireUninterruptibly(limits.threads());
        executor.shutdown();
    }
}
