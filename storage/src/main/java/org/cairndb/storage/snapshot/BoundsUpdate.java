package org.cairndb.storage.snapshot;

import java.util.Objects;
import org.cairndb.storage.datom.ValueVector;
import org.jspecify.annotations.Nullable;

/**
 * Carries the bounds of one attribute over a run of additions and retractions, none of which undoes another.
 *
 * <p>A limit stays true whatever is retracted. It is no longer known to be held once a datom with its value goes, since another may or may not hold the
 * same value; an addition at or beyond it is held for certain.
 */
final class BoundsUpdate {
    private final ValueBounds before;
    private final ValueVector values;
    private final int maxTextBytes;
    /** Datoms of the attribute that were there before and are not retracted. */
    private long remaining;

    private int least = -1;
    private int greatest = -1;
    private boolean leastRemoved;
    private boolean greatestRemoved;

    /**
     * Begins.
     *
     * @param before bounds until now
     * @param count datoms until now
     * @param values what {@link #add} and {@link #remove} address
     * @param maxTextBytes texts of more bytes are not kept
     */
    BoundsUpdate(ValueBounds before, long count, ValueVector values, int maxTextBytes) {
        this.before = before;
        this.remaining = count;
        this.values = values;
        this.maxTextBytes = maxTextBytes;
    }

    void add(int slot) {
        if (least < 0) {
            least = slot;
            greatest = slot;
        } else if (values.compare(slot, values, least) < 0) {
            least = slot;
        } else if (values.compare(slot, values, greatest) > 0) {
            greatest = slot;
        }
    }

    void remove(int slot) {
        remaining--;
        leastRemoved |= before.least()
                .map(limit -> values.compare(slot, limit.value(), 0) <= 0)
                .orElse(false);
        greatestRemoved |= before.greatest()
                .map(limit -> values.compare(slot, limit.value(), 0) >= 0)
                .orElse(false);
    }

    ValueBounds build() {
        if (remaining == 0) {
            return least < 0
                    ? ValueBounds.NONE
                    : new ValueBounds(
                            ValueBounds.held(values, least, maxTextBytes),
                            ValueBounds.held(values, greatest, maxTextBytes));
        }
        @Nullable ValueLimit oldLeast = before.least().orElse(null);
        @Nullable ValueLimit oldGreatest = before.greatest().orElse(null);
        @Nullable ValueLimit newLeast = after(oldLeast, least, -1, leastRemoved);
        @Nullable ValueLimit newGreatest = after(oldGreatest, greatest, 1, greatestRemoved);
        boolean unchanged = Objects.equals(newLeast, oldLeast) && Objects.equals(newGreatest, oldGreatest);
        return unchanged ? before : new ValueBounds(newLeast, newGreatest);
    }

    /** The limit on the side of a sign after the most extreme addition, which is in slot {@code added} unless that is negative. */
    private @Nullable ValueLimit after(@Nullable ValueLimit old, int added, int sign, boolean removed) {
        if (old == null) {
            return null;
        }
        int order = added < 0 ? -1 : sign * values.compare(added, old.value(), 0);
        if (order > 0 || (order == 0 && (removed || !old.isHeld()))) {
            return ValueBounds.held(values, added, maxTextBytes);
        }
        return removed && order < 0 ? old.left() : old;
    }
}
