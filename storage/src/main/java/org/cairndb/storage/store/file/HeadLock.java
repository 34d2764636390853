package org.cairndb.storage.store.file;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.FileLockInterruptionException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Mutual exclusion of all threads of all processes that swap one head; a killed process lets go at once.
 *
 * <p>The operating system locks files per process, and closing any channel of a file drops the process's lock on it. So
 * threads of this JVM first exclude each other by a lock in memory, and a channel is closed only by the thread that
 * holds both. Lock files are never deleted: a waiting process would hold a lock on a file that nobody sees.
 */
final class HeadLock implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(HeadLock.class.getName());
    private static final int STRIPES = 64;
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Process-wide, as the locks of the operating system are; two heads on one stripe only wait for each other. */
    private static final ReentrantLock[] IN_PROCESS = new ReentrantLock[STRIPES];

    static {
        for (int i = 0; i < STRIPES; i++) {
            IN_PROCESS[i] = new ReentrantLock();
        }
    }

    private final ReentrantLock inProcess;
    private final FileChannel channel;

    private HeadLock(ReentrantLock inProcess, FileChannel channel) {
        this.inProcess = inProcess;
        this.channel = channel;
    }

    /** Waits for the lock of a lock file, which is created if need be in a directory that exists. */
    static HeadLock acquire(Path directory, String name) throws IOException {
        Path sameForAll = directory.toRealPath().resolve(name);
        ReentrantLock inProcess = IN_PROCESS[Math.floorMod(sameForAll.hashCode(), STRIPES)];
        inProcess.lock();
        try {
            return new HeadLock(inProcess, DurableFiles.uninterruptibly(() -> openAndLock(sameForAll)));
        } catch (IOException | RuntimeException | Error e) {
            inProcess.unlock();
            throw e;
        }
    }

    private static FileChannel openAndLock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, CREATE, WRITE);
        try {
            FileLock lock = lock(channel);
            assert lock.isValid();
            return channel;
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Waits in the operating system, which is fast and fair, and where that is refused by asking again and again. It is
     * refused to a second copy of this class in one JVM (two class loaders), and by a kernel that sees a deadlock between
     * processes where only their threads wait for each other.
     */
    private static FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.lock();
        } catch (ClosedChannelException | FileLockInterruptionException e) {
            throw e;
        } catch (IOException | OverlappingFileLockException e) {
            return poll(channel);
        }
    }

    private static FileLock poll(FileChannel channel) throws IOException {
        FileLock lock = null;
        while (lock == null) {
            LockSupport.parkNanos(POLL_NANOS);
            try {
                lock = channel.tryLock();
            } catch (OverlappingFileLockException e) {
                lock = null;
            }
        }
        return lock;
    }

    /** Lets go; what was done under the lock stays done, so this never fails. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "lock file not closed", e);
        } finally {
            inProcess.unlock();
        }
    }
}
