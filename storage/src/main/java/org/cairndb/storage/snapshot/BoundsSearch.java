package org.cairndb.storage.snapshot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.tree.Direction;
import org.jspecify.annotations.Nullable;

/**
 * Looks up bounds that the head has lost, at the ends of AVET, or of AEVT for the entities of a presence attribute. A bound is mostly lost because a datom
 * at the very end was retracted; then a flush reads that leaf anyway.
 */
final class BoundsSearch {
    /** Attributes without changes that one flush looks at, for heads of version 1. */
    private static final int MAX_UNCHANGED = 8;

    private final Snapshot snapshot;
    private final ValueEnds ends;
    private final int maxTextBytes;

    private BoundsSearch(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.ends = new ValueEnds(snapshot);
        this.maxTextBytes = snapshot.head().allStatistics().maxTextBytes();
    }

    /** Bounds that a newest snapshot lacks and an index tells, of the attributes of its tail and a few others. */
    static Map<Integer, ValueBounds> unknown(Snapshot snapshot, DatomBatch tail) {
        return new BoundsSearch(snapshot).run(tail);
    }

    private Map<Integer, ValueBounds> run(DatomBatch tail) {
        Map<Integer, ValueBounds> found = new HashMap<>();
        int unchanged = 0;
        // Some never get bounds, such as long texts; beginning elsewhere each time gives all of them their turn.
        List<Integer> ids = new ArrayList<>(snapshot.head().allStatistics().withoutBounds());
        Collections.rotate(ids, ids.isEmpty() ? 0 : (int) (snapshot.tx() % ids.size()));
        for (int id : ids) {
            @Nullable Attribute attribute = snapshot.schema().find(id).orElse(null);
            if (attribute == null || !(attribute.inAvet() || attribute.isPresence())) {
                continue;
            }
            boolean wanted = tail.ordinalOf(id) >= 0 || unchanged++ < MAX_UNCHANGED;
            if (wanted) {
                found.put(id, bounds(attribute));
            }
        }
        return found;
    }

    private ValueBounds bounds(Attribute attribute) {
        ValueBounds known = snapshot.head().bounds(attribute.id());
        return new ValueBounds(
                limit(known.least(), attribute, Direction.FORWARD),
                limit(known.greatest(), attribute, Direction.BACKWARD));
    }

    private @Nullable ValueLimit limit(Optional<ValueLimit> known, Attribute attribute, Direction direction) {
        if (known.isPresent() && known.get().isHeld()) {
            return known.get();
        }
        Index index = attribute.isPresence() ? Index.AEVT : Index.AVET;
        ValueEnds.End end = ends.atEnd(index, attribute, direction);
        return end instanceof ValueEnds.End.Found found
                ? ValueBounds.held(found.values(), found.slot(), maxTextBytes)
                : null;
    }
}
