package org.cairndb.planner.exec;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * What executions may take of the machine, and where they are.
 *
 * @param maxQueryMemory bytes that the operators of one execution may hold
 * @param spillDirectory folder for temporary files
 * @param threads threads that work on one execution at the same time, at least 1
 * @param zone where the current date and the local time are those of executions
 */
public record ExecutionSettings(long maxQueryMemory, Path spillDirectory, int threads, ZoneId zone) {
    /** A statement may take this part of the heap, so that a few can run beside each other and beside the cache of nodes. */
    private static final int PART_OF_HEAP = 4;

    /** Checks the numbers. */
    public ExecutionSettings {
        if (maxQueryMemory <= 0 || threads < 1) {
            throw new IllegalArgumentException("Memory and threads must be positive");
        }
    }

    /** A quarter of the heap, the JVM's folder for temporary files, all processors, and UTC. */
    public static ExecutionSettings defaults() {
        Runtime runtime = Runtime.getRuntime();
        return new ExecutionSettings(
                runtime.maxMemory() / PART_OF_HEAP,
                Path.of(System.getProperty("java.io.tmpdir", ".")),
                runtime.availableProcessors(),
                ZoneOffset.UTC);
    }

    /** The same with another limit of memory. */
    public ExecutionSettings withMaxQueryMemory(long bytes) {
        return new ExecutionSettings(bytes, spillDirectory, threads, zone);
    }

    /** The same with another folder for temporary files. */
    public ExecutionSettings withSpillDirectory(Path directory) {
        return new ExecutionSettings(maxQueryMemory, directory, threads, zone);
    }

    /** The same with another number of threads. */
    public ExecutionSettings withThreads(int count) {
        return new ExecutionSettings(maxQueryMemory, spillDirectory, count, zone);
    }

    /** The same in another time zone. */
    public ExecutionSettings withZone(ZoneId newZone) {
        return new ExecutionSettings(maxQueryMemory, spillDirectory, threads, newZone);
    }
}
