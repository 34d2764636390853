package org.cairndb.cli.output;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Shows on the error stream how far a long task is. On a terminal one line is drawn over and over, ten times a second at most, and erased at the end;
 * elsewhere a line is printed every ten seconds. Safe for several threads.
 */
public final class ProgressBar implements AutoCloseable {
    private static final long TERMINAL_INTERVAL = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LOG_INTERVAL = TimeUnit.SECONDS.toNanos(10);
    /** A rate over less time says nothing. */
    private static final long LEAST_MEASURED = TERMINAL_INTERVAL;

    private static final int BAR_WIDTH = 16;
    private static final int LABEL_WIDTH = 16;
    private static final double NANOS_PER_SECOND = 1e9;
    /** Back to the first column and erase the line. */
    private static final String ERASE = "\r\u001b[K";

    private final Object lock = new Object();
    private final PrintStream err;
    private final Screen screen;
    private final LongSupplier nanoTime;
    private String unit = "";
    private long startedAt;
    private long doneAtStart;
    private long drawnAt;
    private boolean drawn;

    /** A bar for a task that begins now. */
    public ProgressBar(Console console) {
        this(console, System::nanoTime);
    }

    ProgressBar(Console console, LongSupplier nanoTime) {
        this.err = console.err();
        this.screen = console.screen();
        this.nanoTime = nanoTime;
        this.startedAt = nanoTime.getAsLong();
        this.drawnAt = startedAt;
    }

    /** Shows the state if enough time has passed since one was shown. The rate counts from when the unit was first used. */
    public void update(Progress progress) {
        synchronized (lock) {
            long now = nanoTime.getAsLong();
            if (!progress.unit().equals(unit)) {
                begin(progress, now);
            }
            if (now - drawnAt >= (screen.isTerminal() ? TERMINAL_INTERVAL : LOG_INTERVAL)) {
                drawnAt = now;
                draw(line(progress, now - startedAt));
            }
        }
    }

    /** The first unit counts from the creation of the bar, each later one from where it is first reported. */
    private void begin(Progress progress, long now) {
        if (!unit.isEmpty()) {
            startedAt = now;
            doneAtStart = progress.done();
        }
        unit = progress.unit();
    }

    private void draw(String line) {
        if (screen.isTerminal()) {
            // A line that wraps could not be erased.
            err.print(ERASE + CellText.cut(line, screen.width() - 1));
            err.flush();
            drawn = true;
        } else {
            err.println(line);
        }
    }

    private String line(Progress progress, long nanos) {
        String label = CellText.cut(CellText.visible(progress.label()), LABEL_WIDTH);
        StringBuilder line = new StringBuilder(label);
        line.append(" ".repeat(LABEL_WIDTH - CellText.width(label) + 1));
        progress.total().ifPresent(total -> appendBar(progress.done(), Math.max(progress.done(), total), line));
        line.append(NumberText.grouped(progress.done())).append(' ').append(progress.unit());
        if (nanos >= LEAST_MEASURED) {
            line.append(", ").append(rate(progress.done() - doneAtStart, nanos));
            line.append(' ').append(progress.unit()).append("/s");
        }
        return line.toString();
    }

    private static void appendBar(long done, long total, StringBuilder line) {
        double share = total == 0 ? 1 : (double) done / total;
        int filled = (int) (share * BAR_WIDTH);
        line.append('[')
                .append("#".repeat(filled))
                .append("-".repeat(BAR_WIDTH - filled))
                .append(String.format(Locale.ROOT, "] %3d %%  ", (int) (share * 100)));
    }

    /** How many a second, as a person reads it. */
    public static String rate(long done, long nanos) {
        return NumberText.grouped((long) (done * NANOS_PER_SECOND / Math.max(1, nanos)));
    }

    /** Erases the bar. */
    @Override
    public void close() {
        synchronized (lock) {
            if (drawn) {
                err.print(ERASE);
                err.flush();
            }
        }
    }
}
