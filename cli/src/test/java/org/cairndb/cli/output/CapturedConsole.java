package org.cairndb.cli.output;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A console whose input is a text and whose output is kept. */
public final class CapturedConsole {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console;

    private CapturedConsole(String input, Screen screen) {
        this.console = new Console(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new ResultStream(out),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                screen);
    }

    /** A console that is a pipe. */
    public static CapturedConsole withInput(String input) {
        return new CapturedConsole(input, Screen.NONE);
    }

    /** A console that is a pipe without input. */
    public static CapturedConsole create() {
        return withInput("");
    }

    /** A console that is a terminal. */
    public static CapturedConsole ofWidth(int width) {
        return new CapturedConsole("", new Screen() {
            @Override
            public boolean isTerminal() {
                return true;
            }

            @Override
            public int width() {
                return width;
            }
        });
    }

    /** The console to hand out. */
    public Console console() {
        return console;
    }

    /** What was printed to the standard output. */
    public String out() {
        console.out().flush();
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What was printed to the error stream. */
    public String err() {
        console.err().flush();
        return err.toString(StandardCharsets.UTF_8);
    }
}
