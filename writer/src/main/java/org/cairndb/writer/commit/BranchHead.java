package org.cairndb.writer.commit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.snapshot.Head;
import org.cairndb.storage.snapshot.NodeReader;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.HeadSwap;
import org.cairndb.storage.store.HeadVersion;
import org.cairndb.storage.store.MissingHeads;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.RequestCounter;
import org.cairndb.storage.store.RequestTotals;
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
    private final AtomicReference<@Nullable Known> known;
    /** The database that was found here; unlike the rest it is never forgotten, so that no other one takes its place unnoticed. */
    private final AtomicReference<@Nullable UUID> database;

    /** When the store was last asked or told, by {@link System#nanoTime}. */
    private final AtomicLong checkedAtNanos;

    private final RequestCounter requests;

    /** A branch of a store; nothing is read yet. */
    public BranchHead(NodeStore store, String branch, RandomGenerator random) {
        this.store = store;
        this.branch = branch;
        this.nodes = new NodeReader(store, NodeCache.shared());
        this.random = random;
        this.known = new AtomicReference<>();
        this.database = new AtomicReference<>();
        this.checkedAtNanos = new AtomicLong();
        this.requests = new RequestCounter();
    }

    private BranchHead(BranchHead origin, RequestCounter requests) {
        this.store = origin.store.countedBy(requests);
        this.branch = origin.branch;
        this.nodes = origin.nodes;
        this.random = origin.random;
        this.known = origin.known;
        this.database = origin.database;
        this.checkedAtNanos = origin.checkedAtNanos;
        this.requests = requests;
    }

    /** The same head for one piece of work, whose requests are counted; the snapshots that it gives are not. */
    public BranchHead countedBy(RequestCounter counter) {
        return new BranchHead(this, counter);
    }

    /** A snapshot whose requests are counted with those of this head. */
    public Snapshot counted(Snapshot snapshot) {
        return snapshot.countedBy(requests);
    }

    /** What was counted so far. */
    public RequestTotals requests() {
        return requests.totals();
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

    /** What is known if that was the newest state a while ago at most, or else what one request tells. */
    public Known known(Duration maxAge) {
        @Nullable Known last = known.get();
        boolean isYoung = System.nanoTime() - checkedAtNanos.get() < maxAge.toNanos();
        return last != null && isYoung ? last : refresh();
    }

    /**
     * The newest content: one conditional request.
     *
     * @throws CairnException NO_SUCH_DATABASE if what was here is gone, or is another database now
     */
    public Known refresh() {
        @Nullable Known last = known.get();
        @Nullable HeadVersion version = last == null ? null : last.version();
        int wave = requests.nextWave();
        long now = System.nanoTime();
        HeadRead read = store.readHead(branch, Optional.ofNullable(version));
        requests.waitedFor(wave);
        checkedAtNanos.set(now);
        if (last != null && read instanceof HeadRead.Unchanged) {
            return last;
        }
        Known fresh = decoded(read, last);
        known.compareAndSet(last, fresh);
        return fresh;
    }

    /** Stores nodes, which a snapshot then may be swapped to. */
    public void putNodes(List<StoredNode> newNodes) {
        int wave = requests.nextWave();
        store.putNodes(newNodes);
        requests.waitedFor(wave);
    }

    /** Forgets what is known, so that the next {@link #known} asks the store; only which database it is stays known. */
    public void forget() {
        known.set(null);
    }

    /**
     * Replaces the head that is expected by the head of a snapshot.
     *
     * @return true where the head has been replaced; false where it was not as expected, so that it must be read again, with {@link #refresh}, and may turn out
     *     to hold the snapshot after all if the request was sent twice on its way
     */
    public boolean swap(Known expected, Snapshot next) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        Bytes bytes = next.head().encode(Bytes.wrap(nonce));
        int wave = requests.nextWave();
        long now = System.nanoTime();
        HeadSwap swap = store.swapHead(branch, Optional.ofNullable(expected.version()), bytes);
        requests.waitedFor(wave);
        if (swap instanceof HeadSwap.Swapped swapped) {
            database.compareAndSet(null, next.head().databaseId());
            checkedAtNanos.set(now);
            known.set(new Known(next, swapped.version()));
            return true;
        }
        return false;
    }

    private Known decoded(HeadRead read, @Nullable Known last) {
        if (read instanceof HeadRead.Found found) {
            Head head = Head.decode(found.bytes(), "\"%s\" of \"%s\"".formatted(branch, store.displayUri()));
            requireSame(head);
            Snapshot snapshot =
                    last == null ? new Snapshot(head, nodes) : last.snapshot().advanceTo(head);
            return new Known(snapshot, found.version());
        }
        if (!store.listHeads().isEmpty()) {
            throw MissingHeads.explain(store, branch);
        }
        @Nullable UUID existed = database.get();
        if (existed != null) {
            throw new CairnException(
                    ErrorCode.NO_SUCH_DATABASE,
                    "Database %s is no longer at \"%s\"; see whether its storage is there, and open it again"
                            .formatted(existed, store.displayUri()));
        }
        return last != null ? last : new Known(new Snapshot(Head.create(newDatabaseId(), branch), nodes), null);
    }

    private void requireSame(Head head) {
        @Nullable UUID before = database.compareAndExchange(null, head.databaseId());
        if (before != null && !before.equals(head.databaseId())) {
            throw new CairnException(
                    ErrorCode.NO_SUCH_DATABASE,
                    "Branch \"%s\" at \"%s\" belonged to database %s and is now one of database %s; open it again if that is meant"
                            .formatted(branch, store.displayUri(), before, head.databaseId()));
        }
    }

    private UUID newDatabaseId() {
        return new UUID(random.nextLong(), random.nextLong());
    }
}
