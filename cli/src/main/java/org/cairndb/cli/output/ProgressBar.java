package org.cairndb.cli.output;

import java.io.PrintStream;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Shows on the error stream how far a long task is. On a terminal one line is drawn over and over, ten times a second at most, and erased at the end;
 * elsewhere a line is printed every ten seconds. Not thread-safe.
 */
public final class ProgressBar implements AutoCloseable {
    private static final long TERMINAL_INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LOG_INTERVAL = TimeUnit.SECONDS.toNanos(10);
    private static final int BAR_WIDTH = 24;
    private static final int LABEL_WIDTH = 16;
    private static final double NANOS_PER_SECOND = 1e9;
    /** Back to the first column and erase the line. */
    private static final String ERASE = "\r\u001b[K";

    private final PrintStream err;
    private final boolean terminal;
    private final LongSupplier nanoTime;
    private final long startedAt;
    private long drawnAt;
    private boolean drawn;

    /** A bar for a task that begins now. */
    public ProgressBar(Console console) {
        this(console, System::nanoTime);
    }

    ProgressBar(Console console, LongSupplier nanoTime) {
        this.err = console.err();
        this.terminal = console.screen().isTerminal();
        this.nanoTime = nanoTime;
        this.startedAt = nanoTime.getAsLong();
        this.drawnAt = startedAt;
    }

    /**
     * Shows the state if enough time has passed since it was shown last.
     *
     * @param label what is being worked on
     * @param done rows so far
     * @param total rows in the end, where that is known
     */
    public void update(String label, long done, OptionalLong total) {
        long now = nanoTime.getAsLong();
        if (now - drawnAt < (terminal ? TERMINAL_INTERVAL : LOG_INTERVAL)) {
            return;
        }
        drawnAt = now;
        String line = line(label, done, total, now - startedAt);
        if (terminal) {
            err.print(ERASE + line);
            err.flush();
            drawn = true;
        } else {
            err.println(line);
        }
    }

    private static String line(String label, long done, OptionalLong total, long nanos) {
        StringBuilder line = new StringBuilder();
        String name = CellText.cut(CellText.visible(label), LABEL_WIDTH);
        line.append(name).append(" ".repeat(LABEL_WIDTH - CellText.width(name) + 1));
        if (total.isPresent()) {
            appendBar(done, Math.max(done, total.getAsLong()), line);
        }
        return line.append(NumberText.grouped(done))
                .append(total.isPresent() ? " of " + NumberText.grouped(total.getAsLong()) : "")
                .append(" rows, ")
                .append(rate(done, nanos))
                .toString();
    }

    private static void appendBar(long done, long total, StringBuilder line) {
        double share = total == 0 ? 1 : (double) done / total;
        int filled = (int) (share * BAR_WIDTH);
        line.append('[')
                .append("#".repeat(filled))
                .append("-".repeat(BAR_WIDTH - filled))
                .append(String.format(Locale.ROOT, "] %3d %%  ", (int) (share * 100)));
    }

    /** Rows per second as a person reads it. */
    public static String rate(long rows, long nanos) {
        return NumberText.grouped((long) (rows * NANOS_PER_SECOND / Math.max(1, nanos))) + " rows/s";
    }

    /** Erases the bar. */
    @Override
    public void close() {
        if (drawn) {
            err.print(ERASE);
            err.flush();
        }
    }
}
