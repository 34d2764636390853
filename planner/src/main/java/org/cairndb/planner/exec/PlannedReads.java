package org.cairndb.planner.exec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.LevelFetch;

/**
 * What the operators of one execution are going to read. Each declares it when it is made; when the first one begins, all of it is fetched together, so
 * that a query over many indexes and databases waits as often as one over a single index. Not thread-safe.
 */
final class PlannedReads {
    /** Takes no declarations. */
    static final PlannedReads NONE = new PlannedReads(false);

    private final boolean takesAny;
    private List<Snapshot.Read> reads = new ArrayList<>();

    PlannedReads() {
        this(true);
    }

    private PlannedReads(boolean takesAny) {
        this.takesAny = takesAny;
    }

    /** Declares key ranges, in any order; costs nothing where the store answers at once. */
    void add(Snapshot snapshot, Index index, List<KeyRange> ranges, LevelFetch.Extent extent) {
        if (takesAny && snapshot.isRemote() && !ranges.isEmpty()) {
            List<KeyRange> ascending = new ArrayList<>(ranges);
            ascending.sort(Comparator.comparing(KeyRange::lower));
            reads.add(new Snapshot.Read(snapshot, index, ascending, extent));
        }
    }

    /** Asks for the roots of what was declared. */
    void askForRoots() {
        reads.forEach(read -> read.snapshot().askForRoots());
    }

    /** Fetches what was declared since the last call. */
    void fetch() {
        if (!reads.isEmpty()) {
            List<Snapshot.Read> declared = reads;
            reads = new ArrayList<>();
            Snapshot.fetch(declared);
        }
    }
}
