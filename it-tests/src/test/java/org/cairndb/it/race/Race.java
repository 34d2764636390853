package org.cairndb.it.race;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;

/** Sixteen clients with a writer each, which all commit to one head at once. */
final class Race {
    static final int WRITERS = 16;

    /** One in so many increments by compare-and-set, which loses against whoever need not ask again. */
    private static final int COMPARING_EVERY = 4;

    private final WriterOptions options;
    private final boolean grouped;
    private int committed;
    private double seconds;

    private Race(WriterOptions options, boolean grouped) {
        this.options = options;
        this.grouped = grouped;
    }

    /** Every writer waits for each of its transactions. */
    static Race oneByOne(WriterOptions options) {
        return new Race(options, false);
    }

    /** Every writer queues all of its transactions at once. */
    static Race inGroups(WriterOptions options) {
        return new Race(options, true);
    }

    /** What the writers were told, in the order of the transactions. The network is well again afterwards. */
    List<Increment> run(BadNetwork network, int transactions, boolean faults) throws Exception {
        List<NodeStore> stores = new ArrayList<>();
        List<Writer> writers = new ArrayList<>();
        ExecutorService executor = Executors.newFixedThreadPool(WRITERS);
        try {
            for (int i = 0; i < WRITERS; i++) {
                stores.add(network.connect(i));
                writers.add(Writer.open(stores.get(i), Writer.MAIN_BRANCH, options));
            }
            SharedCounter counter = SharedCounter.create(writers.get(0));
            writers.forEach(Writer::snapshot);
            if (faults) {
                network.disturb(RaceSeed.of(WRITERS));
            }
            long start = System.nanoTime();
            List<Callable<List<Increment>>> work = IntStream.range(0, WRITERS)
                    .<Callable<List<Increment>>>mapToObj(i -> () -> commit(writers.get(i), i, counter, transactions))
                    .toList();
            List<Increment> told = new ArrayList<>();
            for (Future<List<Increment>> writer : executor.invokeAll(work)) {
                told.addAll(writer.get());
            }
            seconds = (System.nanoTime() - start) / 1e9;
            committed = told.size();
            told.sort(Comparator.comparingLong(Increment::tx));
            return told;
        } finally {
            network.heal();
            executor.shutdown();
            writers.forEach(Writer::close);
            stores.forEach(NodeStore::close);
        }
    }

    private List<Increment> commit(Writer writer, int number, SharedCounter counter, int transactions) {
        List<String> keys = IntStream.rangeClosed(1, transactions)
                .mapToObj(n -> "%d/%d".formatted(number, n))
                .toList();
        if (grouped) {
            List<CompletableFuture<Increment>> queued =
                    keys.stream().map(key -> counter.queue(writer, key)).toList();
            return queued.stream().map(CompletableFuture::join).toList();
        }
        boolean comparing = number % COMPARING_EVERY == 0;
        return keys.stream()
                .map(key -> comparing ? counter.compareAndSet(writer, key) : counter.increment(writer, key))
                .toList();
    }

    /** How fast it was. */
    String display() {
        return "%d commits of %d writers in %.1f s, %.0f per second"
                .formatted(committed, WRITERS, seconds, committed / seconds);
    }
}
