package org.cairndb.planner.exec.aggregate;

import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.DoubleColumn;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.TextColumn;
import org.cairndb.planner.exec.WideColumn;
import org.jspecify.annotations.Nullable;

/** One key of a group table: turns values that are not null into one or two longs, equal where the values are, and back. */
abstract sealed class GroupKey {
    /** Of a column of a type that has vectors. */
    static GroupKey of(ColumnType type) {
        if (type.isLong()) {
            return new OfLong();
        }
        if (type.isText()) {
            return new OfText();
        }
        return type.isWide() ? new OfWide(type.kind() == ColumnType.Kind.UUID) : new OfDouble();
    }

    /** Longs a value. */
    int width() {
        return 1;
    }

    /** Bytes held beyond the longs. */
    long bytes() {
        return 0;
    }

    /** The longs of each row from {@code words[at]} on; anything where a row is null. */
    abstract void encode(Column column, Rows rows, long[][] words, int at);

    /** Some stored values as a column. */
    abstract Column decode(Stored stored, boolean @Nullable [] nulls);

    /** Where the longs of groups are: those of the i-th group begin at {@code first + i * stride}. */
    static final class Stored {
        private final long[] words;
        private final int first;
        private final int stride;
        private final int count;

        Stored(long[] words, int first, int stride, int count) {
            this.words = words;
            this.first = first;
            this.stride = stride;
            this.count = count;
        }

        long[] column(int word) {
            long[] column = new long[count];
            int at = first + word;
            for (int i = 0; i < count; i++, at += stride) {
                column[i] = words[at];
            }
            return column;
        }
    }

    private static final class OfLong extends GroupKey {
        @Override
        void encode(Column column, Rows rows, long[][] words, int at) {
            LongColumn values = (LongColumn) column;
            long[] into = words[at];
            int[] selection = rows.selection;
            if (selection == null) {
                System.arraycopy(values.array(), values.offset(), into, 0, rows.count);
                return;
            }
            for (int i = 0; i < rows.count; i++) {
                into[i] = values.get(selection[i]);
            }
        }

        @Override
        Column decode(Stored stored, boolean @Nullable [] nulls) {
            return new LongColumn(stored.column(0), stored.count, nulls);
        }
    }

    private static final class OfDouble extends GroupKey {
        @Override
        void encode(Column column, Rows rows, long[][] words, int at) {
            DoubleColumn values = (DoubleColumn) column;
            long[] into = words[at];
            for (int i = 0; i < rows.count; i++) {
                into[i] = DoubleBits.of(values.get(rows.row(i)));
            }
        }

        @Override
        Column decode(Stored stored, boolean @Nullable [] nulls) {
            long[] bits = stored.column(0);
            return new DoubleColumn(DoubleBits.doubles(bits, stored.count), stored.count, nulls);
        }
    }

    private static final class OfWide extends GroupKey {
        private final boolean isUuid;

        OfWide(boolean isUuid) {
            this.isUuid = isUuid;
        }

        @Override
        int width() {
            return 2;
        }

        @Override
        void encode(Column column, Rows rows, long[][] words, int at) {
            long[] highs = words[at];
            long[] lows = words[at + 1];
            for (int i = 0; i < rows.count; i++) {
                int row = rows.row(i);
                if (column instanceof LongColumn narrow) {
                    lows[i] = narrow.get(row);
                    highs[i] = lows[i] >> 63;
                } else {
                    WideColumn wide = (WideColumn) column;
                    lows[i] = wide.low(row);
                    highs[i] = wide.high(row);
                }
            }
        }

        @Override
        Column decode(Stored stored, boolean @Nullable [] nulls) {
            long[] highs = stored.column(0);
            long[] lows = stored.column(1);
            return isUuid ? new WideColumn(highs, lows, stored.count, nulls) : Decimals.column(highs, lows, nulls);
        }
    }

    /** Texts are numbered in the order in which they first come. */
    static final class OfText extends GroupKey {
        private final TextInterner texts = new TextInterner();
        private int[] ids = new int[0];

        TextInterner texts() {
            return texts;
        }

        @Override
        long bytes() {
            return texts.bytes();
        }

        @Override
        void encode(Column column, Rows rows, long[][] words, int at) {
            if (ids.length < rows.count) {
                ids = new int[rows.count];
            }
            texts.idsOf((TextColumn) column, rows, ids);
            long[] into = words[at];
            for (int i = 0; i < rows.count; i++) {
                into[i] = ids[i];
            }
        }

        @Override
        Column decode(Stored stored, boolean @Nullable [] nulls) {
            long[] wide = stored.column(0);
            int[] codes = new int[wide.length];
            for (int i = 0; i < codes.length; i++) {
                codes[i] = (int) wide[i];
            }
            return texts.column(codes, nulls);
        }
    }
}
