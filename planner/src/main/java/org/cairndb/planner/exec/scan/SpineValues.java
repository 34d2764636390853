package org.cairndb.planner.exec.scan;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.storage.datom.ValueVector;

/** Values of a spine at the positions of a chunk. */
sealed interface SpineValues {
    /** The values of positions [from, from + size). */
    Column slice(int from, int size);

    /** The values of some positions. */
    Column gather(int[] positions, int count);

    /** Values of a leaf; position 0 has the slot {@code firstSlot}, which may be negative. */
    record OfLeaf(ValueVector vector, ColumnType type, int firstSlot) implements SpineValues {
        @Override
        public Column slice(int from, int size) {
            return ValueColumns.slice(vector, type, from + firstSlot, size);
        }

        @Override
        public Column gather(int[] positions, int count) {
            int[] slots = new int[count];
            for (int i = 0; i < count; i++) {
                slots[i] = positions[i] + firstSlot;
            }
            return ValueColumns.gather(vector, type, slots, count);
        }
    }

    /** Values that were copied, by position. */
    record Copied(Column column) implements SpineValues {
        @Override
        public Column slice(int from, int size) {
            if (from == 0 && size == column.size()) {
                return column;
            }
            return column.gather(IntStream.range(from, from + size).toArray(), size);
        }

        @Override
        public Column gather(int[] positions, int count) {
            return column.gather(positions, count);
        }
    }

    /** Other values at other positions: position i has what those have at {@code positions[i]}. */
    record Reordered(SpineValues origin, int[] positions) implements SpineValues {
        @Override
        public Column slice(int from, int size) {
            return origin.gather(Arrays.copyOfRange(positions, from, from + size), size);
        }

        @Override
        public Column gather(int[] wanted, int count) {
            int[] originals = new int[count];
            for (int i = 0; i < count; i++) {
                originals[i] = positions[wanted[i]];
            }
            return origin.gather(originals, count);
        }
    }
}
