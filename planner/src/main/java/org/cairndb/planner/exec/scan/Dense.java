package org.cairndb.planner.exec.scan;

import java.util.Arrays;
import org.cairndb.planner.exec.Batch;
import org.jspecify.annotations.Nullable;

/** Rows of an ascending chunk of which most are given out, as batches that share the arrays of leaves. Not thread-safe. */
final class Dense {
    private final Chunk chunk;
    private final int @Nullable [] rows;
    private final int count;
    private int at;

    /** The first {@code count} of these rows of a chunk, ascending and counted from its begin; without rows all of it. */
    Dense(Chunk chunk, int @Nullable [] rows, int count) {
        this.chunk = chunk;
        this.rows = rows;
        this.count = count;
    }

    boolean isEmpty() {
        return at == count;
    }

    /** The next rows whose values lie side by side. */
    Batch next(EntityColumns columns, int[] given) {
        int first = row(at);
        Chunk rest =
                new Chunk(chunk.entities(), chunk.from() + first, chunk.from() + row(count - 1) + 1, chunk.values());
        columns.fetch(given, rest);
        int size = columns.pieceSize(given, rest);
        Batch batch = new Batch(columns.all(given, rest.upTo(rest.from() + size)), size);
        int[] kept = rows;
        if (kept == null) {
            at += size;
            return batch;
        }
        int found = Arrays.binarySearch(kept, at, count, first + size);
        int end = found >= 0 ? found : -found - 1;
        int selected = end - at;
        int[] selection = new int[selected];
        for (int i = 0; i < selected; i++) {
            selection[i] = kept[at + i] - first;
        }
        at = end;
        return selected == size ? batch : batch.select(selection, selected);
    }

    private int row(int ordinal) {
        return rows == null ? ordinal : rows[ordinal];
    }
}
