package org.cairndb.planner.exec.aggregate;

import java.util.Arrays;
import java.util.List;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.TextColumn;
import org.jspecify.annotations.Nullable;

/** The least or greatest of texts. Most comparisons are decided by the first bytes of both, which stand in a long. */
final class TextExtreme extends Accumulator {
    private static final int HEADER_BYTES = 16;

    private final ColumnType type;
    private final boolean isMax;
    private byte[] @Nullable [] best = new byte[0][];
    private long[] heads = new long[0];
    private long held;

    TextExtreme(AggregateFunction function, ColumnType type) {
        this.type = type;
        this.isMax = function == AggregateFunction.MAX;
    }

    @Override
    void reserve(int groups) {
        if (groups > heads.length) {
            int capacity = Capacity.of(groups, heads.length);
            heads = Arrays.copyOf(heads, capacity);
            best = Arrays.copyOf(best, capacity);
        }
    }

    @Override
    void add(Column[] arguments, Rows rows) {
        TextColumn texts = (TextColumn) arguments[0];
        for (int i = 0; i < rows.count; i++) {
            improve(rows.groups[i], texts, rows.row(i));
        }
    }

    private void improve(int group, TextColumn texts, int row) {
        byte[] source = texts.bytes();
        int start = texts.start(row);
        int length = texts.length(row);
        long head = head(source, start, length);
        byte[] known = best[group];
        if (known != null) {
            int order = Long.compareUnsigned(head, heads[group]);
            if (order == 0) {
                order = Arrays.compareUnsigned(source, start, start + length, known, 0, known.length);
            }
            if (isMax ? order <= 0 : order >= 0) {
                return;
            }
            held -= known.length + HEADER_BYTES;
        }
        heads[group] = head;
        best[group] = Arrays.copyOfRange(source, start, start + length);
        held += length + HEADER_BYTES;
    }

    /** The first eight bytes; a shorter text is filled up with zeros, so it never has a greater head than a longer one that begins with it. */
    static long head(byte[] source, int start, int length) {
        long head = 0;
        int used = Math.min(Long.BYTES, length);
        for (int i = 0; i < used; i++) {
            head = (head << 8) | (source[start + i] & 0xFF);
        }
        return used == 0 ? 0 : head << ((Long.BYTES - used) * 8);
    }

    @Override
    List<ColumnType> stateTypes() {
        return List.of(type);
    }

    @Override
    Column[] state(int from, int count) {
        return new Column[] {column(from, count)};
    }

    private Column column(int from, int count) {
        ColumnBuilder builder = ColumnBuilder.of(type);
        for (int group = from; group < from + count; group++) {
            builder.appendValue(best[group]);
        }
        return builder.build();
    }

    @Override
    void merge(Column[] state, Rows rows) {
        add(state, rows.present(state[0]));
    }

    @Override
    Column result(int from, Counts counts, FunctionCall call) {
        return column(from, counts.size());
    }

    @Override
    int bytesPerGroup() {
        return 2 * Long.BYTES;
    }

    @Override
    long extraBytes() {
        return held;
    }
}
