package org.cairndb.cli.output;

import java.io.Console;
import java.io.IOException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** The terminal that the process was started in. The width is asked for when it is first needed, because that takes a tenth of a second. */
public final class SystemScreen implements Screen {
    private final boolean terminal = isConsoleTerminal();
    private int width;

    @Override
    public boolean isTerminal() {
        return terminal;
    }

    @Override
    public int width() {
        if (width == 0) {
            width = terminal ? measuredWidth() : Integer.MAX_VALUE;
        }
        return width;
    }

    private static int measuredWidth() {
        try (Terminal system = TerminalBuilder.builder().system(true).dumb(true).build()) {
            return system.getWidth() > 0 ? system.getWidth() : Integer.MAX_VALUE;
        } catch (IOException e) {
            return Integer.MAX_VALUE;
        }
    }

    /** From Java 22 on there is a console without a terminal too, and a method that tells. */
    private static boolean isConsoleTerminal() {
        @Nullable Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
