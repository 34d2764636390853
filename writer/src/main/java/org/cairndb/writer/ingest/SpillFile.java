package org.cairndb.writer.ingest;

import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cairndb.storage.datom.DoubleVector;
import org.cairndb.storage.datom.LongVector;
import org.cairndb.storage.datom.Physical;
import org.cairndb.storage.datom.TextVector;
import org.cairndb.storage.datom.ValueVector;
import org.cairndb.storage.datom.WideVector;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** A temporary file of runs, gone when it is closed. Runs are added by one thread at a time and may be read by several. */
final class SpillFile implements AutoCloseable {
    private final FileChannel channel;
    private long end;

    /** A run in the file. */
    record Place(long position, int bytes, int size, Physical physical) {}

    private SpillFile(FileChannel channel) {
        this.channel = channel;
    }

    static SpillFile create(Path directory) {
        try {
            Path file = Files.createTempFile(directory, "cairn-load-", ".tmp");
            return new SpillFile(FileChannel.open(file, READ, WRITE, DELETE_ON_CLOSE));
        } catch (IOException e) {
            throw failed("create a temporary file in \"%s\"".formatted(directory), e);
        }
    }

    Place add(Run run) {
        ByteBuffer buffer = encode(run);
        Place place =
                new Place(end, buffer.remaining(), run.size(), run.values().physical());
        try {
            while (buffer.hasRemaining()) {
                end += channel.write(buffer, end);
            }
        } catch (IOException e) {
            throw failed("write to the temporary file of a load", e);
        }
        return place;
    }

    Run read(Place place) {
        ByteBuffer buffer = ByteBuffer.allocate(place.bytes()).order(ByteOrder.nativeOrder());
        try {
            long position = place.position();
            while (buffer.hasRemaining()) {
                int count = channel.read(buffer, position + buffer.position());
                if (count < 0) {
                    throw new EOFException("the file is too short");
                }
            }
        } catch (IOException e) {
            throw failed("read the temporary file of a load", e);
        }
        return decode(buffer.flip(), place);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw failed("close the temporary file of a load", e);
        }
    }

    private static ByteBuffer encode(Run run) {
        int size = run.size();
        ByteBuffer buffer = ByteBuffer.allocate(Math.addExact(8 * size, valueBytes(run.values())))
                .order(ByteOrder.nativeOrder());
        putLongs(buffer, run.entities(), size);
        ValueVector values = run.values();
        if (values instanceof LongVector longs) {
            putLongs(buffer, longs.array(), size);
        } else if (values instanceof DoubleVector doubles) {
            buffer.asDoubleBuffer().put(doubles.array(), 0, size);
            buffer.position(buffer.position() + 8 * size);
        } else if (values instanceof WideVector wide) {
            for (int i = 0; i < size; i++) {
                buffer.putLong(wide.high(i));
                buffer.putLong(wide.low(i));
            }
        } else if (values instanceof TextVector text) {
            for (int i = 0; i < size; i++) {
                buffer.putInt(text.length(i));
            }
            for (int i = 0; i < size; i++) {
                buffer.put(text.bytes(), text.start(i), text.length(i));
            }
        }
        return buffer.flip();
    }

    private static int valueBytes(ValueVector values) {
        if (values instanceof TextVector text) {
            int bytes = 4 * text.size();
            for (int i = 0; i < text.size(); i++) {
                bytes = Math.addExact(bytes, text.length(i));
            }
            return bytes;
        }
        return (values.physical() == Physical.WIDE ? 16 : 8) * values.size();
    }

    private static void putLongs(ByteBuffer buffer, long[] longs, int size) {
        buffer.asLongBuffer().put(longs, 0, size);
        buffer.position(buffer.position() + 8 * size);
    }

    private static Run decode(ByteBuffer buffer, Place place) {
        int size = place.size();
        long[] entities = longs(buffer, size);
        ValueVector values = switch (place.physical()) {
            case LONG -> new LongVector(longs(buffer, size), size);
            case DOUBLE -> doubles(buffer, size);
            case WIDE -> wide(buffer, size);
            case TEXT -> text(buffer, size);
        };
        return new Run(entities, values);
    }

    private static long[] longs(ByteBuffer buffer, int size) {
        long[] longs = new long[size];
        buffer.asLongBuffer().get(longs);
        buffer.position(buffer.position() + 8 * size);
        return longs;
    }

    private static ValueVector doubles(ByteBuffer buffer, int size) {
        double[] doubles = new double[size];
        buffer.asDoubleBuffer().get(doubles);
        return new DoubleVector(doubles, size);
    }

    private static ValueVector wide(ByteBuffer buffer, int size) {
        long[] high = new long[size];
        long[] low = new long[size];
        for (int i = 0; i < size; i++) {
            high[i] = buffer.getLong();
            low[i] = buffer.getLong();
        }
        return new WideVector(high, low, size);
    }

    private static ValueVector text(ByteBuffer buffer, int size) {
        int[] lengths = new int[size];
        buffer.asIntBuffer().get(lengths);
        int[] starts = new int[size];
        int start = buffer.position() + 4 * size;
        for (int i = 0; i < size; i++) {
            starts[i] = start;
            start += lengths[i];
        }
        return new TextVector(buffer.array(), starts, lengths, size);
    }

    private static CairnException failed(String what, IOException cause) {
        return new CairnException(ErrorCode.STORE_FAILED, "Cannot %s: %s".formatted(what, cause.getMessage()), cause);
    }
}
