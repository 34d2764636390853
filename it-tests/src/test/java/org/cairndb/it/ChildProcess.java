package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Another JVM with the class path of this one. Its standard output is read all the time, so it never waits for us. */
final class ChildProcess implements AutoCloseable {
    private final Process process;
    private final Path errors;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> working = new CompletableFuture<>();
    private final CompletableFuture<List<String>> lines;

    private ChildProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.lines = CompletableFuture.supplyAsync(this::readLines, task -> new Thread(task, "child-output").start());
    }

    /** Starts the main method of a class. */
    static ChildProcess start(Class<?> program, Path errors, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        return new ChildProcess(process, errors);
    }

    /** Waits for the first line or the end. */
    void awaitReady() {
        ready.join();
    }

    /** Waits for the second line or the end. */
    void awaitWork() {
        working.join();
    }

    /** Ends it as {@code kill -9} does; what it wrote can still be read, which {@link Process#destroyForcibly} does not allow. */
    void kill() {
        process.toHandle().destroyForcibly();
    }

    /** Waits for the end and answers the lines after the first one. */
    List<String> awaitEnd() throws InterruptedException {
        List<String> all = lines.join();
        process.waitFor();
        return all;
    }

    /** Waits for an end without a complaint and answers the lines after the first one. */
    List<String> awaitSuccess() throws InterruptedException, IOException {
        List<String> all = awaitEnd();
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        return all;
    }

    /** What it wrote to its standard error. */
    String complaints() throws IOException {
        return Files.readString(errors);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private List<String> readLines() {
        List<String> read = new ArrayList<>();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            String text = reader.readLine();
            ready.complete(null);
            while (text != null) {
                text = reader.readLine();
                if (text != null) {
                    read.add(text);
                }
                working.complete(null);
            }
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            ready.complete(null);
            working.complete(null);
        }
    }
}
