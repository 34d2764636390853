package org.cairndb.writer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.file.FileNodeStore;
import org.cairndb.writer.commit.FlushBounds;

/** Another JVM that commits small transactions to a folder and prints a line for each that was acknowledged. */
final class ChildWriter implements AutoCloseable {
    /** Flushes every few transactions, so that a kill meets flushes too. */
    static final WriterOptions OPTIONS = WriterOptions.DEFAULT.flushBounds(new FlushBounds(64 << 10, 300, 1024));

    /** Ends every line of an acknowledged transaction. */
    static final String END = ";";

    private final Process process;
    private final BufferedReader output;

    private ChildWriter(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a process whose threads each commit transactions with values {@code <name>-<thread>-<number>}. */
    static ChildWriter start(Path folder, String name, int threads, int transactions) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(ChildWriter.class.getName());
        command.addAll(List.of(folder.toString(), name, Integer.toString(threads), Integer.toString(transactions)));
        return new ChildWriter(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Runs in the other process. */
    public static void main(String[] arguments) {
        int threads = Integer.parseInt(arguments[2]);
        int transactions = Integer.parseInt(arguments[3]);
        try (NodeStore store = FileNodeStore.open(Path.of(arguments[0]));
                Writer writer = Writer.open(store, Writer.MAIN_BRANCH, OPTIONS)) {
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            List<CompletableFuture<Void>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                String prefix = arguments[1] + "-" + i + "-";
                running.add(CompletableFuture.runAsync(
                        () -> commit(writer, prefix, transactions, out), task -> new Thread(task).start()));
            }
            running.forEach(CompletableFuture::join);
            out.println("done");
        }
    }

    private static void commit(Writer writer, String prefix, int transactions, PrintStream out) {
        for (int i = 0; i < transactions; i++) {
            String value = prefix + i;
            long tx = writer.transact(Map.of("event/name", value, "event/number", i))
                    .tx();
            out.println(tx + " " + value + END);
        }
    }

    /** The next line, or empty when the process has ended. */
    Optional<String> readLine() {
        try {
            return Optional.ofNullable(output.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills the process as the operating system does, and gives the lines that it had written by then. */
    List<String> kill() throws InterruptedException {
        // Unlike that of Process, this method does not close the output.
        process.toHandle().destroyForcibly();
        List<String> rest = readAll();
        process.waitFor();
        return rest;
    }

    /** All lines until the process ends. */
    List<String> readAll() {
        List<String> lines = new ArrayList<>();
        for (Optional<String> line = readLine(); line.isPresent(); line = readLine()) {
            lines.add(line.get());
        }
        return lines;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
