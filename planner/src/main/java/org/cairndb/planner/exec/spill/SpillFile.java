package org.cairndb.planner.exec.spill;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * A temporary file of batches: written to its end, then read from its beginning as often as wanted. Appending is for one thread at a time; any number of
 * readers may follow, each used by one thread. All batches have the same number of columns.
 */
public final class SpillFile implements AutoCloseable {
    /** Most rows of a batch that is read; greater ones are divided. */
    public static final int ROWS_AT_ONCE = 8192;

    private static final Set<OpenOption> OPTIONS = Set.of(
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);

    private final ExecutionContext context;
    private final FileChannel channel;
    private final SpillOutput output;
    private @Nullable BatchWriter writer;
    private long rows;

    private SpillFile(ExecutionContext context, FileChannel channel) {
        this.context = context;
        this.channel = channel;
        this.output = new SpillOutput(channel, context.workCounter());
    }

    /**
     * A new file in the folder for temporary files.
     *
     * @throws CairnException SPILL_FAILED if it cannot be made there
     */
    public static SpillFile create(ExecutionContext context) {
        Path directory = context.settings().spillDirectory();
        Path path = directory.resolve("cairn-" + UUID.randomUUID() + ".tmp");
        try {
            FileChannel channel = FileChannel.open(path, OPTIONS, privateTo(directory));
            context.workCounter().addFile();
            return new SpillFile(context, channel);
        } catch (IOException e) {
            throw new CairnException(
                    ErrorCode.SPILL_FAILED,
                    "No temporary file can be made in \"%s\" (%s); let spillDirectory name a folder that can be written, or raise maxQueryMemory"
                            .formatted(directory, e),
                    e);
        }
    }

    private static FileAttribute<?>[] privateTo(Path directory) {
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /**
     * Writes the rows of a batch.
     *
     * @throws CairnException SPILL_FAILED if the disk is full or fails
     */
    public void append(Batch batch) {
        BatchWriter open = writer;
        if (open == null) {
            open = new BatchWriter(output, batch.columnCount());
            writer = open;
        }
        try {
            for (int from = 0; from < batch.rowCount(); from += ROWS_AT_ONCE) {
                context.checkCancelled();
                int count = Math.min(ROWS_AT_ONCE, batch.rowCount() - from);
                open.write(batch.range(from, count).compact());
                rows += count;
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** The rows written so far, in their order. The reader stops working when the file is closed; closing the reader does not close the file. */
    public Operator read() {
        try {
            output.flush();
        } catch (IOException e) {
            throw failure(e);
        }
        return new Reader(new BatchReader(new SpillInput(channel, output.position())));
    }

    /** Rows written so far. */
    public long rowCount() {
        return rows;
    }

    /** Bytes written so far. */
    public long byteCount() {
        return output.position();
    }

    /** Deletes the file. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private CairnException failure(IOException cause) {
        return new CairnException(
                ErrorCode.SPILL_FAILED,
                "A temporary file in \"%s\" cannot be used (%s); make room there, let spillDirectory name another folder, or raise maxQueryMemory"
                        .formatted(context.settings().spillDirectory(), cause),
                cause);
    }

    private final class Reader implements Operator {
        private final BatchReader batches;

        Reader(BatchReader batches) {
            this.batches = batches;
        }

        @Override
        public @Nullable Batch next() {
            context.checkCancelled();
            try {
                return batches.next();
            } catch (IOException e) {
                throw failure(e);
            }
        }

        @Override
        public void close() {}
    }
}
