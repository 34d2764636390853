package org.cairndb.storage.cache;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Bounds how many loads ahead of one store run at the same time; the others wait in line, and not in a thread. Safe for several threads. */
public final class LoadLimit {
    private static final System.Logger LOG = System.getLogger(LoadLimit.class.getName());

    private final int most;
    private final Queue<Runnable> line = new ArrayDeque<>();
    private int running;

    LoadLimit(int most) {
        this.most = most;
    }

    /** Runs a task now or when another one has ended. */
    void execute(Runnable task, Executor threads) {
        synchronized (line) {
            if (running >= most) {
                line.add(task);
                return;
            }
            running++;
        }
        try {
            threads.execute(() -> runAll(task));
        } catch (RuntimeException | Error e) {
            synchronized (line) {
                running--;
            }
            throw e;
        }
    }

    private void runAll(Runnable first) {
        for (@Nullable Runnable task = first; task != null; task = next()) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.log(System.Logger.Level.DEBUG, "a load ahead failed", e);
            }
        }
    }

    private @Nullable Runnable next() {
        synchronized (line) {
            Runnable task = line.poll();
            if (task == null) {
                running--;
            }
            return task;
        }
    }
}
