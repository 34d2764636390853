package org.cairndb.storage.snapshot;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cairndb.storage.store.HeadVersion;
import org.cairndb.storage.store.StoreAddress;
import org.jspecify.annotations.Nullable;

/**
 * The newest state of a branch that was seen, shared by all who have it open: what one of them learns, the others need not decode again. Each still asks
 * the store itself whether it is the newest. Safe for several threads.
 */
final class NewestHead {
    /** Gone with the last one who holds it. */
    private static final Map<Place, WeakReference<NewestHead>> SHARED = new ConcurrentHashMap<>();

    private volatile @Nullable Known known;

    private record Place(StoreAddress address, String branch) {}

    /**
     * The newest state seen.
     *
     * @param checkedAtNanos when it was last known to be the newest
     */
    record Known(Snapshot snapshot, HeadVersion version, long checkedAtNanos) {
        boolean isFresh(Duration maxStaleness) {
            return !maxStaleness.isZero() && System.nanoTime() - checkedAtNanos < maxStaleness.toNanos();
        }
    }

    /** The one of an address; not shared for memory, where a later database of the same name counts its versions from the beginning. */
    static NewestHead of(StoreAddress address, String branch) {
        if (address instanceof StoreAddress.Memory) {
            return new NewestHead();
        }
        NewestHead[] found = new NewestHead[1];
        SHARED.values().removeIf(reference -> reference.get() == null);
        SHARED.compute(new Place(address, branch), (place, reference) -> {
            @Nullable NewestHead held = reference == null ? null : reference.get();
            found[0] = held == null ? new NewestHead() : held;
            return held == null ? new WeakReference<>(found[0]) : reference;
        });
        return found[0];
    }

    @Nullable
    Known known() {
        return known;
    }

    /** Unless another thread has learned something meanwhile, which may be newer. */
    @SuppressWarnings("ReferenceEquality") // the very one that was read
    synchronized void replace(@Nullable Known before, Known now) {
        if (known == before) {
            known = now;
        }
    }
}
