package org.cairndb.writer.merge;

import java.util.List;

/** Aborts the transaction of a merge that has conflicts nobody resolved. */
final class MergeConflicts extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<MergeConflict> conflicts;

    MergeConflicts(List<MergeConflict> conflicts) {
        super("Conflicts: " + conflicts.size());
        this.conflicts = List.copyOf(conflicts);
    }

    List<MergeConflict> conflicts() {
        return conflicts;
    }
}
