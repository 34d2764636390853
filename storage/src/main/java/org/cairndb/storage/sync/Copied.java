package org.cairndb.storage.sync;

import java.util.HashSet;
import java.util.Set;
import org.cairndb.storage.snapshot.FlushRecord;
import org.cairndb.storage.snapshot.Roots;

/**
 * What one run has put as a whole into a destination, or found young there: the next branch without a head may build upon
 * it. What was only reachable from the head of another branch is not among it, because that head may move on.
 */
final class Copied {
    private final Set<FlushRecord> records = new HashSet<>();
    private Roots newest = Roots.EMPTY;

    boolean has(FlushRecord record) {
        return records.contains(record);
    }

    Roots newest() {
        return newest;
    }

    void add(FlushRecord record) {
        records.add(record);
    }

    void add(Roots roots) {
        newest = roots;
    }
}
