package org.cairndb.cli.output;

import java.io.Serial;

/** The standard output cannot be written to any more. */
public final class OutputLostException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The output is lost. */
    public OutputLostException() {
        super("Cannot write to the standard output; it was closed or its disk is full");
    }
}
