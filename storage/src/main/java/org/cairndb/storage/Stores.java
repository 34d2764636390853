package org.cairndb.storage;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.ForwardingNodeStore;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.RequestCounter;
import org.cairndb.storage.store.StoreAddress;
import org.cairndb.storage.store.file.FileNodeStore;
import org.cairndb.storage.store.jdbc.JdbcNodeStore;
import org.cairndb.storage.store.memory.MemoryNodeStore;
import org.cairndb.storage.store.s3.S3NodeStore;
import org.cairndb.storage.store.tier.DiskCache;
import org.cairndb.storage.store.tier.DiskCaches;
import org.cairndb.storage.store.tier.TieredNodeStore;

/**
 * Turns locations into stores, one shared store per address.
 *
 * <p>Everyone who opens an address gets a handle of his own; the store behind it is closed with its last handle.
 * Databases in memory live as long as the registry. Safe for use by several threads.
 */
public final class Stores {
    /** Process-wide, because {@code mem:name} must mean one database to everybody in the process. */
    private static final Stores SHARED = new Stores();

    private final Map<String, MemoryNodeStore.Contents> memory = new ConcurrentHashMap<>();
    private final Map<StoreAddress, Shared> open = new HashMap<>();
    private final DiskCaches diskCaches = new DiskCaches();

    /** An empty registry; programs use {@link #shared()}. */
    public Stores() {}

    /** The registry of this process. */
    public static Stores shared() {
        return SHARED;
    }

    /** Opens a location in the registry of this process; see {@link #openStore}. */
    public static NodeStore open(Location location) {
        return SHARED.openStore(location);
    }

    /**
     * Opens the store of a location; its version plays no part. Creates nothing: a database begins with the first put.
     *
     * @throws CairnException STORE_UNAVAILABLE when there can be no store at this address
     */
    public NodeStore openStore(Location location) {
        StoreAddress address = location.address();
        synchronized (open) {
            Shared shared = open.get(address);
            if (shared == null) {
                shared = new Shared(createTiered(address));
                open.put(address, shared);
            }
            shared.handles++;
            return new Handle(address, shared.store);
        }
    }

    /** Forgets a database in memory, for those who know that nobody needs it any more. */
    public void dropMemory(String name) {
        memory.remove(name);
    }

    private NodeStore createTiered(StoreAddress address) {
        Optional<DiskCache> cache = diskCaches.of(address.options());
        NodeStore store = create(address);
        return cache.<NodeStore>map(tier -> new TieredNodeStore(store, tier)).orElse(store);
    }

    private NodeStore create(StoreAddress address) {
        if (address instanceof StoreAddress.Memory named) {
            return MemoryNodeStore.open(
                    named.uri(), memory.computeIfAbsent(named.name(), name -> new MemoryNodeStore.Contents()));
        }
        if (address instanceof StoreAddress.Folder folder) {
            return FileNodeStore.open(folder.path());
        }
        if (address instanceof StoreAddress.S3 bucket) {
            return S3NodeStore.open(bucket);
        }
        if (address instanceof StoreAddress.H2 file) {
            return JdbcNodeStore.open(file);
        }
        if (address instanceof StoreAddress.PostgreSql server) {
            return JdbcNodeStore.open(server);
        }
        throw new CairnException(
                ErrorCode.UNSUPPORTED, "This version cannot open the store \"%s\"".formatted(address.uri()));
    }

    private void release(StoreAddress address) {
        NodeStore last = null;
        synchronized (open) {
            Shared shared = Objects.requireNonNull(open.get(address));
            shared.handles--;
            if (shared.handles == 0) {
                open.remove(address);
                last = shared.store;
            }
        }
        if (last != null) {
            last.close();
        }
    }

    private static final class Shared {
        private final NodeStore store;
        private int handles;

        Shared(NodeStore store) {
            this.store = store;
        }
    }

    /** What a handle sees through another object; closed with the handle. */
    private static final class View extends ForwardingNodeStore {
        private final Handle handle;

        View(Handle handle, NodeStore store) {
            super(store);
            this.handle = handle;
        }

        @Override
        protected NodeStore delegate() {
            handle.requireOpen();
            return super.delegate();
        }

        @Override
        public void close() {
            // The handle is closed by its owner.
        }
    }

    private final class Handle extends ForwardingNodeStore {
        private final StoreAddress address;
        private final AtomicBoolean closed = new AtomicBoolean();

        Handle(StoreAddress address, NodeStore store) {
            super(store);
            this.address = address;
        }

        @Override
        protected NodeStore delegate() {
            requireOpen();
            return super.delegate();
        }

        void requireOpen() {
            if (closed.get()) {
                throw new CairnException(ErrorCode.CLOSED, "The store \"%s\" is closed".formatted(address.uri()));
            }
        }

        @Override
        public NodeStore countedBy(RequestCounter counter) {
            return new View(this, delegate().countedBy(counter));
        }

        @Override
        public void close() {
            if (closed.compareAndSet(false, true)) {
                release(address);
            }
        }
    }
}
