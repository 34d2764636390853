package org.cairndb.planner.exec.scan;

import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.jspecify.annotations.Nullable;

/**
 * Checks conditions on chunks of a spine one after the other. Each reads its columns only for entities that those before it let through: side by side
 * while these are many, one by one when they have become few. Not thread-safe.
 */
final class StagedFilter {
    private final EntityColumns columns;
    private final List<Stage> stages;
    private int[] kept = new int[0];
    private int[] rows = new int[0];

    /**
     * One condition.
     *
     * @param test checks batches of the columns
     * @param columns numbers of the columns
     */
    record Stage(Test test, int[] columns) {}

    /** Checks rows of a batch, as {@link org.cairndb.planner.exec.Expression#select}. */
    interface Test {
        int select(Batch batch, int @Nullable [] rows, int count, int[] kept);
    }

    StagedFilter(EntityColumns columns, List<Stage> stages) {
        this.columns = columns;
        this.stages = stages;
    }

    boolean isEmpty() {
        return stages.isEmpty();
    }

    /** How many rows of an ascending chunk pass; {@link #kept} tells which. */
    int select(Chunk chunk) {
        int count = keepAll(chunk.size());
        for (Stage stage : stages) {
            if (count > 0) {
                count = select(stage, chunk, count);
            }
        }
        return count;
    }

    /** How many of some rows pass whose columns have been read already, all of them in the order of their numbers; {@link #kept} tells which. */
    int selectRead(Column[] read, int size) {
        int count = keepAll(size);
        for (Stage stage : stages) {
            Column[] needed = new Column[stage.columns.length];
            for (int i = 0; i < needed.length; i++) {
                needed[i] = read[stage.columns[i]];
            }
            if (count > 0) {
                count = stage.test.select(new Batch(needed, size), count == size ? null : kept, count, kept);
            }
        }
        return count;
    }

    private int keepAll(int count) {
        if (kept.length < count) {
            kept = new int[count];
            rows = new int[count];
        }
        for (int i = 0; i < count; i++) {
            kept[i] = i;
        }
        return count;
    }

    /** Rows that passed, counted from the begin of the chunk, ascending; until the next chunk is checked. */
    int[] kept() {
        return kept;
    }

    private int select(Stage stage, Chunk chunk, int count) {
        int passed = 0;
        int at = 0;
        while (at < count) {
            int first = kept[at];
            int span = kept[count - 1] + 1 - first;
            if (span > (long) EntityColumns.DENSE * (count - at)) {
                return selectScattered(stage, chunk, new Rows(at, count, passed));
            }
            Chunk rest = new Chunk(chunk.entities(), chunk.from() + first, chunk.from() + first + span, chunk.values());
            columns.fetch(stage.columns, rest);
            int size = columns.pieceSize(stage.columns, rest);
            Batch batch = new Batch(columns.all(stage.columns, rest.upTo(rest.from() + size)), size);
            int end = at;
            while (end < count && kept[end] < first + size) {
                rows[end - at] = kept[end] - first;
                end++;
            }
            int found = stage.test.select(batch, end - at == size ? null : rows, end - at, rows);
            for (int i = 0; i < found; i++) {
                kept[passed++] = rows[i] + first;
            }
            at = end;
        }
        return passed;
    }

    /** Which part of the rows kept so far is to be checked, and where those that pass go. */
    private record Rows(int from, int to, int passed) {}

    private int selectScattered(Stage stage, Chunk chunk, Rows part) {
        int count = part.to - part.from;
        int[] positions = new int[count];
        System.arraycopy(kept, part.from, positions, 0, count);
        Chunk scattered = chunk.select(positions, count);
        columns.fetch(stage.columns, scattered);
        Batch batch = new Batch(columns.all(stage.columns, scattered), count);
        int found = stage.test.select(batch, null, count, rows);
        for (int i = 0; i < found; i++) {
            kept[part.passed + i] = positions[rows[i]];
        }
        return part.passed + found;
    }
}
