package org.cairndb.planner.exec.parallel;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that help statements, shared by all connections of a JVM. They end when they have had nothing to do for a while. */
final class Workers {
    private static final int IDLE_SECONDS = 10;
    /** More would only take turns on the processors; statements that get no helper do their work alone. */
    private static final int THREADS_PER_PROCESSOR = 2;

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final ThreadPoolExecutor THREADS = new ThreadPoolExecutor(
            0,
            THREADS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors(),
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Workers::daemon);

    private Workers() {}

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "cairn-query-" + NUMBERS.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** Runs a task on a free thread; false if none is free, and then the task does not run. */
    static boolean offer(Runnable task) {
        try {
            THREADS.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }
}
