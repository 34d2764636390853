package org.cairndb.storage.tree;

import java.util.List;
import org.cairndb.storage.datom.KeyRange;

/**
 * Where in AEVT values of an attribute may lie.
 *
 * @param ranges disjoint ascending key ranges of the attribute that hold every matching value
 * @param skipped datoms of the attribute that lie elsewhere
 */
public record MatchingLeaves(List<KeyRange> ranges, long skipped) {
    /** Copies the list. */
    public MatchingLeaves {
        ranges = List.copyOf(ranges);
    }
}
