package org.cairndb.storage.snapshot;

import java.time.Duration;
import java.util.Optional;
import org.cairndb.storage.Stores;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.store.BranchNames;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.HeadVersion;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.MissingHeads;
import org.cairndb.storage.store.NodeStore;
import org.jspecify.annotations.Nullable;

/** One branch of a database for reading. Safe for several threads; the snapshots it gives outlive it as long as the store is open. */
public final class Database implements AutoCloseable {
    private final NodeStore store;
    private final String branch;
    private final NodeReader nodes;
    private volatile @Nullable Known known;

    /** The newest state seen, and when it was last known to be the newest. */
    private record Known(Snapshot snapshot, HeadVersion version, long checkedAtNanos) {}

    private Database(NodeStore store, String branch, NodeCache cache) {
        this.store = store;
        this.branch = branch;
        this.nodes = new NodeReader(store, cache);
    }

    /** The main branch at a location, whose version is left to the caller; nothing is read yet. */
    public static Database open(Location location) {
        return open(Stores.open(location), BranchNames.MAIN);
    }

    /** A branch of the database in a store, which is closed with it; nothing is read yet. */
    public static Database open(NodeStore store, String branch) {
        return open(store, branch, NodeCache.shared());
    }

    /** A branch of the database in a store, which is closed with it, read through a cache; nothing is read yet. */
    public static Database open(NodeStore store, String branch, NodeCache cache) {
        return new Database(store, branch, cache);
    }

    /** The store that the database lies in. */
    public NodeStore store() {
        return store;
    }

    /** Name of the branch. */
    public String branch() {
        return branch;
    }

    /** Where the database lies, for people. */
    public String displayUri() {
        return store.displayUri();
    }

    /**
     * The newest state: asks the store whether the head has changed.
     *
     * @throws org.cairndb.storage.error.CairnException NO_SUCH_DATABASE if there is no such branch
     */
    public Snapshot snapshot() {
        return snapshot(Duration.ZERO);
    }

    /** A state that was the newest at some moment within the last {@code maxStaleness}. */
    public Snapshot snapshot(Duration maxStaleness) {
        @Nullable Known last = known;
        if (last != null && System.nanoTime() - last.checkedAtNanos() < maxStaleness.toNanos()) {
            return last.snapshot();
        }
        long now = System.nanoTime();
        HeadRead read = store.readHead(branch, Optional.ofNullable(last).map(Known::version));
        if (read instanceof HeadRead.Found found) {
            Head head = Head.decode(found.bytes(), "\"%s\" of \"%s\"".formatted(branch, displayUri()));
            Snapshot snapshot =
                    last == null ? new Snapshot(head, nodes) : last.snapshot().advanceTo(head);
            known = new Known(snapshot, found.version(), now);
            return snapshot;
        }
        if (read instanceof HeadRead.Unchanged && last != null) {
            known = new Known(last.snapshot(), last.version(), now);
            return last.snapshot();
        }
        throw MissingHeads.explain(store, branch);
    }

    @Override
    public void close() {
        store.close();
    }
}
