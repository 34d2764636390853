package org.cairndb.it.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.LongAdder;

/** The calls that one client makes of our driver, counted by interface and method. May be used by several threads. */
final class JdbcCalls {
    private static final Map<String, JdbcCalls> BY_CLIENT = new ConcurrentHashMap<>();

    private final String client;
    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
    private final Set<String> failures = new ConcurrentSkipListSet<>();

    private JdbcCalls(String client) {
        this.client = client;
    }

    /** The calls of a client; the name is a single word. */
    static JdbcCalls of(String client) {
        return BY_CLIENT.computeIfAbsent(client, JdbcCalls::new);
    }

    String client() {
        return client;
    }

    void count(String call) {
        counts.computeIfAbsent(call, name -> new LongAdder()).increment();
    }

    /** How often a method was called, such as {@code Connection.isValid}. */
    long countOf(String call) {
        LongAdder count = counts.get(call);
        return count == null ? 0 : count.sum();
    }

    void fail(String call, SQLException e) {
        failures.add(call + ": " + e.getSQLState() + " " + e.getMessage());
    }

    /** Writes the calls down and requires that every failure is one of those expected, such as {@code Connection.prepareStatement: 25006}. */
    void writeAndExpectFailures(String... expected) {
        write();
        List<String> others = failures.stream()
                .filter(failure -> Arrays.stream(expected).noneMatch(failure::startsWith))
                .toList();
        if (!others.isEmpty()) {
            throw new AssertionError("calls that failed: " + others);
        }
    }

    /** Writes counts and failures to {@code target/calls/<client>.txt}. */
    synchronized void write() {
        List<String> lines = new ArrayList<>();
        counts.forEach((call, count) -> lines.add(count + "\t" + call));
        failures.forEach(failure -> lines.add("failed\t" + failure));
        try {
            Path folder = Path.of(System.getProperty("cairn.folder", "target")).resolve("calls");
            Files.createDirectories(folder);
            Files.write(folder.resolve(client + ".txt"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
