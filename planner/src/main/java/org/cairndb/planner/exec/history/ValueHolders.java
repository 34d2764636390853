package org.cairndb.planner.exec.history;

import java.util.Arrays;
import java.util.List;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyBuffer;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.jspecify.annotations.Nullable;

/** Finds the entities that hold or once held a value of an attribute that lies in some ranges of AVET. */
final class ValueHolders {
    private final ExecutionContext context;
    private final Snapshot snapshot;
    private final int attribute;
    private final List<KeyRange> values;
    private long[] found = new long[16];
    private int count;

    ValueHolders(ExecutionContext context, Snapshot snapshot, int attribute, List<KeyRange> values) {
        this.context = context;
        this.snapshot = snapshot;
        this.attribute = attribute;
        this.values = values;
    }

    /** Them, ascending. */
    long[] find() {
        for (KeyRange range : values) {
            try (DatomCursor cursor = snapshot.cursor(Index.AVET, range, Direction.FORWARD)) {
                while (cursor.next()) {
                    context.checkCancelled();
                    for (int i = cursor.from(); i < cursor.to(); i++) {
                        add(cursor.batch().entity(i));
                    }
                }
            }
        }
        if (!values.isEmpty()) {
            findRetired();
        }
        return ascending();
    }

    private void findRetired() {
        KeyBuffer key = new KeyBuffer();
        KeyRange all = KeyRange.ofAttribute(attribute);
        try (DatomCursor cursor = snapshot.cursor(Index.RETIRED_AEVT, all, Direction.FORWARD)) {
            while (cursor.next()) {
                context.checkCancelled();
                DatomBatch batch = cursor.batch();
                for (int i = cursor.from(); i < cursor.to(); i++) {
                    batch.vector(i).writeKey(batch.slot(i), key.clear().attribute(attribute));
                    if (isWanted(key.unsigned(batch.entity(i)))) {
                        add(batch.entity(i));
                    }
                }
            }
        }
    }

    /** Whether a key of AVET lies in one of the ranges. */
    private boolean isWanted(KeyBuffer key) {
        int low = 0;
        int high = values.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            @Nullable Bytes upper = values.get(middle).upper();
            if (upper != null && compare(key, upper) >= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < values.size() && compare(key, values.get(low).lower()) >= 0;
    }

    private static int compare(KeyBuffer key, Bytes bound) {
        return Arrays.compareUnsigned(key.array(), 0, key.length(), bound.unsafeArray(), 0, bound.length());
    }

    private void add(long entity) {
        if (count == found.length) {
            found = Arrays.copyOf(found, 2 * count);
        }
        found[count++] = entity;
    }

    private long[] ascending() {
        Arrays.sort(found, 0, count);
        int distinct = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || found[i] != found[i - 1]) {
                found[distinct++] = found[i];
            }
        }
        return Arrays.copyOf(found, distinct);
    }
}
