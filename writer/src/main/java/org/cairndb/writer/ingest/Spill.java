package org.cairndb.writer.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Keeps pieces of encoded datoms in memory up to a bound and beyond it in a temporary file that vanishes when it is closed. Safe for several threads. */
final class Spill implements AutoCloseable {
    private final long maxMemory;
    private long memory;
    private long fileLength;
    private @Nullable FileChannel file;

    /** A piece: in memory, or a place in the file. */
    sealed interface Slot {
        /** Kept as it is. */
        record InMemory(Bytes bytes) implements Slot {}

        /** Written to the file. */
        record OnDisk(long offset, int length) implements Slot {}
    }

    Spill(long maxMemory) {
        this.maxMemory = maxMemory;
    }

    synchronized Slot write(Bytes bytes) {
        if (memory + bytes.length() <= maxMemory) {
            memory += bytes.length();
            return new Slot.InMemory(bytes);
        }
        try {
            FileChannel channel = file();
            ByteBuffer buffer = ByteBuffer.wrap(bytes.unsafeArray()).asReadOnlyBuffer();
            long offset = fileLength;
            while (buffer.hasRemaining()) {
                channel.write(buffer, offset + buffer.position());
            }
            fileLength += bytes.length();
            return new Slot.OnDisk(offset, bytes.length());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    Bytes read(Slot slot) {
        if (slot instanceof Slot.InMemory inMemory) {
            return inMemory.bytes();
        }
        Slot.OnDisk onDisk = (Slot.OnDisk) slot;
        ByteBuffer buffer = ByteBuffer.allocate(onDisk.length());
        try {
            FileChannel channel = file();
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, onDisk.offset() + buffer.position()) < 0) {
                    throw new IOException("the file is shorter than what was written");
                }
            }
        } catch (IOException e) {
            throw failed(e);
        }
        return Bytes.wrap(buffer.array());
    }

    private synchronized FileChannel file() throws IOException {
        FileChannel open = file;
        if (open == null) {
            Path path = Files.createTempFile("cairn-load-", ".tmp");
            open = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            file = open;
        }
        return open;
    }

    private static CairnException failed(IOException e) {
        return new CairnException(
                ErrorCode.STORE_FAILED,
                "The temporary file of a bulk load failed: %s; make room in the temporary folder and load again"
                        .formatted(e.getMessage()),
                e);
    }

    @Override
    public synchronized void close() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
