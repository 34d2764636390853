package org.cairndb.writer.ingest;

import java.time.Duration;

/**
 * How far an import is.
 *
 * @param phase what is being done
 * @param table the table that is being read; empty while indexes are built
 * @param done rows read of all tables, or datoms merged into indexes
 * @param total what {@code done} will be at the end of the phase
 * @param elapsed time since the phase began
 */
public record ImportProgress(Phase phase, String table, long done, long total, Duration elapsed) {
    /** The two parts of an import. */
    public enum Phase {
        /** Rows are read from the source. */
        READING,
        /** Index trees are built. */
        BUILDING
    }

    /** Rows or datoms a second since the phase began. */
    public double perSecond() {
        return elapsed.isZero() ? 0 : done * 1e9 / elapsed.toNanos();
    }
}
