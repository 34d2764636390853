package org.cairndb.planner.exec;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What operators of one execution share, such as the hash table that several threads probe. Safe for several threads. */
final class SharedState {
    private final Map<Object, Slot> slots = new ConcurrentHashMap<>();

    /** One thing, made under its own lock, because making it may ask for other things. */
    private static final class Slot {
        private @Nullable Object value;
    }

    @SuppressWarnings("unchecked") // a key stands for one kind of thing
    <T> T get(Object key, Supplier<T> make) {
        Slot slot = slots.computeIfAbsent(key, k -> new Slot());
        synchronized (slot) {
            if (slot.value == null) {
                slot.value = make.get();
            }
            return (T) slot.value;
        }
    }
}
