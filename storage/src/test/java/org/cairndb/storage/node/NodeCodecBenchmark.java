package org.cairndb.storage.node;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomSorter;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.TextVector;

/**
 * Prints what the leaves of the shop data cost, index by index: bytes a datom, and datoms a second of encoding and of decoding on one core. The number of
 * products is the first argument.
 */
final class NodeCodecBenchmark {
    private static final Index[] INDEXES = {Index.EAVT, Index.AEVT, Index.AVET, Index.LOG};
    private static final long WARM_UP_NANOS = 1_500_000_000L;
    private static final int ROUNDS = 5;

    private final PrintStream out;
    private long stored;

    private NodeCodecBenchmark(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        int count = arguments.length == 0 ? 100_000 : Integer.parseInt(arguments[0]);
        NodeCodecBenchmark benchmark = new NodeCodecBenchmark(System.out);
        benchmark.header();
        benchmark.run(count);
    }

    private void header() {
        print(
                "%-8s %-5s %9s %10s %7s %8s %8s %8s %8s%n",
                "data", "index", "datoms", "stored", "B/datom", "encode", "decode", "encode", "decode");
        print("%-8s %-5s %9s %10s %7s %8s %8s %8s %8s%n", "", "", "", "", "", "Mdat/s", "Mdat/s", "MB/s", "MB/s");
    }

    private void run(int count) {
        DatomBatch products = ShopData.products(count);
        DatomBatch stock = ShopData.stock(count);
        for (Index index : INDEXES) {
            measure("product", ShopData.productLeaves(products, index));
        }
        print("product: %.2f bytes a user datom%n", (double) stored / (5L * count));
        long before = stored;
        for (Index index : INDEXES) {
            measure("stock", ShopData.stockLeaves(stock, index));
        }
        print(
                "stock: %.2f bytes a user datom, both: %.2f%n",
                (stored - before) / (3.0 * count), stored / (8.0 * count));
        DatomBatch tracks = MusicData.tracks(count);
        long shop = stored;
        for (Index index : INDEXES) {
            measure("track", ShopData.cut(DatomSorter.sort(tracks, index, MusicData.indexed(index))));
        }
        long users = (long) tracks.size() - count;
        print("track: %.2f bytes a user datom%n", (double) (stored - shop) / users);
    }

    private void measure(String data, List<Leaf> leaves) {
        long datoms = leaves.stream().mapToLong(Leaf::count).sum();
        long heap =
                leaves.stream().map(LeafBytes::of).mapToLong(Long::longValue).sum();
        double encode = best(() -> leaves.forEach(NodeCodec::encode));
        List<Bytes> encoded = leaves.stream().map(NodeCodec::encode).toList();
        List<NodeId> ids = encoded.stream().map(NodeId::of).toList();
        double decode = best(() -> {
            for (int i = 0; i < encoded.size(); i++) {
                NodeCodec.decode(encoded.get(i), ids.get(i));
            }
        });
        long size = encoded.stream().mapToLong(Bytes::length).sum();
        stored += size;
        print(
                "%-8s %-5s %9d %10d %7.2f %8.1f %8.1f %8.0f %8.0f%n",
                data,
                leaves.get(0).index(),
                datoms,
                size,
                (double) size / datoms,
                datoms / encode / 1e6,
                datoms / decode / 1e6,
                heap / encode / 1e6,
                heap / decode / 1e6);
    }

    /** Processor seconds of the fastest of a few rounds after warming up, so that other work on the machine counts little. */
    private static double best(Runnable work) {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        long start = clock.getCurrentThreadCpuTime();
        while (clock.getCurrentThreadCpuTime() - start < WARM_UP_NANOS) {
            work.run();
        }
        long best = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            long begin = clock.getCurrentThreadCpuTime();
            work.run();
            best = Math.min(best, clock.getCurrentThreadCpuTime() - begin);
        }
        return best / 1e9;
    }

    private void print(String format, Object... arguments) {
        out.printf(Locale.ROOT, format, arguments);
    }

    /** Bytes of the values, entities and transactions of a leaf without any encoding. */
    private static final class LeafBytes {
        static long of(Leaf leaf) {
            DatomBatch datoms = leaf.datoms();
            long bytes = 20L * datoms.size();
            for (int i = 0; i < datoms.columnCount(); i++) {
                bytes += plainBytes(datoms, i);
            }
            return bytes;
        }

        private static long plainBytes(DatomBatch datoms, int column) {
            if (datoms.column(column) instanceof TextVector text) {
                long bytes = 0;
                for (int slot = 0; slot < text.size(); slot++) {
                    bytes += text.length(slot);
                }
                return bytes;
            }
            return 8L * datoms.column(column).size();
        }
    }
}
