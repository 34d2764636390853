package org.cairndb.storage.store.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.Fetch;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.HeadSwap;
import org.cairndb.storage.store.HeadVersion;
import org.cairndb.storage.store.NodeEntry;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.StoreAddress;

/**
 * A database in a folder: {@code heads/<branch>} and {@code nodes/<first two digits>/<hex>}.
 *
 * <p>Any number of processes may read and write it. A process may be killed and a machine may lose power at any moment:
 * a head is then either the old one or the new one, and acknowledged writes are there. Opening and reading create
 * nothing; the folder comes into being with the first put.
 */
public final class FileNodeStore implements NodeStore {
    private static final int WRITING_THREADS = 8;
    private static final long IDLE_THREAD_SECONDS = 1;

    private final Path root;
    private final HeadFiles heads;
    private final NodeFiles nodes;
    private final ExecutorService writers;
    private volatile boolean closed;

    private FileNodeStore(Path root, Clock clock) {
        this.root = root;
        this.writers = writingThreads();
        var tempFiles = new TempFiles(clock);
        var directories = new Directories(root, tempFiles);
        var parallel = new ParallelWork(writers, WRITING_THREADS);
        this.heads = new HeadFiles(root.resolve("heads"), directories, tempFiles, clock);
        this.nodes = new NodeFiles(root.resolve("nodes"), directories, tempFiles, parallel);
    }

    /**
     * Opens a folder that need not exist.
     *
     * @throws CairnException STORE_UNAVAILABLE when the path is something else than a folder
     */
    public static FileNodeStore open(Path folder) {
        return open(folder, Clock.systemUTC());
    }

    static FileNodeStore open(Path folder, Clock clock) {
        Path root = folder.toAbsolutePath().normalize();
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw new CairnException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "\"%s\" is not a folder; a database is a whole folder".formatted(root));
        }
        return new FileNodeStore(root, clock);
    }

    @Override
    public String displayUri() {
        return new StoreAddress.Folder(root).uri();
    }

    @Override
    public Fetch fetchNode(NodeId id) {
        requireOpen();
        return nodes.fetch(id);
    }

    @Override
    public void putNodes(Collection<StoredNode> batch) {
        requireOpen();
        nodes.put(batch);
    }

    @Override
    public HeadRead readHead(String branch, Optional<HeadVersion> known) {
        requireOpen();
        return heads.read(branch, known);
    }

    @Override
    public HeadSwap swapHead(String branch, Optional<HeadVersion> expected, Bytes next) {
        requireOpen();
        return heads.swap(branch, expected, next);
    }

    @Override
    public List<String> listHeads() {
        requireOpen();
        return heads.list();
    }

    @Override
    public boolean deleteHead(String branch, HeadVersion expected) {
        requireOpen();
        return heads.delete(branch, expected);
    }

    @Override
    public Stream<NodeEntry> listNodes() {
        requireOpen();
        return nodes.list();
    }

    @Override
    public void deleteNodes(Collection<NodeId> ids) {
        requireOpen();
        nodes.delete(ids);
    }

    @Override
    public void close() {
        closed = true;
        writers.shutdown();
    }

    private void requireOpen() {
        if (closed) {
            throw new CairnException(ErrorCode.CLOSED, "The store \"%s\" is closed".formatted(displayUri()));
        }
    }

    /** Threads start with the first large batch and end when idle, so a reader has none. */
    private static ExecutorService writingThreads() {
        var threads = new ThreadPoolExecutor(
                WRITING_THREADS,
                WRITING_THREADS,
                IDLE_THREAD_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    var thread = new Thread(task, "cairn-file-writer");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
