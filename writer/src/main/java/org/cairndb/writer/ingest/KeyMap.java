package org.cairndb.writer.ingest;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Entities by the values of a key. A key of one integer, which nearly all are, costs 16 bytes and a bit in an open-addressed table; any other is a list of
 * objects. Not thread-safe.
 */
final class KeyMap {
    private static final long NONE = 0;
    private static final double MAX_FILL = 0.6;

    private long[] keys = new long[64];
    private long[] entities = new long[64];
    private int size;
    private final Map<Object, Long> others = new HashMap<>();

    void put(Object key, long entity) {
        if (key instanceof Long number) {
            put((long) number, entity);
        } else {
            others.put(key, entity);
        }
    }

    /** The entity with a key; 0 if there is none. */
    long find(Object key) {
        if (key instanceof Long number) {
            return entities[slot(number)];
        }
        @Nullable Long entity = others.get(key);
        return entity == null ? NONE : entity;
    }

    /** The key of these values: the value itself where there is one. */
    static Object keyOf(List<Object> values) {
        return values.size() == 1 ? values.get(0) : values;
    }

    private void put(long key, long entity) {
        if (size > keys.length * MAX_FILL) {
            grow();
        }
        int slot = slot(key);
        size += entities[slot] == NONE ? 1 : 0;
        keys[slot] = key;
        entities[slot] = entity;
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (entities[slot] != NONE && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldEntities = entities;
        keys = new long[oldKeys.length * 2];
        entities = new long[oldEntities.length * 2];
        size = 0;
        Arrays.fill(entities, NONE);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldEntities[i] != NONE) {
                put(oldKeys[i], oldEntities[i]);
            }
        }
    }
}
