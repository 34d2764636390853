package org.cairndb.storage.check;

import java.util.List;

/**
 * What a check found.
 *
 * @param tx the newest transaction
 * @param nodes nodes that were fetched and verified, those of older flushes included
 * @param bytes stored bytes of those nodes
 * @param datoms current datoms
 * @param problems one sentence for each thing that is wrong, at most {@link Checker#MAX_PROBLEMS}; empty for a sound database
 */
public record CheckReport(long tx, long nodes, long bytes, long datoms, List<String> problems) {
    /** Keeps a copy of the problems. */
    public CheckReport {
        problems = List.copyOf(problems);
    }

    /** Whether nothing is wrong. */
    public boolean isSound() {
        return problems.isEmpty();
    }
}
