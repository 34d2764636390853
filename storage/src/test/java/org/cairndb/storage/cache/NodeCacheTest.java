package org.cairndb.storage.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.node.NodeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NodeCacheTest {
    private static final Variant<Text> DECODED = Variant.of("decoded", Text.class);
    private static final Variant<Text> DERIVED = Variant.of("derived", Text.class);
    private static final int THREADS = 8;

    private final NodeCache cache = new NodeCache(1 << 20);
    private final Queue<Thread> started = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        var thread = new Thread(task);
        started.add(thread);
        return thread;
    });

    private record Text(String text, long weightInBytes) implements Weighted {}

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void aValueIsLoadedOnce() {
        Text first = cache.get(id(1), DECODED, NodeCacheTest::load);
        Text second = cache.get(id(1), DECODED, NodeCacheTest::mustNotLoad);

        assertThat(second).isSameAs(first);
        assertThat(cache.peek(id(1), DECODED)).containsSame(first);
        assertThat(cache.stats()).isEqualTo(new CacheStats(1, 1, 1, 0, 0, 210));
    }

    @Test
    void variantsOfOneNodeAreApart() {
        cache.put(id(1), DECODED, new Text("decoded", 1));
        cache.put(id(1), DERIVED, new Text("derived", 1));

        assertThat(cache.get(id(1), DERIVED, NodeCacheTest::mustNotLoad).text()).isEqualTo("derived");
        assertThat(cache.get(id(1), DECODED, NodeCacheTest::mustNotLoad).text()).isEqualTo("decoded");
    }

    @Test
    void manyAreLoadedByOneCallInTheOrderAsked() {
        cache.get(id(2), DECODED, NodeCacheTest::load);
        var calls = new ArrayList<List<NodeId>>();

        List<Text> texts = cache.getAll(List.of(id(3), id(2), id(1), id(3)), DECODED, ids -> {
            calls.add(ids);
            return ids.stream().map(NodeCacheTest::load).toList();
        });

        assertThat(calls).containsExactly(List.of(id(3), id(1)));
        assertThat(texts).containsExactly(load(id(3)), load(id(2)), load(id(1)), load(id(3)));
        assertThat(cache.getAll(List.of(id(1), id(3)), DECODED, NodeCacheTest::mustNotLoad))
                .hasSize(2);
        assertThat(cache.getAll(List.<NodeId>of(), DECODED, NodeCacheTest::mustNotLoad))
                .isEmpty();
    }

    @Test
    void weightIsBounded() {
        var small = new NodeCache(10_000);
        IntStream.range(0, 1000).forEach(i -> small.get(id(i), DECODED, NodeCacheTest::load));

        assertThat(small.stats().weightInBytes()).isBetween(1L, 10_000L);
        assertThat(small.stats().evictions()).isGreaterThan(900);
    }

    @Test
    void aValueLargerThanTheCacheIsReturnedAllTheSame() {
        var tiny = new NodeCache(0);

        assertThat(tiny.get(id(1), DECODED, NodeCacheTest::load)).isEqualTo(load(id(1)));
        assertThat(tiny.peek(id(1), DECODED)).isEmpty();
    }

    @Test
    void aClearedCacheLoadsAgain() {
        Text first = cache.get(id(1), DECODED, NodeCacheTest::load);
        cache.clear();

        assertThat(cache.get(id(1), DECODED, NodeCacheTest::load))
                .isEqualTo(first)
                .isNotSameAs(first);
    }

    @Test
    void concurrentMissesShareOneLoad() throws Exception {
        var loads = new AtomicInteger();
        var release = new CountDownLatch(1);
        List<Future<Text>> running = startWaiters(loads, release, () -> load(id(1)));
        release.countDown();

        Text first = running.get(0).get();
        for (Future<Text> future : running) {
            assertThat(future.get()).isSameAs(first);
        }
        assertThat(loads).hasValue(1);
        assertThat(cache.stats().misses()).isEqualTo(THREADS);
    }

    @Test
    void aFailedLoadReachesAllWaitersAndIsNotRemembered() throws Exception {
        var loads = new AtomicInteger();
        var release = new CountDownLatch(1);
        List<Future<Text>> running = startWaiters(loads, release, () -> {
            throw new CairnException(ErrorCode.NODE_CORRUPT, "broken");
        });
        release.countDown();

        for (Future<Text> future : running) {
            assertThatThrownBy(future::get)
                    .cause()
                    .hasMessage("broken")
                    .isInstanceOfSatisfying(
                            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NODE_CORRUPT));
        }
        assertThat(loads).hasValue(1);
        assertThat(cache.stats().failedLoads()).isEqualTo(1);
        assertThat(cache.get(id(1), DECODED, NodeCacheTest::load)).isEqualTo(load(id(1)));
    }

    @Test
    void aCancelledLoadFailsNobodyElse() throws Exception {
        var loads = new AtomicInteger();
        var release = new CountDownLatch(1);
        List<Future<Text>> running = startWaiters(loads, release, () -> {
            if (loads.get() == 1) {
                throw new CairnException(ErrorCode.CANCELLED, "stop");
            }
            return load(id(1));
        });
        release.countDown();

        assertThatThrownBy(running.get(0)::get).cause().hasMessage("stop");
        for (Future<Text> future : running.subList(1, THREADS)) {
            assertThat(future.get()).isEqualTo(load(id(1)));
        }
        assertThat(loads).hasValue(2);
    }

    @Test
    void anInterruptedWaiterStopsWaiting() throws Exception {
        var loading = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        Future<Text> loader = threads.submit(() -> cache.get(id(1), DECODED, id -> {
            loading.countDown();
            await(release);
            return load(id);
        }));
        loading.await();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> cache.get(id(1), DECODED, NodeCacheTest::mustNotLoad))
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
        assertThat(Thread.interrupted()).isTrue();
        release.countDown();
        assertThat(loader.get()).isEqualTo(load(id(1)));
    }

    @Test
    void aBatchSharesTheLoadsOfOthers() throws Exception {
        var loading = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        Future<Text> other = threads.submit(() -> cache.get(id(1), DECODED, id -> {
            loading.countDown();
            await(release);
            return load(id);
        }));
        loading.await();

        List<Text> texts = cache.getAll(List.of(id(1), id(2)), DECODED, ids -> {
            assertThat(ids).containsExactly(id(2));
            release.countDown();
            return ids.stream().map(NodeCacheTest::load).toList();
        });

        assertThat(texts.get(0)).isSameAs(other.get());
    }

    @Test
    void aLoaderMayLoadOtherValues() {
        Text outer = cache.get(id(1), DERIVED, id -> cache.get(id, DECODED, NodeCacheTest::load));

        assertThat(cache.peek(id(1), DECODED)).containsSame(outer);
        assertThat(cache.stats().loads()).isEqualTo(2);
    }

    /** Each of two threads loads what the other one's loader then asks for. */
    @Test
    void loadersThatNeedEachOthersValuesDoNotDeadlock() throws Exception {
        var bothLoading = new CyclicBarrier(2);
        Callable<List<Text>> left = () -> crossing(List.of(id(1), id(2)), id(3), bothLoading);
        Callable<List<Text>> right = () -> crossing(List.of(id(3), id(4)), id(2), bothLoading);

        for (Future<List<Text>> future : threads.invokeAll(List.of(left, right))) {
            assertThat(future.get()).hasSize(2);
        }
        assertThat(cache.stats().loads()).isEqualTo(6);
        cache.get(id(2), DECODED, NodeCacheTest::mustNotLoad);
    }

    @Test
    void aValueThatNeedsItselfIsAnError() {
        assertThatThrownBy(() -> cache.get(id(1), DECODED, this::loadItself))
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL));

        assertThat(cache.get(id(1), DECODED, NodeCacheTest::load)).isEqualTo(load(id(1)));
    }

    @Test
    void threadsThatAskForOverlappingBatchesAllGetThem() throws Exception {
        var loads = new AtomicInteger();
        var tasks = new ArrayList<Callable<List<Text>>>();
        for (int i = 0; i < 200; i++) {
            int from = i;
            List<NodeId> ids =
                    IntStream.range(from, from + 20).mapToObj(NodeCacheTest::id).toList();
            tasks.add(() -> cache.getAll(ids, DECODED, missing -> {
                loads.addAndGet(missing.size());
                return missing.stream().map(NodeCacheTest::load).toList();
            }));
        }

        List<Future<List<Text>>> futures = threads.invokeAll(tasks);

        for (int i = 0; i < futures.size(); i++) {
            assertThat(futures.get(i).get().get(19)).isEqualTo(load(id(i + 19)));
        }
        assertThat(loads).hasValue(219);
    }

    /** Starts one loader and as many waiters as there are further threads; returns when all wait. */
    @Test
    void aLoadAheadIsSharedByWhoNeedsTheValue() {
        var release = new CountDownLatch(1);
        cache.loadSoon(List.of(id(1), id(2)), DECODED, cache.limitOf("store", 4), 1, ids -> {
            await(release);
            return ids.stream().map(NodeCacheTest::load).toList();
        });
        assertThat(cache.isExpected(id(1), DECODED)).isTrue();
        release.countDown();

        assertThat(cache.getAll(List.of(id(1), id(2)), DECODED, NodeCacheTest::loadAll))
                .extracting(Text::text)
                .containsExactly(id(1).hex(), id(2).hex());
        assertThat(cache.stats().loads()).isEqualTo(2);
    }

    @Test
    void aLoadAheadThatFailsIsDoneByWhoNeedsTheValue() {
        cache.loadSoon(List.of(id(1)), DECODED, cache.limitOf("store", 4), 1, ids -> {
            throw new CairnException(ErrorCode.CLOSED, "the store of somebody else is closed");
        });

        assertThat(cache.get(id(1), DECODED, NodeCacheTest::load).text()).isEqualTo(id(1).hex());
    }

    @Test
    void aLoadAheadThatHasNotBegunIsTakenOver() {
        LoadLimit one = cache.limitOf("store", 1);
        var running = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        cache.loadSoon(List.of(id(1)), DECODED, one, 1, ids -> {
            running.countDown();
            await(release);
            return loadAll(ids);
        });
        await(running);
        cache.loadSoon(List.of(id(2), id(3)), DECODED, one, 2, NodeCacheTest::mustNotLoad);

        assertThat(cache.get(id(3), DECODED, NodeCacheTest::load).text()).isEqualTo(id(3).hex());
        assertThat(cache.get(id(2), DECODED, NodeCacheTest::load).text()).isEqualTo(id(2).hex());
        release.countDown();
        assertThat(cache.get(id(1), DECODED, NodeCacheTest::mustNotLoad).text()).isEqualTo(id(1).hex());
    }

    @Test
    void aLoadAheadThatIsNotWantedAnyMoreNeverBegins() {
        LoadLimit one = cache.limitOf("store", 1);
        var release = new CountDownLatch(1);
        cache.loadSoon(List.of(id(1)), DECODED, one, 1, ids -> {
            await(release);
            return loadAll(ids);
        });
        cache.loadSoon(List.of(id(2)), DECODED, one, 1, NodeCacheTest::mustNotLoad)
                .close();
        release.countDown();

        assertThat(cache.get(id(2), DECODED, NodeCacheTest::load).text()).isEqualTo(id(2).hex());
    }

    private List<Future<Text>> startWaiters(AtomicInteger loads, CountDownLatch release, Callable<Text> result)
            throws Exception {
        var loading = new CountDownLatch(1);
        Function<NodeId, Text> loader = id -> {
            loads.incrementAndGet();
            loading.countDown();
            await(release);
            return call(result);
        };
        var running = new ArrayList<Future<Text>>();
        running.add(threads.submit(() -> cache.get(id(1), DECODED, loader)));
        loading.await();
        for (int i = 1; i < THREADS; i++) {
            running.add(threads.submit(() -> cache.get(id(1), DECODED, loader)));
        }
        while (cache.stats().misses() < THREADS
                || started.stream().anyMatch(thread -> thread.getState() != Thread.State.WAITING)) {
            Thread.onSpinWait();
        }
        return running;
    }

    private List<Text> crossing(List<NodeId> ids, NodeId inner, CyclicBarrier bothLoading) {
        return cache.getAll(ids, DECODED, missing -> {
            call(bothLoading::await);
            cache.get(inner, DECODED, NodeCacheTest::load);
            call(bothLoading::await);
            return missing.stream().map(NodeCacheTest::load).toList();
        });
    }

    private Text loadItself(NodeId id) {
        return cache.get(id, DECODED, this::loadItself);
    }

    private static NodeId id(int number) {
        var hash = new byte[NodeId.LENGTH];
        hash[0] = (byte) (number >> 8);
        hash[1] = (byte) number;
        return NodeId.ofHash(Bytes.wrap(hash));
    }

    private static Text load(NodeId id) {
        return new Text(id.hex(), 10);
    }

    private static List<Text> loadAll(List<NodeId> ids) {
        return ids.stream().map(NodeCacheTest::load).toList();
    }

    private static Text mustNotLoad(NodeId id) {
        throw new AssertionError("loaded again: " + id);
    }

    private static List<Text> mustNotLoad(List<NodeId> ids) {
        throw new AssertionError("loaded again: " + ids);
    }

    private static void await(CountDownLatch latch) {
        call(() -> {
            latch.await();
            return latch;
        });
    }

    private static <T> T call(Callable<T> callable) {
        try {
            return callable.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
