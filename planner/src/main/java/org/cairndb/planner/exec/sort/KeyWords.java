package org.cairndb.planner.exec.sort;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.TextColumn;
import org.cairndb.planner.exec.WideColumn;
import org.cairndb.storage.datom.DoubleVector;

/**
 * Values of a key as sequences of words whose unsigned order, word after word, is the order of the key; nulls have none. Long values and doubles are one
 * word, wide values two; a word of text is seven bytes and a byte that says how many of them there are, or that more follow.
 */
final class KeyWords {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int TEXT_BYTES = 7;
    private static final int MORE = 8;
    private static final int BYTE_MASK = 0xFF;

    private final Column column;
    private static final int ROWS_BETWEEN_CHECKS = 1 << 16;

    private final boolean isDescending;
    private final Runnable check;

    /** Of not so many rows that it takes long. */
    KeyWords(Column column, SortKey key) {
        this(column, key, () -> {});
    }

    /** While words are made, a check is run now and then. */
    KeyWords(Column column, SortKey key, Runnable check) {
        this.column = column;
        this.isDescending = key.isDescending();
        this.check = check;
    }

    /** Whether all keys of this kind can be written as words. */
    static boolean covers(Column column) {
        return column instanceof LongColumn
                || column instanceof DoubleColumn
                || column instanceof TextColumn
                || column instanceof WideColumn;
    }

    /** Word {@code level} of rows that are not null and have that many. */
    void fill(int[] rows, int count, int level, long[] words) {
        if (column instanceof LongColumn longs) {
            fillLongs(longs, rows, count, words);
        } else if (column instanceof DoubleColumn doubles) {
            fillDoubles(doubles, rows, count, words);
        } else if (column instanceof TextColumn text) {
            fillText(text, new Rows(rows, count), level, words);
        } else {
            fillWide((WideColumn) column, new Rows(rows, count), level, words);
        }
        if (isDescending) {
            for (int i = 0; i < count; i++) {
                words[i] = ~words[i];
            }
        }
    }

    private record Rows(int[] rows, int count) {}

    private static void fillLongs(LongColumn column, int[] rows, int count, long[] words) {
        for (int i = 0; i < count; i++) {
            words[i] = column.get(rows[i]) ^ Long.MIN_VALUE;
        }
    }

    private static void fillDoubles(DoubleColumn column, int[] rows, int count, long[] words) {
        for (int i = 0; i < count; i++) {
            words[i] = DoubleVector.orderBits(DoubleVector.canonical(column.get(rows[i]))) ^ Long.MIN_VALUE;
        }
    }

    private static void fillWide(WideColumn column, Rows rows, int level, long[] words) {
        for (int i = 0; i < rows.count; i++) {
            int row = rows.rows[i];
            words[i] = level == 0 ? column.high(row) ^ Long.MIN_VALUE : column.low(row);
        }
    }

    private void fillText(TextColumn column, Rows rows, int level, long[] words) {
        byte[] bytes = column.bytes();
        int skipped = level * TEXT_BYTES;
        for (int i = 0; i < rows.count; i++) {
            if (i % ROWS_BETWEEN_CHECKS == 0) {
                check.run();
            }
            int row = rows.rows[i];
            words[i] = word(bytes, column.start(row) + skipped, column.length(row) - skipped);
        }
    }

    private static long word(byte[] bytes, int start, int length) {
        if (length > TEXT_BYTES) {
            return ((long) LONG.get(bytes, start) & (-1L << Byte.SIZE)) | MORE;
        }
        long word = 0;
        for (int i = 0; i < length; i++) {
            word |= (bytes[start + i] & (long) BYTE_MASK) << (Long.SIZE - Byte.SIZE * (i + 1));
        }
        return word | length;
    }

    /** Whether values that have the same word at a level, and the same ones before it, are equal. */
    boolean isLast(long word, int level) {
        if (column instanceof TextColumn) {
            return ((isDescending ? ~word : word) & BYTE_MASK) < MORE;
        }
        return level == 1 || !(column instanceof WideColumn);
    }
}
