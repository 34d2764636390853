package org.cairndb.bench;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Named numbers of several systems, as a table for people and a line for programs. Not thread-safe. */
final class Metrics {
    private final Map<String, Map<String, Double>> bySystem = new LinkedHashMap<>();
    private final Set<String> names = new LinkedHashSet<>();

    void put(String system, String name, double value) {
        bySystem.computeIfAbsent(system, unseen -> new LinkedHashMap<>()).put(name, value);
        names.add(name);
    }

    Optional<Double> find(String system, String name) {
        return Optional.ofNullable(bySystem.getOrDefault(system, Map.of()).get(name));
    }

    double get(String system, String name) {
        return find(system, name).orElseThrow(() -> new IllegalStateException("No " + name + " of " + system));
    }

    /** A Markdown table with a row for each number and a column for each system. */
    String table() {
        StringBuilder text = new StringBuilder("| |");
        bySystem.keySet().forEach(system -> text.append(' ').append(system).append(" |"));
        text.append("\n|---|").append("---:|".repeat(bySystem.size())).append('\n');
        for (String name : names) {
            text.append("| ").append(name).append(" |");
            for (String system : bySystem.keySet()) {
                text.append(' ')
                        .append(find(system, name).map(Metrics::format).orElse(""))
                        .append(" |");
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** One line of JSON. */
    String json(String benchmark, int size) {
        StringBuilder text = new StringBuilder();
        text.append("{\"benchmark\":\"%s\",\"n\":%d".formatted(benchmark, size));
        bySystem.forEach((system, values) -> {
            text.append(",\"").append(system).append("\":{");
            values.forEach((name, value) -> text.append("\"%s\":%s,".formatted(name, plain(value))));
            text.setCharAt(text.length() - 1, '}');
        });
        return text.append('}').toString();
    }

    private static String format(double value) {
        return Math.abs(value) >= 100
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String plain(double value) {
        return Math.abs(value) >= 100
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.4f", value);
    }
}
