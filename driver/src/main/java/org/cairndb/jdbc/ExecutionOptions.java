package org.cairndb.jdbc;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cairndb.planner.exec.ExecutionSettings;
import org.cairndb.planner.time.TimeZones;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** The keys of a connection that say what a statement may take of the machine. Not thread-safe. */
final class ExecutionOptions {
    private static final String MAX_QUERY_MEMORY = "maxQueryMemory";
    private static final String SPILL_DIRECTORY = "spillDirectory";
    private static final String THREADS = "threads";
    private static final String TIME_ZONE = "timeZone";

    /** The keys. */
    static final List<ConnectionKey> KEYS = List.of(
            ConnectionKey.of(
                    MAX_QUERY_MEMORY,
                    "Memory that one statement may hold, such as 512MB; at least 1MB",
                    "a quarter of the heap"),
            ConnectionKey.of(SPILL_DIRECTORY, "Existing folder for temporary files", "java.io.tmpdir"),
            ConnectionKey.of(
                    THREADS, "Threads that may work on one statement at once, 1 to 1024", "number of processors"),
            ConnectionKey.of(TIME_ZONE, "Zone of CURRENT_DATE and local times, such as Europe/Berlin", "UTC"));

    private static final int MAX_THREADS = 1024;
    /** Less would not hold the buffers of a few operators. */
    private static final long LEAST_MEMORY = 1L << 20;

    private static final Map<String, Integer> UNITS = Map.of("KB", 10, "MB", 20, "GB", 30);

    private ExecutionSettings settings = ExecutionSettings.defaults();

    /**
     * Takes a key if it is one of these.
     *
     * @throws CairnException OPTION_INVALID if the value is malformed
     */
    boolean accept(String key, String value) {
        switch (key) {
            case MAX_QUERY_MEMORY -> settings = settings.withMaxQueryMemory(memory(value));
            case SPILL_DIRECTORY -> settings = settings.withSpillDirectory(directory(value));
            case THREADS -> settings = settings.withThreads(threads(value));
            case TIME_ZONE -> settings = settings.withZone(TimeZones.named(value));
            default -> {
                return false;
            }
        }
        return true;
    }

    ExecutionSettings settings() {
        return settings;
    }

    private static long memory(String text) {
        String trimmed = text.trim().toUpperCase(Locale.ROOT);
        int shift = UNITS.getOrDefault(trimmed.substring(Math.max(0, trimmed.length() - 2)), 0);
        String number = shift == 0 ? trimmed : trimmed.substring(0, trimmed.length() - 2);
        try {
            long bytes = Math.multiplyExact(Long.parseLong(number.trim()), 1L << shift);
            if (bytes >= LEAST_MEMORY) {
                return bytes;
            }
        } catch (NumberFormatException | ArithmeticException e) {
            throw noMemory(text);
        }
        throw noMemory(text);
    }

    private static CairnException noMemory(String text) {
        return invalid("%s=%s is no amount of memory of at least 1MB; write bytes, or a number with KB, MB or GB"
                .formatted(MAX_QUERY_MEMORY, text));
    }

    private static Path directory(String text) {
        try {
            Path path = Path.of(text);
            if (!text.isBlank() && Files.isDirectory(path)) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw invalid("%s=%s is no path: %s".formatted(SPILL_DIRECTORY, text, e.getReason()));
        }
        throw invalid("%s=%s is no folder; name one that exists and can be written".formatted(SPILL_DIRECTORY, text));
    }

    private static int threads(String text) {
        try {
            int count = Integer.parseInt(text.trim());
            if (count >= 1 && count <= MAX_THREADS) {
                return count;
            }
        } catch (NumberFormatException e) {
            throw noThreads(text);
        }
        throw noThreads(text);
    }

    private static CairnException noThreads(String text) {
        return invalid("%s=%s is no number from 1 to %d".formatted(THREADS, text, MAX_THREADS));
    }

    private static CairnException invalid(String message) {
        return new CairnException(ErrorCode.OPTION_INVALID, message);
    }
}
