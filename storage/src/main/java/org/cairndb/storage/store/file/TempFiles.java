package org.cairndb.storage.store.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names for files that are being written, and the removal of those that a killed process left behind.
 *
 * <p>The names begin with a dot, which no branch and no node does, so nothing else ever looks at them.
 */
final class TempFiles {
    private static final System.Logger LOG = System.getLogger(TempFiles.class.getName());
    private static final String PREFIX = ".tmp-";
    private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

    private final String writer = UUID.randomUUID().toString();
    private final AtomicLong counter = new AtomicLong();
    private final Clock clock;

    TempFiles(Clock clock) {
        this.clock = clock;
    }

    /** A name in a directory that nobody else uses; the file does not exist yet. */
    Path newIn(Path directory) {
        return directory.resolve(PREFIX + writer + "-" + counter.incrementAndGet());
    }

    /** Removes a file of an operation that failed, as far as possible. */
    static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "left behind: " + file, e);
        }
    }

    /** Removes what killed processes left in a directory more than a day ago. */
    void sweep(Path directory) {
        Instant limit = clock.instant().minus(ABANDONED_AFTER);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, PREFIX + "*")) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    discard(file);
                }
            }
        } catch (IOException e) {
            // Another process may sweep at the same time; what is left now goes next time.
            LOG.log(System.Logger.Level.DEBUG, "cannot sweep " + directory, e);
        }
    }
}
