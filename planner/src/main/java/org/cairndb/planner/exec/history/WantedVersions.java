package org.cairndb.planner.exec.history;

import java.util.List;
import org.cairndb.storage.datom.KeyRange;

/**
 * Which versions of which rows to give.
 *
 * @param keys disjoint ascending key ranges that lead to the rows
 * @param bounds which of their versions
 */
public record WantedVersions(List<KeyRange> keys, VersionBounds bounds) {
    /** Copies the list. */
    public WantedVersions {
        keys = List.copyOf(keys);
    }

    boolean isEmpty() {
        return keys.isEmpty() || bounds.isEmpty();
    }
}
