package org.cairndb.storage.store.tier;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.Fetch;

/**
 * Nodes on a local disk, within a bound, for all stores and all processes that name the same directory.
 *
 * <p>Nodes are written by a thread in the background; what it cannot keep up with is dropped. Files are verified when
 * they are read, so a damaged one only costs a fetch. A directory that cannot be written ends the keeping, with one
 * warning, for as long as the process lives. Holds nothing that needs to be closed. Safe for use by several threads.
 */
public final class DiskCache implements NodeTier {
    /** The bound if none is given: 10 GiB. */
    public static final long STANDARD_BYTES = 10L << 30;

    private static final System.Logger LOG = System.getLogger(DiskCache.class.getName());
    private static final long MAX_QUEUED_BYTES = 64L << 20;
    private static final long IDLE_THREAD_SECONDS = 1;
    private static final long MAX_FLUSH_SECONDS = 10;

    /** The cache is looked at again when this part of its bound has been written. */
    private static final int STEPS = 64;

    /** A node that takes a larger part of the cache than this is not worth keeping. */
    private static final int MIN_NODES = 8;

    private static final double TRIM_TO = 0.9;

    private final CacheFolder folder;
    private final CacheFiles files;
    private final CacheTrim trim;
    private final ThreadPoolExecutor writer = writingThread();
    private final AtomicLong queuedBytes = new AtomicLong();
    private volatile long maxBytes;
    private volatile boolean keeping = true;
    /** Bytes written since the last look at the cache; negative before the first. Used by the writing thread only. */
    private long written = -1;

    private DiskCache(CacheFolder folder, long maxBytes, Clock clock) {
        this.folder = folder;
        this.files = new CacheFiles(folder, clock);
        this.trim = new CacheTrim(folder, clock);
        this.maxBytes = maxBytes;
    }

    /**
     * Opens a cache, and creates its directory if need be.
     *
     * @throws CairnException OPTION_INVALID if the path is anything but a cache of this user
     */
    public static DiskCache open(Path directory, long maxBytes) {
        return open(directory, maxBytes, Clock.systemUTC());
    }

    static DiskCache open(Path directory, long maxBytes, Clock clock) {
        DiskCache cache = new DiskCache(new CacheFolder(directory), maxBytes, clock);
        try {
            cache.folder.prepare();
        } catch (IOException e) {
            cache.stopKeeping(e);
        }
        return cache;
    }

    /** Changes the bound; takes effect with the next nodes that are kept. */
    public void resize(long bytes) {
        maxBytes = bytes;
    }

    @Override
    public List<Fetch> find(List<NodeId> ids) {
        return ids.stream().map(this::find).toList();
    }

    private Fetch find(NodeId id) {
        Optional<Bytes> bytes = files.read(id);
        if (bytes.isPresent()) {
            return new Fetch.Found(bytes.get());
        }
        return new Fetch.Missing(id);
    }

    @Override
    public void keep(Collection<StoredNode> nodes) {
        nodes.forEach(this::keep);
    }

    private void keep(StoredNode node) {
        int length = node.bytes().length();
        if (!keeping || length > maxBytes / MIN_NODES) {
            return;
        }
        if (queuedBytes.addAndGet(length) > MAX_QUEUED_BYTES) {
            queuedBytes.addAndGet(-length);
            return;
        }
        writer.execute(() -> {
            try {
                write(node);
            } finally {
                queuedBytes.addAndGet(-length);
            }
        });
    }

    @Override
    public void forget(Collection<NodeId> ids) {
        flush();
        ids.forEach(files::delete);
    }

    @Override
    public void flush() {
        var done = new CompletableFuture<Boolean>();
        writer.execute(() -> done.complete(true));
        try {
            done.get(MAX_FLUSH_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(System.Logger.Level.DEBUG, "nodes still to be written to " + folder.path(), e);
        }
    }

    private void write(StoredNode node) {
        try {
            boolean wanted = keeping && NodeId.of(node.bytes()).equals(node.id()) && !files.has(node.id());
            if (wanted) {
                makeRoom(node.bytes().length());
                files.write(node);
                written += node.bytes().length();
            }
        } catch (IOException | CairnException e) {
            stopKeeping(e);
        }
    }

    private void makeRoom(int length) throws IOException {
        long step = Math.max(maxBytes / STEPS, length);
        if (written < 0 || written + length > step) {
            long limit = maxBytes - step;
            trim.trim(new CacheTrim.Bound(limit, Math.min(limit, (long) (maxBytes * TRIM_TO))));
            written = 0;
        }
    }

    private void stopKeeping(Exception cause) {
        keeping = false;
        LOG.log(
                System.Logger.Level.WARNING,
                "Nodes are no longer kept in the cache directory \"%s\": %s".formatted(folder.path(), cause));
    }

    /** The thread starts with the first node to be kept and ends when idle. */
    private static ThreadPoolExecutor writingThread() {
        var thread = new ThreadPoolExecutor(
                1, 1, IDLE_THREAD_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    var daemon = new Thread(task, "cairn-cache-writer");
                    daemon.setDaemon(true);
                    return daemon;
                });
        thread.allowCoreThreadTimeOut(true);
        return thread;
    }
}
