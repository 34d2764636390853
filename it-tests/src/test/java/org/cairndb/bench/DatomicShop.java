package org.cairndb.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;

/** The shop in Datomic Local, which runs in a process of its own: it speaks Clojure, and its libraries are not ours. */
final class DatomicShop {
    static final String LABEL = "datomic";
    /** It takes minutes for as many, and hours for ten times as many. */
    static final int MAX_SIZE = 100_000;

    private static final Path CLASS_PATH = Path.of("servers", LABEL, "target", "classpath.txt");
    private static final String SCRIPT = "datomic.clj";

    private DatomicShop() {}

    /** Whether the build has written its class path down, as it does to compare. */
    static boolean isPresent() {
        return Files.exists(CLASS_PATH);
    }

    /** Loads and measures; a shop that is too large is cut down. */
    static void measure(ShopData data, Path folder, Metrics metrics) throws IOException, InterruptedException {
        int size = Math.min(data.size(), MAX_SIZE);
        Path script = folder.resolve(SCRIPT);
        try (var source = Objects.requireNonNull(DatomicShop.class.getResourceAsStream(SCRIPT), SCRIPT)) {
            Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
        }
        Process process = new ProcessBuilder(command(script, folder.resolve("store"), size))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            metrics.put(LABEL, "products", size);
            lines.lines().map(line -> line.split("\t")).forEach(parts -> {
                if (parts.length == 2) {
                    metrics.put(LABEL, parts[0], Double.parseDouble(parts[1]));
                }
            });
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException("Datomic Local ended with exit code " + process.exitValue());
        }
    }

    private static List<String> command(Path script, Path store, int size) throws IOException {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx4g",
                "-XX:+UseParallelGC",
                "-cp",
                Files.readString(CLASS_PATH).strip(),
                "clojure.main",
                script.toAbsolutePath().toString(),
                store.toAbsolutePath().toString(),
                Integer.toString(size));
    }
}
