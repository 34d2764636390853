package org.cairndb.planner.exec.scan;

import java.util.List;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.planner.exec.ColumnType;

/**
 * A run of entities of a spine with its values. Immutable.
 *
 * @param entities entities by position
 * @param from first position of the run
 * @param to first position beyond it
 * @param values values of the spine by position
 */
record Chunk(long[] entities, int from, int to, SpineValues values) {
    int size() {
        return to - from;
    }

    boolean isAscending() {
        return EntityOrder.isAscending(entities, from, to);
    }

    /** The first positions up to one. */
    Chunk upTo(int position) {
        return new Chunk(entities, from, position, values);
    }

    /** The positions from one on. */
    Chunk startingAt(int position) {
        return new Chunk(entities, position, to, values);
    }

    /** The first {@code count} positions named, counted from {@link #from}, in that order. */
    Chunk select(int[] rows, int count) {
        long[] selected = new long[count];
        int[] positions = new int[count];
        for (int i = 0; i < count; i++) {
            positions[i] = from + rows[i];
            selected[i] = entities[positions[i]];
        }
        return new Chunk(selected, 0, count, new SpineValues.Reordered(values, positions));
    }

    /** Chunks as one, with values of their own. */
    static Chunk join(List<Chunk> chunks, ColumnType type) {
        if (chunks.size() == 1) {
            return chunks.get(0);
        }
        long[] entities = new long[chunks.stream().mapToInt(Chunk::size).sum()];
        ColumnBuilder values = ColumnBuilder.of(type);
        int count = 0;
        for (Chunk chunk : chunks) {
            System.arraycopy(chunk.entities, chunk.from, entities, count, chunk.size());
            count += chunk.size();
            Column column = chunk.values.slice(chunk.from, chunk.size());
            for (int row = 0; row < column.size(); row++) {
                values.append(column, row);
            }
        }
        return new Chunk(entities, 0, count, new SpineValues.Copied(values.build()));
    }
}
