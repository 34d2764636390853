package org.cairndb.writer.merge;

import java.util.List;
import org.cairndb.storage.snapshot.Snapshot;

/**
 * What a merge did.
 *
 * @param outcome in short
 * @param conflicts what was not resolved, in the order of entity and attribute; only where nothing was merged for that reason
 * @param snapshot the target after the merge
 * @param datoms how many datoms the merging transaction added or retracted, its metadata included; 0 if there was none
 */
public record MergeReport(Outcome outcome, List<MergeConflict> conflicts, Snapshot snapshot, long datoms) {
    /** What can come of a merge. */
    public enum Outcome {
        /** The target had everything already. */
        UP_TO_DATE,
        /** The target took over the commits of the source. */
        FAST_FORWARDED,
        /** A transaction of the target holds the changes of the source. */
        MERGED,
        /** There are conflicts, and nothing was committed. */
        CONFLICTS
    }

    /** Copies the list. */
    public MergeReport {
        conflicts = List.copyOf(conflicts);
    }
}
