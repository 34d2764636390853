package org.cairndb.cli.shell;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serial;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.NonBlockingReader;

/**
 * Stops after each screen full of output and goes on when the person says so. Not thread-safe.
 *
 * <p>Space shows the next page, Enter the next line, and {@code q} drops the rest of what one input prints.
 */
final class Pager extends FilterOutputStream {
    private static final String PROMPT = "-- Space for more, Enter for a line, q to stop --";
    private static final String ERASE = "\r" + " ".repeat(PROMPT.length()) + "\r";

    private final Terminal terminal;
    private int linesLeft;
    private int column;
    private boolean on = true;
    private boolean stopped;

    /** The rest of the output is not wanted. */
    static final class StoppedException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        StoppedException() {
            super("The output was stopped");
        }
    }

    Pager(OutputStream target, Terminal terminal) {
        super(target);
        this.terminal = terminal;
        begin();
    }

    /** What is printed from now on answers another input. */
    void begin() {
        stopped = false;
        linesLeft = pageLines();
        column = 0;
    }

    boolean isOn() {
        return on;
    }

    void setOn(boolean newOn) {
        on = newOn;
    }

    /** A screen that does not tell its height has no pages. */
    private int pageLines() {
        int height = terminal.getHeight();
        return height > 1 ? height - 1 : Integer.MAX_VALUE;
    }

    @Override
    public void write(int b) throws IOException {
        if (stopped) {
            return;
        }
        if (linesLeft == 0 && on) {
            pause();
        }
        out.write(b);
        count(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int i = 0; i < length; i++) {
            write(bytes[offset + i]);
        }
    }

    /** Lines that are wider than the screen take several; bytes that go on a character of UTF-8 take no room. */
    private void count(int b) {
        boolean continues = (b & 0xC0) == 0x80;
        column += continues ? 0 : 1;
        int width = terminal.getWidth() > 0 ? terminal.getWidth() : Integer.MAX_VALUE;
        if (b == '\n' || column > width) {
            linesLeft -= linesLeft == Integer.MAX_VALUE ? 0 : 1;
            column = 0;
        }
    }

    private void pause() throws IOException {
        out.flush();
        terminal.writer().print(PROMPT);
        terminal.flush();
        int key = key();
        terminal.writer().print(ERASE);
        terminal.flush();
        switch (key) {
            case '\r', '\n' -> linesLeft = 1;
            case 'q', 'Q', 3, 4, NonBlockingReader.EOF -> {
                stopped = true;
                throw new StoppedException();
            }
            default -> linesLeft = pageLines();
        }
    }

    private int key() throws IOException {
        Attributes before = terminal.enterRawMode();
        try {
            return terminal.reader().read();
        } finally {
            terminal.setAttributes(before);
        }
    }
}
