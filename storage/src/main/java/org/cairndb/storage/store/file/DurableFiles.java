package org.cairndb.storage.store.file;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Path;
import org.cairndb.storage.datom.Bytes;

/**
 * Writes that have reached the disk when they return.
 *
 * <p>An interrupt closes the channel that a thread is using, which would turn a cancelled query into a failed commit;
 * so these calls run to their end and keep the interrupt for later.
 */
final class DurableFiles {
    /** Windows cannot open a directory; its file system journals renames by itself. */
    private static final boolean SYNCS_DIRECTORIES = File.separatorChar == '/';

    /** Writing in slices bounds the off-heap buffer that the JDK keeps for each thread. */
    private static final int SLICE = 64 << 10;

    private DurableFiles() {}

    /** Something that may be repeated from its beginning. */
    @FunctionalInterface
    interface Repeatable<T> {
        T run() throws IOException;
    }

    /** Writes a file that nobody else knows of yet, and waits until it is on disk. */
    static void write(Path file, Bytes bytes) throws IOException {
        uninterruptibly(() -> {
            try (FileChannel channel = FileChannel.open(file, CREATE, TRUNCATE_EXISTING, WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes.unsafeArray());
                while (buffer.position() < bytes.length()) {
                    buffer.limit(Math.min(buffer.position() + SLICE, bytes.length()));
                    channel.write(buffer);
                }
                channel.force(true);
            }
            return file;
        });
    }

    /** Waits until the names in a directory are on disk. */
    static void syncDirectory(Path directory) throws IOException {
        if (!SYNCS_DIRECTORIES) {
            return;
        }
        uninterruptibly(() -> {
            try (FileChannel channel = FileChannel.open(directory, READ)) {
                channel.force(true);
            }
            return directory;
        });
    }

    /** Repeats an operation that an interrupt broke off, and restores the interrupt at the end. */
    static <T> T uninterruptibly(Repeatable<T> operation) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                interrupted |= Thread.interrupted();
                try {
                    return operation.run();
                } catch (ClosedByInterruptException | FileLockInterruptionException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
