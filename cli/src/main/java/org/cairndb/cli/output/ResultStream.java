package org.cairndb.cli.output;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The standard output: buffered, in UTF-8, and unlike other print streams it can tell why it failed. */
public final class ResultStream extends PrintStream {
    private static final int BUFFER_SIZE = 1 << 16;
    private static final String NOBODY_READS = "Broken pipe";

    private final Remembering sink;

    /** Prints into a stream. */
    public ResultStream(OutputStream target) {
        this(new Remembering(target));
    }

    private ResultStream(Remembering sink) {
        super(new BufferedOutputStream(sink, BUFFER_SIZE), false, StandardCharsets.UTF_8);
        this.sink = sink;
    }

    /**
     * Sends on what was printed.
     *
     * @throws OutputLostException if that is not possible
     */
    public void sendOn() {
        if (checkError()) {
            String reason = sink.failure().map(Throwable::getMessage).orElse("it is closed");
            throw new OutputLostException(reason, reason.contains(NOBODY_READS));
        }
    }

    /** Keeps the first failure, which print streams drop. */
    private static final class Remembering extends FilterOutputStream {
        private @Nullable IOException failure;

        Remembering(OutputStream target) {
            super(target);
        }

        Optional<IOException> failure() {
            return Optional.ofNullable(failure);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                failure = failure == null ? e : failure;
                throw e;
            }
        }
    }
}
