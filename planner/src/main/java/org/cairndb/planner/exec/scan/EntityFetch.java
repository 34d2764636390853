package org.cairndb.planner.exec.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.LevelFetch.Extent;

/**
 * Fetches the nodes in which attributes of known entities lie, a level at a time, before they are read one by one. While everything turns out to be in
 * memory it looks ever more rarely. Not thread-safe.
 */
final class EntityFetch {
    private static final int MOST_SKIPPED = 8;

    private final Snapshot snapshot;
    private int toSkip;
    private int skipNext = 1;

    EntityFetch(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** What reading ascending entities [from, to) row by row from EAVT needs. */
    void fetchRows(long[] entities, int from, int to) {
        if (to - from > 1 && isWorthIt()) {
            fetch(List.of(read(Index.EAVT, ranges(entities, from, to, KeyRange::ofEntity))));
        }
    }

    /** What reading attributes of ascending entities [from, to) from AEVT needs. */
    void fetchColumns(List<Attribute> attributes, long[] entities, int from, int to) {
        if (!attributes.isEmpty() && isWorthIt()) {
            List<Snapshot.Read> reads = new ArrayList<>();
            for (Attribute attribute : attributes) {
                LongFunction<KeyRange> range = entity -> KeyRange.ofAttribute(attribute.id(), entity, entity + 1);
                reads.add(read(Index.AEVT, ranges(entities, from, to, range)));
            }
            fetch(reads);
        }
    }

    /** What reading attributes of all entities from one to another needs. */
    void fetchSideBySide(List<Attribute> attributes, long first, long last) {
        if (!attributes.isEmpty() && isWorthIt()) {
            List<Snapshot.Read> reads = new ArrayList<>();
            for (Attribute attribute : attributes) {
                reads.add(read(Index.AEVT, List.of(KeyRange.ofAttribute(attribute.id(), first, last + 1))));
            }
            fetch(reads);
        }
    }

    private boolean isWorthIt() {
        if (!snapshot.isRemote()) {
            return false;
        }
        if (toSkip > 0) {
            toSkip--;
            return false;
        }
        return true;
    }

    private void fetch(List<Snapshot.Read> reads) {
        boolean wasAllHere = Snapshot.fetch(reads) == 0;
        skipNext = wasAllHere ? Math.min(MOST_SKIPPED, skipNext * 2) : 1;
        toSkip = skipNext - 1;
    }

    private Snapshot.Read read(Index index, List<KeyRange> ranges) {
        return new Snapshot.Read(snapshot, index, ranges, Extent.LEAVES);
    }

    private static List<KeyRange> ranges(long[] entities, int from, int to, LongFunction<KeyRange> rangeOf) {
        List<KeyRange> ranges = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            if (i == from || entities[i] != entities[i - 1]) {
                ranges.add(rangeOf.apply(entities[i]));
            }
        }
        return ranges;
    }
}
