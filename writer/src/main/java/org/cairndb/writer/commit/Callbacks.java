package org.cairndb.writer.commit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;

/**
 * The threads on which callers learn of results, so that the thread that commits runs no callback. A callback that waits for another result is replaced by
 * another thread meanwhile. Safe for several threads.
 */
final class Callbacks implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int MOST_THREADS = 256;
    private static final int IDLE_SECONDS = 5;

    private final ForkJoinPool pool = new ForkJoinPool(
            THREADS,
            Callbacks::newThread,
            null,
            true,
            0,
            MOST_THREADS,
            1,
            full -> true,
            IDLE_SECONDS,
            TimeUnit.SECONDS);

    /** The same result, whose dependents run on these threads. */
    <T> CompletableFuture<T> relay(CompletableFuture<T> origin) {
        CompletableFuture<T> relayed = new CompletableFuture<>();
        origin.whenComplete((result, failure) -> run(() -> {
            if (failure == null) {
                relayed.complete(result);
            } else {
                relayed.completeExceptionally(failure);
            }
        }));
        return relayed;
    }

    /** Where there can be no other thread, a result that comes on the wrong one is better than none. */
    private void run(Runnable completion) {
        try {
            pool.execute(completion);
        } catch (RuntimeException | Error e) {
            completion.run();
        }
    }

    private static ForkJoinWorkerThread newThread(ForkJoinPool pool) {
        ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
        thread.setName("cairn-writer-callback");
        return thread;
    }

    /** Lets the callbacks that are due run to their end. */
    @Override
    public void close() {
        pool.shutdown();
    }
}
