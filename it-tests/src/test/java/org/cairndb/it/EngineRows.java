package org.cairndb.it;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairndb.planner.AttachedDatabase;
import org.cairndb.planner.PreparedQuery.Execution;
import org.cairndb.planner.QueryEngine;
import org.cairndb.planner.QueryResult;
import org.cairndb.planner.SnapshotSet;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Cancellation;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionSettings;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.TextColumn;
import org.cairndb.planner.rel.JoinPolicy;

/** Rows of integers and texts that an engine gives which may only join in some ways. */
final class EngineRows {
    private EngineRows() {}

    /** Each row as text, its values divided by spaces. */
    static List<String> of(List<AttachedDatabase> databases, String sql, JoinPolicy policy) {
        return of(databases, sql, policy, ExecutionSettings.defaults());
    }

    /** The rows that an execution gives which may take so much of the machine. */
    static List<String> of(
            List<AttachedDatabase> databases, String sql, JoinPolicy policy, ExecutionSettings settings) {
        QueryEngine engine = new QueryEngine(databases, Optional.empty(), Clock.systemUTC(), policy);
        return of(engine, sql, engine.snapshots(Duration.ZERO), settings);
    }

    /** The rows of some snapshots. */
    static List<String> of(QueryEngine engine, String sql, SnapshotSet snapshots, ExecutionSettings settings) {
        List<String> rows = new ArrayList<>();
        Execution execution = new Execution(Instant.EPOCH, Cancellation.unlimited(), settings);
        try (QueryResult result = engine.prepare(sql, snapshots).execute(snapshots, List.of(), execution)) {
            for (Batch batch = result.next(); batch != null; batch = result.next()) {
                for (int i = 0; i < batch.rowCount(); i++) {
                    List<String> row = new ArrayList<>();
                    for (int c = 0; c < batch.columnCount(); c++) {
                        row.add(text(batch.column(c), batch.row(i)));
                    }
                    rows.add(String.join(" ", row));
                }
            }
        }
        return rows;
    }

    private static String text(Column column, int row) {
        if (column.isNull(row)) {
            return "null";
        }
        return column instanceof TextColumn text ? text.string(row) : Long.toString(((LongColumn) column).get(row));
    }
}
