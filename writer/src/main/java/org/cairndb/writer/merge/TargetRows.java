package org.cairndb.writer.merge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairndb.storage.datom.Datom;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.snapshot.Transaction;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;

/**
 * What entities of a newest snapshot hold. Read from the trees as of the last flush and then the tail, so that a leaf of which one entity is wanted is not
 * merged with the tail as a whole.
 */
final class TargetRows {
    private final Snapshot target;
    private final Map<Long, List<Datom>> tail = new HashMap<>();

    TargetRows(Snapshot target) {
        this.target = target;
        for (Transaction transaction : target.head().tail()) {
            DatomBatch datoms = transaction.datoms();
            for (int i = 0; i < datoms.size(); i++) {
                tail.computeIfAbsent(datoms.entity(i), entity -> new ArrayList<>(4))
                        .add(datoms.datom(i, target.schema()));
            }
        }
    }

    /** The values of an entity by attribute id; none if it holds nothing. */
    Map<Integer, Set<Object>> of(long entity) {
        Map<Integer, Set<Object>> values = new HashMap<>();
        try (DatomCursor cursor = target.tree(Index.EAVT).cursor(KeyRange.ofEntity(entity), Direction.FORWARD)) {
            while (cursor.next()) {
                for (int i = cursor.from(); i < cursor.to(); i++) {
                    apply(cursor.batch().datom(i, target.schema()), values);
                }
            }
        }
        tail.getOrDefault(entity, List.of()).forEach(datom -> apply(datom, values));
        values.values().removeIf(Set::isEmpty);
        return values;
    }

    private static void apply(Datom datom, Map<Integer, Set<Object>> values) {
        Set<Object> ofAttribute = values.computeIfAbsent(datom.attribute(), id -> new LinkedHashSet<>(2));
        if (datom.added()) {
            ofAttribute.add(datom.value());
        } else {
            ofAttribute.remove(datom.value());
        }
    }
}
