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
import org.jspecify.annotations.Nullable;

/**
 * Where transactions wait: what comes in while a head swap is in flight goes into the next one. At most one task of the executor commits at a time; it gives
 * way after a group if somebody wants the head exclusively, who in turn gives way to a group. Safe for several threads.
 */
public final class CommitQueue implements AutoCloseable {
    private final Committer committer;
    private final CommitSettings settings;
    private final Executor executor;
    private final Callbacks callbacks = new Callbacks();
    private final Object lock = new Object();
    private final Deque<Request> waiting = new ArrayDeque<>();
    /** Whether somebody commits or has the right to. */
    private boolean busy;
    /** The thread that commits transactions and runs their functions. */
    private @Nullable Thread committing;
    /** How many threads wait in {@link #acquire}. */
    private int acquirers;

    private boolean closed;

    /** A queue that commits to a branch on an executor. */
    public CommitQueue(BranchHead head, CommitSettings settings, Executor executor) {
        this.committer = new Committer(head, settings);
        this.settings = settings;
        this.executor = executor;
    }

    /** Queues a transaction; the result completes when it is durable or has failed. What depends on the result runs on threads of its own. */
    public CompletableFuture<TxReport> submit(Transact transact) {
        return callbacks.relay(enqueue(transact));
    }

    /**
     * Queues a transaction and waits until it is durable.
     *
     * @throws java.util.concurrent.CompletionException if it fails, with the reason
     */
    public TxReport commit(Transact transact) {
        return enqueue(transact).join();
    }

    private CompletableFuture<TxReport> enqueue(Transact transact) {
        RandomGenerator random = settings.random();
        Request request = new Request(transact, random.nextLong(), new CompletableFuture<>());
        startIfDue(() -> {
            requireOpen();
            waiting.add(request);
        });
        return request.result();
    }

    /**
     * Waits until no transaction commits and lets none begin until {@link #release}.
     *
     * @throws CairnException CANCELLED if the thread is interrupted, CLOSED if the queue is closed meanwhile
     */
    void acquire() {
        synchronized (lock) {
            requireOpen();
            acquirers++;
        }
        try {
            awaitTurn();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CairnException(ErrorCode.CANCELLED, "Interrupted while waiting for transactions to end", e);
        } finally {
            startIfDue(() -> acquirers--);
        }
    }

    private void awaitTurn() throws InterruptedException {
        synchronized (lock) {
            while (busy) {
                lock.wait();
            }
            requireOpen();
            busy = true;
        }
    }

    /** Ends what {@link #acquire} began. */
    void release() {
        boolean start;
        synchronized (lock) {
            // Transactions that wait come before others who want the head exclusively, as those came before them.
            busy = !waiting.isEmpty();
            start = busy;
            lock.notifyAll();
        }
        if (start) {
            start();
        }
    }

    /** Refuses new transactions and waits for those that are queued. */
    @Override
    public void close() {
        synchronized (lock) {
            requireOtherThread();
            closed = true;
            lock.notifyAll();
            awaitIdle();
        }
        callbacks.close();
    }

    /** Starts a task if a change, made with the lock, leaves transactions that nobody will commit. */
    private void startIfDue(Runnable change) {
        boolean start;
        synchronized (lock) {
            change.run();
            start = !busy && acquirers == 0 && !waiting.isEmpty();
            busy |= start;
        }
        if (start) {
            start();
        }
    }

    private void start() {
        try {
            executor.execute(this::drain);
        } catch (RuntimeException | Error e) {
            abandon(e);
        }
    }

    private void drain() {
        try {
            List<Request> group = firstGroup();
            while (!group.isEmpty()) {
                commit(group);
                group = nextGroup();
            }
        } catch (RuntimeException | Error e) {
            abandon(e);
        }
    }

    private void commit(List<Request> group) {
        try {
            committer.commit(group);
        } catch (RuntimeException | Error e) {
            group.forEach(request -> request.result().completeExceptionally(e));
        }
    }

    private List<Request> firstGroup() {
        synchronized (lock) {
            committing = Thread.currentThread();
            return takeGroup();
        }
    }

    /** The next transactions to commit; none ends the task. */
    private List<Request> nextGroup() {
        synchronized (lock) {
            if (acquirers == 0 && !waiting.isEmpty()) {
                return takeGroup();
            }
            idle();
            return List.of();
        }
    }

    private List<Request> takeGroup() {
        List<Request> group = new ArrayList<>();
        while (!waiting.isEmpty() && group.size() < settings.maxGroup()) {
            group.add(waiting.remove());
        }
        return group;
    }

    private void idle() {
        committing = null;
        busy = false;
        lock.notifyAll();
    }

    /** Fails what waits, because nobody can commit it. */
    private void abandon(Throwable reason) {
        List<Request> failed;
        synchronized (lock) {
            failed = new ArrayList<>(waiting);
            waiting.clear();
            idle();
        }
        CairnException failure = new CairnException(
                ErrorCode.STORE_FAILED,
                "The transaction was not committed, because no thread could do it; try again",
                reason);
        failed.forEach(request -> request.result().completeExceptionally(failure));
    }

    private void requireOpen() {
        requireOtherThread();
        if (closed) {
            throw new CairnException(ErrorCode.CLOSED, "The writer is closed");
        }
    }

    /** The thread that commits would wait for itself. */
    private void requireOtherThread() {
        if (Thread.currentThread().equals(committing)) {
            throw new CairnException(
                    ErrorCode.TRANSACTION_INVALID,
                    "A transaction function cannot use or close the writer that runs it; return operations instead");
        }
    }

    private void awaitIdle() {
        boolean interrupted = false;
        while (busy || !waiting.isEmpty()) {
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
