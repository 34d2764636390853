package org.cairndb.writer.ingest;

import java.util.function.LongConsumer;

/**
 * How lines of JSON become transactions.
 *
 * @param linesPerTransaction most lines that one transaction takes; a line that is an array is a transaction of its own
 * @param progress is told how many lines are committed
 */
public record JsonOptions(int linesPerTransaction, LongConsumer progress) {
    /** A thousand lines a transaction, no progress reports. */
    public static final JsonOptions DEFAULT = new JsonOptions(1000, lines -> {});

    /** Refuses less than one line. */
    public JsonOptions {
        if (linesPerTransaction < 1) {
            throw new IllegalArgumentException("A transaction takes at least one line");
        }
    }
}
