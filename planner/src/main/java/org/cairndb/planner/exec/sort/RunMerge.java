package org.cairndb.planner.exec.sort;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.exec.spill.SpillFile;

/** Merges sorted files, some at a time; rows that compare equal come in the order of their files. */
final class RunMerge {
    private static final int MAX_WAYS = 64;

    private final List<ColumnType> types;
    private final RowOrder order;
    private final ExecutionContext context;

    RunMerge(List<ColumnType> types, List<SortKey> keys, ExecutionContext context) {
        this.types = types;
        this.order = new RowOrder(keys);
        this.context = context;
    }

    /** The rows of all files, which the caller closes; while it merges, the list names the files that there are. */
    Operator merge(List<SpillFile> runs) {
        int ways = ways(runs);
        while (runs.size() > ways) {
            int rounds = runs.size();
            for (int done = 0; done < rounds; done += ways) {
                mergeFirst(runs, Math.min(ways, rounds - done));
            }
        }
        return cursorOf(runs);
    }

    /** As many as have room for a batch of each, and two at the least. */
    private int ways(List<SpillFile> runs) {
        SpillFile first = runs.get(0);
        long rowBytes = 1 + 2 * first.byteCount() / Math.max(1, first.rowCount());
        long batchBytes = rowBytes * Math.max(1, Math.min(first.rowCount(), SpillFile.ROWS_AT_ONCE));
        long free = context.memory().limit() - context.memory().used();
        return (int) Math.max(2, Math.min(MAX_WAYS, free / 2 / batchBytes));
    }

    /** Replaces the first files by one at the end of the list. */
    private void mergeFirst(List<SpillFile> runs, int count) {
        List<SpillFile> some = new ArrayList<>(runs.subList(0, count));
        if (count == 1) {
            runs.add(runs.remove(0));
            return;
        }
        SpillFile merged = SpillFile.create(context);
        runs.add(merged);
        Operator cursor = cursorOf(some);
        for (Batch batch = cursor.next(); batch != null; batch = cursor.next()) {
            merged.append(batch);
        }
        runs.subList(0, count).clear();
        some.forEach(SpillFile::close);
    }

    private Operator cursorOf(List<SpillFile> runs) {
        return new MergeCursor(runs.stream().map(SpillFile::read).toList(), types, order, context);
    }
}
