package org.cairndb.planner.exec.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Work in a fixed number of shares, each done by one thread: the caller's or a free one. */
public final class Shares {
    private Shares() {}

    /**
     * The results of all shares in order. The first failure ends the shares that have not begun, and is thrown when the others have ended.
     *
     * @param threads threads that work at the same time at most, the caller's included
     */
    public static <T> List<T> run(int count, int threads, IntFunction<T> share) {
        Run<T> run = new Run<>(count, share);
        for (int i = 1; i < Math.min(count, threads) && Workers.offer(run::help); i++) {}
        return run.finish();
    }

    private static final class Run<T> {
        private final int count;
        private final IntFunction<T> share;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        private final CountDownLatch open;
        private final List<@Nullable T> results = new ArrayList<>();

        Run(int count, IntFunction<T> share) {
            this.count = count;
            this.share = share;
            this.open = new CountDownLatch(count);
            for (int i = 0; i < count; i++) {
                results.add(null);
            }
        }

        void help() {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                try {
                    if (failure.get() == null) {
                        T result = share.apply(i);
                        synchronized (results) {
                            results.set(i, result);
                        }
                    }
                } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                } finally {
                    open.countDown();
                }
            }
        }

        List<T> finish() {
            help();
            awaitOthers();
            Throwable failed = failure.get();
            if (failed instanceof Error error) {
                throw error;
            }
            if (failed != null) {
                throw (RuntimeException) failed;
            }
            List<T> complete = new ArrayList<>();
            synchronized (results) {
                for (T result : results) {
                    if (result != null) {
                        complete.add(result);
                    }
                }
            }
            return complete;
        }

        /** Shares that others have begun use what the caller is about to close, so an interrupt does not end the wait. */
        private void awaitOthers() {
            boolean interrupted = false;
            while (true) {
                try {
                    open.await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
