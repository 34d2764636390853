package org.cairndb.cli.output;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * What a run of the command reads from and writes to. The streams are UTF-8.
 *
 * @param screen the terminal, if a person sits at one
 */
public record Console(InputStream in, PrintStream out, PrintStream err, Screen screen) {
    /**
     * Sends on what was printed.
     *
     * @throws OutputLostException if the output cannot be written, because whoever reads it has gone or a disk is full
     */
    public void flush() {
        if (out.checkError()) {
            throw new OutputLostException();
        }
    }
}
