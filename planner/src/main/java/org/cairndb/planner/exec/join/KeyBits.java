package org.cairndb.planner.exec.join;

import java.util.Optional;
import org.cairndb.planner.exec.LongColumn;
import org.jspecify.annotations.Nullable;

/** Integers near one another as bits, so that one look at memory tells whether a value is among them. Immutable. */
final class KeyBits {
    /** Bits that may be spent on each value, and at most in all: what a hash table would take. */
    private static final long BITS_PER_VALUE = 256;

    private static final long MIN_BITS = 1 << 16;
    private static final long MAX_BITS = 1L << 28;

    private final long least;
    private final long span;
    private final long[] bits;

    private KeyBits(long least, long span) {
        this.least = least;
        this.span = span;
        this.bits = new long[(int) (span >>> 6) + 1];
    }

    /** The values of a column without nulls, if they lie near enough. */
    static Optional<KeyBits> of(LongColumn values) {
        int size = values.size();
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            least = Math.min(least, values.get(i));
            greatest = Math.max(greatest, values.get(i));
        }
        long span = greatest - least;
        long affordable = Math.min(MAX_BITS, Math.max(MIN_BITS, BITS_PER_VALUE * size));
        if (size == 0 || span < 0 || span >= affordable) {
            return Optional.empty();
        }
        KeyBits made = new KeyBits(least, span);
        for (int i = 0; i < size; i++) {
            long place = values.get(i) - least;
            made.bits[(int) (place >>> 6)] |= 1L << place;
        }
        return Optional.of(made);
    }

    /** Which of some rows hold one of the values; see {@link org.cairndb.planner.exec.scan.LateCondition#select}. */
    int select(LongColumn column, int @Nullable [] rows, int count, int[] kept) {
        long[] values = column.array();
        int offset = column.offset();
        boolean @Nullable [] nulls = column.nulls();
        int found = 0;
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            long place = values[offset + row] - least;
            kept[found] = row;
            found += place >= 0 && place <= span ? (int) (bits[(int) (place >>> 6)] >>> place) & 1 : 0;
        }
        return nulls == null ? found : withoutNulls(nulls, kept, found);
    }

    private static int withoutNulls(boolean[] nulls, int[] kept, int count) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            int row = kept[i];
            kept[found] = row;
            found += nulls[row] ? 0 : 1;
        }
        return found;
    }
}
