package org.cairndb.writer.commit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.writer.tx.Transact;
import org.cairndb.writer.tx.TxReport;

/**
 * Where transactions wait: what comes in while a head swap is in flight goes into the next one. At most one task of the executor commits at a time. Safe
 * for several threads.
 */
public final class CommitQueue implements AutoCloseable {
    private final Committer committer;
    private final CommitSettings settings;
    private final Executor executor;
    private final Object lock = new Object();
    private final Deque<Request> waiting = new ArrayDeque<>();
    private boolean busy;
    private boolean closed;

    /** A queue that commits to a branch on an executor. */
    public CommitQueue(BranchHead head, CommitSettings settings, Executor executor) {
        this.committer = new Committer(head, settings);
        this.settings = settings;
        this.executor = executor;
    }

    /** Queues a transaction; the result completes when it is durable or has failed. */
    public CompletableFuture<TxReport> submit(Transact transact) {
        RandomGenerator random = settings.random();
        Request request = new Request(transact, random.nextLong(), new CompletableFuture<>());
        synchronized (lock) {
            requireOpen();
            waiting.add(request);
            if (busy) {
                return request.result();
            }
            busy = true;
        }
        executor.execute(this::drain);
        return request.result();
    }

    /** Waits until no transaction commits and lets none begin until {@link #release}. */
    void acquire() {
        synchronized (lock) {
            requireOpen();
            awaitIdle();
            busy = true;
        }
    }

    /** Ends what {@link #acquire} began. */
    void release() {
        boolean more;
        synchronized (lock) {
            more = !waiting.isEmpty();
            busy = more;
            lock.notifyAll();
        }
        if (more) {
            executor.execute(this::drain);
        }
    }

    /** Refuses new transactions and waits for those that are queued. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            awaitIdle();
        }
    }

    private void drain() {
        List<Request> group = nextGroup();
        while (!group.isEmpty()) {
            try {
                committer.commit(group);
            } catch (RuntimeException | Error e) {
                group.forEach(request -> request.result().completeExceptionally(e));
            }
            group = nextGroup();
        }
    }

    /** The next transactions to commit; none ends the task. */
    private List<Request> nextGroup() {
        synchronized (lock) {
            List<Request> group = new ArrayList<>();
            while (!waiting.isEmpty() && group.size() < settings.maxGroup()) {
                group.add(waiting.remove());
            }
            if (group.isEmpty()) {
                busy = false;
                lock.notifyAll();
            }
            return group;
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new CairnException(ErrorCode.CLOSED, "The writer is closed");
        }
    }

    private void awaitIdle() {
        boolean interrupted = false;
        while (busy) {
            try {
                lock.wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
