package org.cairndb.storage.snapshot;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cairndb.storage.datom.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The past states of one line of commits that were read last, with what was learnt of them, so that reading one again costs no more than reading the newest.
 * Safe for several threads.
 */
final class PastStates {
    private static final int MOST = 16;

    private final Map<Long, State> states = new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, State> eldest) {
            return size() > MOST;
        }
    };

    /**
     * A past state.
     *
     * @param instant when its last transaction was committed
     * @param schema its attributes
     * @param indexes its indexes, read by nobody in particular
     * @param views what is known of its views
     */
    record State(Instant instant, Schema schema, Indexes indexes, StoredViews.Memo views) {}

    /** The state at a transaction, if it was read not long ago. */
    synchronized @Nullable State find(long tx) {
        return states.get(tx);
    }

    /** The same states for a longer line, which may not be the only one that goes on from here. */
    synchronized PastStates copy() {
        PastStates copy = new PastStates();
        copy.states.putAll(states);
        return copy;
    }

    /** Remembers a state. */
    synchronized void put(long tx, State state) {
        states.put(tx, state);
    }
}
