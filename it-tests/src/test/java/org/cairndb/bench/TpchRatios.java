package org.cairndb.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cairndb.tpch.TpchQuery;

/** How much longer the queries take on one system than on another. */
final class TpchRatios {
    static final String HEADER = "| | over | geometric mean | worst | best |\n|---|---|---:|---:|---:|";

    private TpchRatios() {}

    private record Ratio(TpchQuery query, double value) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s %.2f", query, value);
        }
    }

    /** A row of a Markdown table, if both have finished a query. */
    static Optional<String> row(Metrics metrics, String system, String other) {
        List<Ratio> ratios = TpchQuery.all().stream()
                .flatMap(query -> ratio(metrics, query, system, other).stream())
                .sorted(Comparator.comparingDouble(Ratio::value))
                .toList();
        if (ratios.isEmpty()) {
            return Optional.empty();
        }
        double mean = Math.exp(ratios.stream()
                .mapToDouble(ratio -> Math.log(ratio.value()))
                .average()
                .orElseThrow());
        return Optional.of(String.format(
                Locale.ROOT,
                "| %s | %s | %.2f | %s | %s |",
                system,
                other,
                mean,
                ratios.get(ratios.size() - 1),
                ratios.get(0)));
    }

    private static Optional<Ratio> ratio(Metrics metrics, TpchQuery query, String system, String other) {
        String metric = TpchContest.metric(query);
        return metrics.find(system, metric)
                .flatMap(own -> metrics.find(other, metric).map(others -> new Ratio(query, own / others)));
    }
}
