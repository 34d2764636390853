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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
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
    private static final CairnException GIVEN_UP = new CairnException(ErrorCode.CANCELLED, "A load ahead was given up");
    private static final long IDLE_THREAD_SECONDS = 5;

    private final long maxBytes;
    private final ExecutorService threads = loadingThreads();
    private final ExecutorService waiting = waitingThreads();
    private final Map<String, LoadLimit> limits = new ConcurrentHashMap<>();
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
        return threads("cairn-fetch", LOADING_THREADS, LOADING_THREADS, new LinkedBlockingQueue<>());
    }

    /** For what must not stand in line behind loads, of another store perhaps. */
    private static ExecutorService waitingThreads() {
        return threads("cairn-head", 0, Integer.MAX_VALUE, new SynchronousQueue<>());
    }

    private static ExecutorService threads(String name, int few, int most, BlockingQueue<Runnable> queue) {
        var threads = new ThreadPoolExecutor(few, most, IDLE_THREAD_SECONDS, TimeUnit.SECONDS, queue, task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Runs a task that waits for a store, such as the reading of a head, beside others. */
    public <T> CompletableFuture<T> inBackground(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, waiting);
    }

    /** The limit that all readers of one store share. */
    public LoadLimit limitOf(String store, int most) {
        return limits.computeIfAbsent(store, name -> new LoadLimit(most));
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
     * already are left alone. This is a hint: a load that fails, or that nobody has begun when its value is needed, is done
     * by whoever needs the value.
     *
     * @param limit bounds how many of these loads run at the same time
     * @param atOnce how many values one call of the loader gives, which it does in the order it is asked
     */
    public <V extends Weighted> BackgroundLoads loadSoon(
            List<NodeId> ids, Variant<V> variant, LoadLimit limit, int atOnce, Function<List<NodeId>, List<V>> loader) {
        var wanted = new BackgroundLoads();
        for (int from = 0; from < ids.size(); from += atOnce) {
            var request = new Request<>(variant, loader);
            try {
                ids.subList(from, Math.min(ids.size(), from + atOnce)).forEach(request::plan);
                if (!request.claimed.isEmpty()) {
                    limit.execute(() -> request.loadPlanned(wanted), threads);
                }
            } catch (RuntimeException | Error e) {
                // For instance no thread can be started: the plan is off, and nothing else.
                request.giveUp();
                LOG.log(System.Logger.Level.DEBUG, "nothing is loaded ahead", e);
                return wanted;
            }
        }
        return wanted;
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

        /** Claims a value for a load that begins later, unless it is here or somebody else has claimed it. */
        void plan(NodeId id) {
            Key key = new Key(id, variant);
            if (!values.asMap().containsKey(key)) {
                var flight = new Flight();
                claimed.put(id, flight);
                if (flights.putIfAbsent(key, flight) != null) {
                    claimed.remove(id);
                }
            }
        }

        /** Loads what was planned and has not been taken over. */
        void loadPlanned(BackgroundLoads wanted) {
            claimed.values().removeIf(flight -> !flight.start());
            try {
                if (wanted.areWanted()) {
                    loadAll(claimed.keySet());
                }
            } catch (RuntimeException | Error e) {
                // Whoever waits loads by himself and finds out what is wrong, if it is wrong for him too.
                LOG.log(System.Logger.Level.DEBUG, "a load ahead failed", e);
            } finally {
                giveUp();
            }
        }

        /** Lets those who wait for what was claimed and not loaded do it themselves. */
        void giveUp() {
            claimed.forEach((id, flight) -> end(id, flight).fail(GIVEN_UP));
        }

        private void claim(NodeId id) {
            var flight = new Flight();
            flight.start();
            Flight other = flights.putIfAbsent(new Key(id, variant), flight);
            if (other == null) {
                claimed.put(id, flight);
            } else if (other.start()) {
                claimed.put(id, other);
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
