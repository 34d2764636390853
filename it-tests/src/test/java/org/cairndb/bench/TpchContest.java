package org.cairndb.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.cairndb.tpch.Answer;
import org.cairndb.tpch.TpchQuery;
import org.jspecify.annotations.Nullable;

/** Runs the queries on several systems by turns, so that what disturbs the machine disturbs all, and compares the answers. Not thread-safe. */
final class TpchContest {
    static final String MEAN = "geometric mean, ms";

    private final Metrics metrics;
    private final Map<TpchQuery, Answer> expected = new HashMap<>();
    private final List<String> differences = new ArrayList<>();

    TpchContest(Metrics metrics) {
        this.metrics = metrics;
    }

    /** How often a query runs; one that takes longer than a number of seconds has run often enough. */
    record Repetition(int warmUps, int runs, double maxSecondsRepeated) {}

    /** Answers that are not those of the first contender of all. */
    List<String> differences() {
        return List.copyOf(differences);
    }

    static String metric(TpchQuery query) {
        return query.label() + ", ms";
    }

    /** Measures medians of warm runs with every value read. */
    void run(List<TpchContender> contenders, Repetition repetition) throws Exception {
        List<Entry> entries = new ArrayList<>();
        for (TpchQuery query : TpchQuery.all()) {
            contenders.forEach(contender -> entries.add(new Entry(contender, query, repetition)));
        }
        String names = contenders.stream().map(TpchContender::name).collect(Collectors.joining(" / "));
        int rounds = repetition.warmUps() + repetition.runs();
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            for (Entry entry : entries) {
                entry.run(round);
            }
            System.err.printf(
                    Locale.ROOT,
                    "%s: round %d of %d took %.1f s%n",
                    names,
                    round + 1,
                    rounds,
                    (System.nanoTime() - start) / 1e9);
        }
        contenders.forEach(contender -> report(
                contender.name(),
                entries.stream()
                        .filter(entry -> entry.contender.equals(contender))
                        .toList()));
    }

    private void report(String name, List<Entry> entries) {
        double logarithms = 0;
        int finished = 0;
        for (Entry entry : entries) {
            if (!entry.seconds.isEmpty()) {
                double milliseconds = new Timing.Samples(entry.seconds).median() * 1e3;
                metrics.put(name, metric(entry.query), milliseconds);
                logarithms += Math.log(milliseconds);
                finished++;
            }
        }
        metrics.put(name, MEAN, Math.exp(logarithms / finished));
        metrics.put(name, "finished", finished);
    }

    /** One query on one system. */
    private final class Entry {
        private final TpchContender contender;
        private final TpchQuery query;
        private final Repetition repetition;
        private final List<Double> seconds = new ArrayList<>();
        private @Nullable Callable<Answer> prepared;
        private boolean isDone;

        Entry(TpchContender contender, TpchQuery query, Repetition repetition) {
            this.contender = contender;
            this.query = query;
            this.repetition = repetition;
        }

        void run(int round) throws Exception {
            if (isDone) {
                return;
            }
            try {
                Callable<Answer> work = prepared();
                long start = System.nanoTime();
                Answer answer = work.call();
                double taken = (System.nanoTime() - start) / 1e9;
                if (round == 0) {
                    verify(answer);
                }
                isDone = taken > repetition.maxSecondsRepeated();
                if (isDone || round >= repetition.warmUps()) {
                    seconds.add(taken);
                }
            } catch (SQLException e) {
                isDone = true;
                System.err.println("%s does not finish %s: %s".formatted(contender.name(), query, e.getMessage()));
            }
        }

        private Callable<Answer> prepared() throws SQLException {
            Callable<Answer> work = prepared;
            if (work == null) {
                work = contender.preparation().of(query);
                prepared = work;
            }
            return work;
        }

        private void verify(Answer answer) {
            Answer first = expected.computeIfAbsent(query, unseen -> answer);
            answer.difference(first)
                    .ifPresent(
                            difference -> differences.add("%s, %s: %s".formatted(query, contender.name(), difference)));
        }
    }
}
