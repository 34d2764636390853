package org.cairndb.writer.commit;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.snapshot.Head;
import org.cairndb.storage.snapshot.NodeReader;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.HeadSwap;
import org.cairndb.storage.store.HeadVersion;
import org.cairndb.storage.store.MissingHeads;
import org.cairndb.storage.store.NodeStore;
import org.jspecify.annotations.Nullable;

/**
 * One branch head of a store and what is known of it. Safe for several threads.
 *
 * <p>A database that does not exist yet is known as an empty snapshot without a version; its first commit creates the head.
 */
public final class BranchHead {
    private static final int NONCE_BYTES = 16;

    /**
     * A head that was read or written.
     *
     * @param version null before the first commit
     */
    public record Known(Snapshot snapshot, @Nullable HeadVersion version) {
        /** Whether both are one content of the head. */
        boolean isSameAs(Known other) {
            return version == null ? other.version == null : version.equals(other.version);
        }
    }

    private final NodeStore store;
    private final String branch;
    private final NodeReader nodes;
    private final RandomGenerator random;
    private final AtomicReference<@Nullable Known> known = new AtomicReference<>();

    /** A branch of a store; nothing is read yet. */
    public BranchHead(NodeStore store, String branch, RandomGenerator random) {
        this.store = store;
        this.branch = branch;
        this.nodes = new NodeReader(store, NodeCache.shared());
        this.random = random;
    }

    /** Where the branch lives. */
    public NodeStore store() {
        return store;
    }

    /** What is known without a request, or else what one request tells. */
    public Known known() {
        @Nullable Known last = known.get();
        return last != null ? last : refresh();
    }

    /** The newest content: one conditional request. */
    public Known refresh() {
        @Nullable Known last = known.get();
        @Nullable HeadVersion version = last == null ? null : last.version();
        HeadRead read = store.readHead(branch, Optional.ofNullable(version));
        if (last != null && read instanceof HeadRead.Unchanged) {
            return last;
        }
        Known fresh = decoded(read, last);
        known.compareAndSet(last, fresh);
        return fresh;
    }

    /** Forgets what is known, so that the next {@link #known} asks the store. */
    public void forget() {
        known.set(null);
    }

    /**
     * Replaces the head that is expected by the head of a snapshot; where another writer was first, reads what it wrote.
     *
     * @return whether the head was as expected, and so has been replaced
     */
    public boolean swap(Known expected, Snapshot next) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        Bytes bytes = next.head().encode(Bytes.wrap(nonce));
        HeadSwap swap = store.swapHead(branch, Optional.ofNullable(expected.version()), bytes);
        if (swap instanceof HeadSwap.Swapped swapped) {
            known.set(new Known(next, swapped.version()));
            return true;
        }
        refresh();
        return false;
    }

    private Known decoded(HeadRead read, @Nullable Known last) {
        if (read instanceof HeadRead.Found found) {
            Head head = Head.decode(found.bytes(), "\"%s\" of \"%s\"".formatted(branch, store.displayUri()));
            Snapshot snapshot =
                    last == null ? new Snapshot(head, nodes) : last.snapshot().advanceTo(head);
            return new Known(snapshot, found.version());
        }
        boolean existed = last != null && last.version() != null;
        if (existed || !store.listHeads().isEmpty()) {
            throw MissingHeads.explain(store, branch);
        }
        return last != null ? last : new Known(new Snapshot(Head.create(newDatabaseId(), branch), nodes), null);
    }

    private UUID newDatabaseId() {
        return new UUID(random.nextLong(), random.nextLong());
    }
}
