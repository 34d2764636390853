package org.cairndb.storage.store.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Runs blocking file operations on several threads; the calling one takes part, so it never waits for a free one. */
final class ParallelWork {
    private static final System.Logger LOG = System.getLogger(ParallelWork.class.getName());

    private final Executor executor;
    private final int maxThreads;

    ParallelWork(Executor executor, int maxThreads) {
        this.executor = executor;
        this.maxThreads = maxThreads;
    }

    /** One operation on one item. */
    @FunctionalInterface
    interface Task<T> {
        void run(T item) throws IOException;
    }

    /** Runs a task on every item and returns when no thread is working any more; throws the first failure. */
    <T> void forEach(List<T> items, Task<T> task) throws IOException {
        var next = new AtomicInteger();
        List<CompletableFuture<Void>> helpers = startHelpers(items, next, task);
        CompletionException failure = null;
        try {
            runAll(items, next, task);
        } catch (CompletionException e) {
            failure = e;
        }
        for (CompletableFuture<Void> helper : helpers) {
            try {
                helper.join();
            } catch (CompletionException e) {
                failure = e;
            }
        }
        if (failure != null) {
            rethrow(failure.getCause());
        }
    }

    private <T> List<CompletableFuture<Void>> startHelpers(List<T> items, AtomicInteger next, Task<T> task) {
        var helpers = new ArrayList<CompletableFuture<Void>>();
        try {
            for (int i = 1; i < Math.min(maxThreads, items.size()); i++) {
                helpers.add(CompletableFuture.runAsync(() -> runAll(items, next, task), executor));
            }
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "working on fewer threads", e);
        }
        return helpers;
    }

    private static <T> void runAll(List<T> items, AtomicInteger next, Task<T> task) {
        try {
            for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
                task.run(items.get(i));
            }
        } catch (IOException | RuntimeException | Error e) {
            next.set(items.size());
            throw new CompletionException(e);
        }
    }

    private static void rethrow(@Nullable Throwable cause) throws IOException {
        if (cause instanceof IOException e) {
            throw e;
        }
        if (cause instanceof RuntimeException e) {
            throw e;
        }
        if (cause instanceof Error e) {
            throw e;
        }
        throw new IllegalStateException(cause);
    }
}
