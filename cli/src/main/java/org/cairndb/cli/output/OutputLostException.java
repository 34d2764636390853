package org.cairndb.cli.output;

import java.io.Serial;

/** The standard output cannot be written to any more. */
public final class OutputLostException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean readerGone;

    OutputLostException(String reason, boolean readerGone) {
        super("Cannot write to the standard output: " + reason);
        this.readerGone = readerGone;
    }

    /** Whether whoever read it has enough, as {@code head} has after some lines. That is nothing to complain about. */
    public boolean isReaderGone() {
        return readerGone;
    }
}
