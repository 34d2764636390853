package org.cairndb.planner.exec;

import java.nio.file.Path;

/**
 * What executions may take of the machine.
 *
 * @param maxQueryMemory bytes that the operators of one execution may hold
 * @param spillDirectory folder for temporary files
 * @param threads threads that work on one execution at the same time, at least 1
 */
public record ExecutionSettings(long maxQueryMemory, Path spillDirectory, int threads) {
    /** A statement may take this part of the heap, so that a few can run beside each other and beside the cache of nodes. */
    private static final int PART_OF_HEAP = 4;

    /** Checks the numbers. */
    public ExecutionSettings {
        if (maxQueryMemory <= 0 || threads < 1) {
            throw new IllegalArgumentException("Memory and threads must be positive");
        }
    }

    /** A quarter of the heap, the JVM's folder for temporary files, and all processors. */
    public static ExecutionSettings defaults() {
        Runtime runtime = Runtime.getRuntime();
        return new ExecutionSettings(
                runtime.maxMemory() / PART_OF_HEAP,
                Path.of(System.getProperty("java.io.tmpdir", ".")),
                runtime.availableProcessors());
    }

    /** The same with another limit of memory. */
    public ExecutionSettings withMaxQueryMemory(long bytes) {
        return new ExecutionSettings(bytes, spillDirectory, threads);
    }

    /** The same with another folder for temporary files. */
    public ExecutionSettings withSpillDirectory(Path directory) {
        return new ExecutionSettings(maxQueryMemory, directory, threads);
    }

    /** The same with another number of threads. */
    public ExecutionSettings withThreads(int count) {
        return new ExecutionSettings(maxQueryMemory, spillDirectory, count);
    }
}
