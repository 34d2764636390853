package org.cairndb.storage.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cairndb.storage.node.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * Values decoded from nodes, bounded by the memory they hold and shared by everyone who reads them.
 *
 * <p>A node id is a content hash, so one cache serves all stores and nothing in it goes stale. Safe for use by several
 * threads. A load runs in the thread that asked first, without any lock; it may use the cache for other values, on that
 * same thread. What a loader throws reaches all who wait for the value, and the next request loads again.
 */
public final class NodeCache {
    /** The system property that sets the size of the {@linkplain #shared() shared} cache. */
    public static final String SIZE_PROPERTY = "cairn.cacheBytes";

    private static final System.Logger LOG = System.getLogger(NodeCache.class.getName());
    private static final int SHARE_OF_HEAP = 4;

    /** What an entry costs beyond its value: key, node id, hash table slot, policy node. */
    private static final long ENTRY_OVERHEAD_BYTES = 200;

    private static final int LOADING_THREADS = 64;
    private static final long IDLE_THREAD_SECONDS = 5;

    private final long maxBytes;
    private final ExecutorService loaders = loadingThreads();
    private final Cache<Key, Weighted> values;
    private final Map<Key, Flight> flights = new ConcurrentHashMap<>();
    private final Loading loading = new Loading();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder loads = new LongAdder();
    private final LongAdder failedLoads = new LongAdder();
    private final LongAdder evictions = new LongAdder();

    /** A cache of its own, for those who do not want the shared one. */
    public NodeCache(long maxBytes) {
        this.maxBytes = maxBytes;
        this.values = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .<Key, Weighted>weigher((key, value) -> weightOf(value))
                .evictionListener((key, value, cause) -> evictions.increment())
                .executor(Runnable::run)
                .build();
    }

    /** Threads start with the first load ahead and end when idle. */
    private static ExecutorService loadingThreads() {
        var threads = new ThreadPoolExecutor(
                LOADING_THREADS,
                LOADING_THREADS,
                IDLE_THREAD_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    var thread = new Thread(task, "cairn-fetch");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Runs a task that waits for a store, such as the reading of a head, beside others. */
    public <T> CompletableFuture<T> inBackground(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, loaders);
    }

    /** The cache of this process: a quarter of the heap, unless the property {@value #SIZE_PROPERTY} gives its bytes. */
    public static NodeCache shared() {
        return Shared.CACHE;
    }

    /** A value's node and kind. */
    private record Key(NodeId id, Variant<?> variant) {}

    /** Created by the first who asks for it. */
    private static final class Shared {
        static final NodeCache CACHE = new NodeCache(size());

        private static long size() {
            long standard = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP;
            String text = System.getProperty(SIZE_PROPERTY);
            if (text == null) {
                return standard;
            }
            try {
                return Math.max(0, Long.parseLong(text.strip()));
            } catch (NumberFormatException e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "\"{0}\" is not a number of bytes for {1}; the cache gets {2}",
                        text,
                        SIZE_PROPERTY,
                        standard);
                return standard;
            }
        }
    }

    /** The value of a node if it is here, which counts as a hit; else null, which does not count. */
    public <V extends Weighted> @Nullable V present(NodeId id, Variant<V> variant) {
        Weighted cached = values.getIfPresent(new Key(id, variant));
        if (cached == null) {
            return null;
        }
        hits.increment();
        return variant.cast(cached);
    }

    /** Whether the value of a node is here or being loaded. */
    public boolean isExpected(NodeId id, Variant<?> variant) {
        Key key = new Key(id, variant);
        return flights.containsKey(key) || values.asMap().containsKey(key);
    }

    /**
     * Begins to load values that somebody will soon ask for, in threads of this cache. Those that are here or being loaded
     * already are left alone. A failure reaches only those who wait for the value.
     *
     * @param atOnce how many values one call of the loader gives, which it does in the order it is asked
     */
    public <V extends Weighted> BackgroundLoads loadSoon(
            List<NodeId> ids, Variant<V> variant, int atOnce, Function<List<NodeId>, List<V>> loader) {
        var wanted = new BackgroundLoads();
        var claimed = new LinkedHashMap<NodeId, Flight>();
        for (NodeId id : ids) {
            var flight = new Flight();
            Key key = new Key(id, variant);
            if (!values.asMap().containsKey(key) && flights.putIfAbsent(key, flight) == null) {
                claimed.put(id, flight);
            }
            if (claimed.size() == atOnce) {
                start(new LinkedHashMap<>(claimed), variant, wanted, loader);
                claimed.clear();
            }
        }
        if (!claimed.isEmpty()) {
            start(claimed, variant, wanted, loader);
        }
        return wanted;
    }

    private <V extends Weighted> void start(
            Map<NodeId, Flight> claimed,
            Variant<V> variant,
            BackgroundLoads wanted,
            Function<List<NodeId>, List<V>> loader) {
        var request = new Request<>(variant, loader);
        request.claimed.putAll(claimed);
        loaders.execute(() -> request.loadClaimed(wanted));
    }

    /** The most bytes that the cache holds. */
    public long maxBytes() {
        return maxBytes;
    }

    /** The value of a node, loaded if need be. */
    public <V extends Weighted> V get(NodeId id, Variant<V> variant, Function<NodeId, V> loader) {
        Weighted cached = values.getIfPresent(new Key(id, variant));
        if (cached != null) {
            hits.increment();
            return variant.cast(cached);
        }
        misses.increment();
        var request = new Request<>(variant, ids -> List.of(loader.apply(ids.get(0))));
        request.resolve(new LinkedHashSet<>(List.of(id)));
        return request.valueOf(id);
    }

    /**
     * The values of several nodes, in the order of the ids. Those that are neither cached nor being loaded are loaded by
     * one call, which answers in the order it is asked.
     */
    public <V extends Weighted> List<V> getAll(
            Collection<NodeId> ids, Variant<V> variant, Function<List<NodeId>, List<V>> loader) {
        var request = new Request<>(variant, loader);
        var missing = new LinkedHashSet<NodeId>();
        for (NodeId id : ids) {
            Weighted cached = values.getIfPresent(new Key(id, variant));
            if (cached == null) {
                missing.add(id);
            } else {
                hits.increment();
                request.found.put(id, variant.cast(cached));
            }
        }
        misses.add(missing.size());
        request.resolve(missing);
        return ids.stream().map(request::valueOf).toList();
    }

    /** The value of a node if it is here; counts as neither hit nor miss. */
    public <V extends Weighted> Optional<V> peek(NodeId id, Variant<V> variant) {
        return Optional.ofNullable(values.getIfPresent(new Key(id, variant))).map(variant::cast);
    }

    /** Adds a value that the caller has made, such as that of a node just written. */
    public <V extends Weighted> void put(NodeId id, Variant<V> variant, V value) {
        values.put(new Key(id, variant), value);
    }

    /** Forgets everything. */
    public void clear() {
        values.invalidateAll();
    }

    /** What happened so far. */
    public CacheStats stats() {
        long weight = values.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
        return new CacheStats(hits.sum(), misses.sum(), loads.sum(), failedLoads.sum(), evictions.sum(), weight);
    }

    private static int weightOf(Weighted value) {
        return (int) Math.min(Integer.MAX_VALUE, value.weightInBytes() + ENTRY_OVERHEAD_BYTES);
    }

    /**
     * The slow path of one call: each missing value is claimed by putting a flight into the table of flights. What this
     * thread has claimed it loads and lands first; only then it waits for what others have claimed.
     */
    private final class Request<V extends Weighted> {
        private final Variant<V> variant;
        private final Function<List<NodeId>, List<V>> loader;
        private final Map<NodeId, V> found = new HashMap<>();
        private final Map<NodeId, Flight> claimed = new LinkedHashMap<>();
        private final Map<NodeId, Flight> others = new HashMap<>();

        Request(Variant<V> variant, Function<List<NodeId>, List<V>> loader) {
            this.variant = variant;
            this.loader = loader;
        }

        V valueOf(NodeId id) {
            return Objects.requireNonNull(found.get(id));
        }

        void resolve(Set<NodeId> missing) {
            while (!missing.isEmpty()) {
                try {
                    missing.forEach(this::claim);
                    if (loading.isNested()) {
                        others.clear();
                        loadAll(missing);
                    } else {
                        loadAll(claimed.keySet());
                    }
                } catch (RuntimeException | Error e) {
                    claimed.forEach((id, flight) -> end(id, flight).fail(e));
                    throw e;
                }
                claimed.clear();
                awaitOthers();
                missing.removeAll(found.keySet());
            }
        }

        /** Loads what was claimed by another thread; nobody but the waiters learns of a failure. */
        void loadClaimed(BackgroundLoads wanted) {
            try {
                wanted.requireWanted();
                loadAll(claimed.keySet());
            } catch (RuntimeException | Error e) {
                claimed.forEach((id, flight) -> end(id, flight).fail(e));
            }
        }

        private void claim(NodeId id) {
            var flight = new Flight();
            Flight other = flights.putIfAbsent(new Key(id, variant), flight);
            if (other == null) {
                claimed.put(id, flight);
            } else {
                others.put(id, other);
            }
        }

        private void loadAll(Set<NodeId> ids) {
            // A value may have landed between the look into the cache and the claim.
            List<NodeId> absent = ids.stream().filter(id -> !landCached(id)).toList();
            if (absent.isEmpty()) {
                return;
            }
            List<V> values = load(absent);
            for (int i = 0; i < absent.size(); i++) {
                put(absent.get(i), variant, values.get(i));
                land(absent.get(i), values.get(i));
            }
        }

        private boolean landCached(NodeId id) {
            Optional<V> cached = peek(id, variant);
            cached.ifPresent(value -> land(id, value));
            return cached.isPresent();
        }

        private void land(NodeId id, V value) {
            found.put(id, value);
            Flight flight = claimed.get(id);
            if (flight != null) {
                end(id, flight).land(value);
            }
        }

        private Flight end(NodeId id, Flight flight) {
            flights.remove(new Key(id, variant), flight);
            return flight;
        }

        private List<V> load(List<NodeId> ids) {
            loading.enter();
            try {
                List<V> values = loader.apply(ids);
                if (values.size() != ids.size()) {
                    throw new IllegalStateException("asked for %d values, got %d".formatted(ids.size(), values.size()));
                }
                loads.add(ids.size());
                return values;
            } catch (RuntimeException | Error e) {
                failedLoads.add(ids.size());
                throw e;
            } finally {
                loading.leave();
            }
        }

        private void awaitOthers() {
            others.forEach((id, flight) -> flight.await().ifPresent(value -> found.put(id, variant.cast(value))));
            others.clear();
        }
    }
}
