package org.cairndb.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cairndb.tpch.TpchQuery;

/** How long Cairn plans the queries whose texts it has never seen, once it is warm. */
final class TpchPlanning {
    private static final String NAME = "cairn, planning alone";
    private static final int WARM_UPS = 120;
    private static final int RUNS = 30;

    private TpchPlanning() {}

    /** Plans all queries in turn by EXPLAIN, and reports the medians of the last rounds. */
    static void measure(Connection connection, double scaleFactor, Metrics metrics) throws SQLException {
        Map<TpchQuery, List<Double>> seconds = new HashMap<>();
        for (int round = 0; round < WARM_UPS + RUNS; round++) {
            for (TpchQuery query : TpchQuery.all()) {
                String sql = "EXPLAIN %s%n-- plan %d".formatted(query.sql(scaleFactor), round);
                long start = System.nanoTime();
                plan(connection, sql);
                if (round >= WARM_UPS) {
                    seconds.computeIfAbsent(query, unseen -> new ArrayList<>()).add((System.nanoTime() - start) / 1e9);
                }
            }
        }
        double logarithms = 0;
        for (TpchQuery query : TpchQuery.all()) {
            double milliseconds = new Timing.Samples(seconds.getOrDefault(query, List.of())).median() * 1e3;
            metrics.put(NAME, TpchContest.metric(query), milliseconds);
            logarithms += Math.log(milliseconds);
        }
        metrics.put(NAME, TpchContest.MEAN, Math.exp(logarithms / seconds.size()));
    }

    private static void plan(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet lines = statement.executeQuery(sql)) {
            if (!lines.next()) {
                throw new IllegalStateException("EXPLAIN gave no plan for " + sql);
            }
        }
    }
}
