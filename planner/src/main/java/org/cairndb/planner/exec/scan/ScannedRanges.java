package org.cairndb.planner.exec.scan;

import java.util.List;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.tree.Direction;

/**
 * Key ranges to go through.
 *
 * @param ranges disjoint; in any order forward, ascending backward
 * @param direction the order of the rows
 */
public record ScannedRanges(List<KeyRange> ranges, Direction direction) {
    /** Copies the list. */
    public ScannedRanges {
        ranges = List.copyOf(ranges);
    }

    /** Ranges to go through in their order. */
    public static ScannedRanges forward(List<KeyRange> ranges) {
        return new ScannedRanges(ranges, Direction.FORWARD);
    }
}
