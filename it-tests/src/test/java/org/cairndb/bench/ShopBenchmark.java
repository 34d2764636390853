package org.cairndb.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.Map;
import org.cairndb.storage.datom.Index;

/**
 * Loads the shop, measures size, commits and queries of Cairn, and the same of other databases whose drivers are on the class path.
 *
 * <p>Arguments: the number of products, and optionally a folder to work in.
 */
public final class ShopBenchmark {
    static final String CAIRN = "cairn";
    private static final int WARM_UP_SIZE = 100_000;
    private static final int COMMITS = 2_000;

    private final ShopData data;
    private final Path folder;
    private final Metrics metrics = new Metrics();

    ShopBenchmark(ShopData data, Path folder) {
        this.data = data;
        this.folder = folder;
    }

    /** Prints a table and a line of JSON. */
    public static void main(String[] args) throws Exception {
        int size = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        Path folder =
                args.length > 1 ? Files.createDirectories(Path.of(args[1])) : Files.createTempDirectory("cairn-bench");
        try {
            ShopBenchmark benchmark = new ShopBenchmark(new ShopData(size), folder);
            benchmark.firstLoad(new ShopData(Math.min(size, WARM_UP_SIZE)));
            benchmark.run();
            System.out.println(benchmark.metrics.table());
            System.out.println(benchmark.metrics.json("shop", size));
        } finally {
            Folders.delete(folder);
        }
    }

    /** A load by a JVM that has just started; later ones run compiled. */
    private void firstLoad(ShopData first) throws Exception {
        CairnShop shop = new CairnShop(first, folder.resolve("first"));
        double seconds = Timing.seconds(() -> {
            shop.loadProducts();
            shop.loadStock();
            return null;
        });
        metrics.put(CAIRN, "first load of the JVM, datoms/s", first.values() / seconds);
        Folders.delete(folder.resolve("first"));
    }

    /** Measures everything. */
    Metrics run() throws Exception {
        CairnShop shop = new CairnShop(data, Files.createDirectories(folder.resolve(CAIRN)));
        load(shop);
        Instant before = updatePrices(shop);
        if (DriverManager.drivers()
                .anyMatch(driver -> driver.getClass().getName().startsWith("org.cairndb"))) {
            query(shop, before);
        }
        commit(shop);
        for (ComparedSystem system : ComparedSystem.values()) {
            if (system.isPresent()) {
                compare(system);
            }
        }
        compareLibraries();
        return metrics;
    }

    private void load(CairnShop shop) throws Exception {
        double processor = Timing.processorSeconds();
        double products = Timing.seconds(() -> {
            shop.loadProducts();
            return null;
        });
        double stock = Timing.seconds(() -> {
            shop.loadStock();
            return null;
        });
        metrics.put(CAIRN, "load datoms/s", data.values() / (products + stock));
        metrics.put(CAIRN, "load s", products + stock);
        metrics.put(CAIRN, "load processor s", Timing.processorSeconds() - processor);
        metrics.put(CAIRN, "bytes per datom", (double) shop.bytes() / data.values());
        for (Map.Entry<Index, Long> size : shop.indexBytes().entrySet()) {
            if (size.getValue() > 0) {
                metrics.put(CAIRN, "bytes per datom in " + size.getKey(), (double) size.getValue() / data.values());
            }
        }
    }

    private Instant updatePrices(CairnShop shop) throws Exception {
        long start = System.nanoTime();
        Instant before = shop.updatePrices();
        metrics.put(CAIRN, "price update s", (System.nanoTime() - start) / 1e9);
        metrics.put(CAIRN, "bytes per datom after price update", (double) shop.bytes() / data.values());
        return before;
    }

    private void query(CairnShop shop, Instant before) throws Exception {
        try (Connection connection = DriverManager.getConnection(shop.url())) {
            ShopQueries queries = new ShopQueries(connection, data, metrics, CAIRN);
            queries.measure();
            String timestamp = before.toString().replace('T', ' ').replace("Z", "");
            queries.measureAsOf("FOR SYSTEM_TIME AS OF TIMESTAMP '%s'".formatted(timestamp));
        }
    }

    private void commit(CairnShop shop) {
        SmallCommits commits = SmallCommits.measure(shop.catalog(), COMMITS / 2, COMMITS);
        metrics.put(CAIRN, "commits/s", commits.perSecond());
        metrics.put(CAIRN, "share of commits that write 1 object", (double) commits.withoutFlush() / COMMITS);
        metrics.put(CAIRN, "largest head, bytes", commits.maxHeadBytes());
        metrics.put(CAIRN, "bytes written per commit, flushes included", commits.meanBytes());
        metrics.put(CAIRN, "objects written per commit, flushes included", commits.meanObjects());
    }

    /** Those that have no file or no SQL. */
    private void compareLibraries() throws Exception {
        if (DatomicShop.isPresent()) {
            DatomicShop.measure(data, Files.createDirectories(folder.resolve(DatomicShop.LABEL)), metrics);
            try (Connection connection = CalciteShop.connect(data)) {
                new ShopQueries(connection, data, metrics, CalciteShop.LABEL).measure();
            }
        }
    }

    private void compare(ComparedSystem system) throws Exception {
        Path place = Files.createDirectories(folder.resolve(system.label()));
        try (Connection connection = system.connect(place)) {
            double seconds = Timing.seconds(() -> {
                system.load(connection, data, place);
                return null;
            });
            metrics.put(system.label(), "load datoms/s", data.values() / seconds);
            metrics.put(system.label(), "load s", seconds);
        }
        metrics.put(system.label(), "bytes per datom", (double) Folders.bytes(place) / data.values());
        try (Connection connection = system.connect(place)) {
            ComparedSystem.updatePrices(connection);
            new ShopQueries(connection, data, metrics, system.label()).measure();
        }
    }
}
