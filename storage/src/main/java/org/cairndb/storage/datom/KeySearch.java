package org.cairndb.storage.datom;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Narrows the positions of a batch at which a key can stand, by the parts of the key that can be compared as they lie in memory: attribute, entity and
 * value. What is left is compared by encoded keys.
 */
final class KeySearch {
    private static final int ATTRIBUTE_BYTES = 4;
    private static final int LONG_BYTES = 8;
    /** What a zero inside a text is followed by. */
    private static final byte ESCAPED_ZERO = (byte) 0xFF;
    /** Positions of which a search may as well look at a few one after the other. */
    private static final int FEW = 16;
    /** Positions among which a guess pays. */
    private static final int MANY = 64;

    private final DatomBatch batch;
    private final byte[] key;
    private int used;
    /** First position whose parts so far are not below those of the key. */
    private int low;
    /** First position whose parts so far are above those of the key. */
    private int high;

    /** A search among positions [from, to). */
    KeySearch(DatomBatch batch, byte[] key, int from, int to) {
        this.batch = batch;
        this.key = key;
        this.low = from;
        this.high = to;
    }

    /** Compares what can be compared; afterwards the key stands at a position from {@link #low} to {@link #high}, which are equal if it is found. */
    KeySearch narrow() {
        switch (batch.index()) {
            case EAVT, COMMITS, RETIRED_EAVT -> byEntity();
            case AEVT, RETIRED_AEVT -> {
                if (byAttribute()) {
                    byEntity();
                }
            }
            case AVET -> {
                if (byAttribute() && byValue()) {
                    byEntity();
                }
            }
            case LOG -> {}
        }
        return this;
    }

    int low() {
        return low;
    }

    int high() {
        return used == key.length ? low : high;
    }

    /** Whether an attribute could be compared; the positions left are all of it. */
    private boolean byAttribute() {
        if (key.length < ATTRIBUTE_BYTES) {
            return false;
        }
        int attribute = (key[0] & 0xFF) << 24 | (key[1] & 0xFF) << 16 | (key[2] & 0xFF) << 8 | (key[3] & 0xFF);
        if (attribute < 0) {
            return false;
        }
        int ordinal = 0;
        while (ordinal < batch.columnCount() && batch.columnAttribute(ordinal) < attribute) {
            ordinal++;
        }
        boolean isPresent = ordinal < batch.columnCount() && batch.columnAttribute(ordinal) == attribute;
        int begin = batch.runStart(ordinal);
        int end = isPresent ? batch.runStart(ordinal + 1) : begin;
        low = Math.min(Math.max(low, begin), high);
        high = Math.max(low, Math.min(high, end));
        used = ATTRIBUTE_BYTES;
        return low < high;
    }

    private void byEntity() {
        int rest = key.length - used;
        if (rest == 0) {
            return;
        }
        long entity = longAt(used);
        if (entity < 0) {
            // Entity ids are not negative, and keys order them as unsigned numbers.
            low = high;
            used = Math.min(key.length, used + LONG_BYTES);
        } else if (rest >= LONG_BYTES) {
            used += LONG_BYTES;
            byLongs(batch.entities().array(), 0, entity);
        } else {
            // A key that ends inside the entity stands before every key that goes on from there.
            used = key.length;
            low = firstLong(batch.entities().array(), 0, entity);
        }
    }

    /** Whether a value could be compared as a whole; the positions left all hold it. */
    private boolean byValue() {
        int ordinal = batch.ordinal(low);
        ValueVector values = batch.column(ordinal);
        if (values instanceof LongVector longs && key.length - used >= LONG_BYTES) {
            byLongs(longs.array(), batch.runStart(ordinal), longAt(used) ^ Long.MIN_VALUE);
            used += LONG_BYTES;
            return low < high;
        }
        return values instanceof TextVector text && byText(text, batch.runStart(ordinal)) && low < high;
    }

    private boolean byText(TextVector text, int runStart) {
        int end = used;
        while (end < key.length && key[end] != 0) {
            end++;
        }
        boolean hasEnd = end + 1 < key.length && key[end + 1] == 0;
        if (end < key.length && !hasEnd) {
            return behindText(text, runStart, end);
        }
        low = firstText(text, runStart, end);
        if (!hasEnd) {
            used = key.length;
            return false;
        }
        high = firstAbove(text, runStart, end);
        used = end + 2;
        return true;
    }

    /** A key that goes on with neither the end mark nor a zero of the text stands behind the text, and before every text that begins with it. */
    private boolean behindText(TextVector text, int runStart, int end) {
        if (end + 1 < key.length && key[end + 1] != ESCAPED_ZERO) {
            low = firstAbove(text, runStart, end);
            used = key.length;
        }
        return false;
    }

    /** The first position left whose text is not below that of the key. */
    private int firstText(TextVector text, int runStart, int end) {
        int from = low;
        int to = high;
        @Nullable KeyHeads heads = to - from < FEW ? null : text.heads();
        if (heads != null) {
            int below = heads.below(key, used, end);
            int notAbove = heads.notAbove(below, key, used, end);
            int first = below == 0 ? from : runStart + (below - 1) * TextVector.HEAD_STEP + 1;
            from = Math.min(to, Math.max(from, first));
            to = Math.max(from, Math.min(to, runStart + notAbove * TextVector.HEAD_STEP));
        }
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (order(text, middle - runStart, end) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** The first position left whose text is above that of the key; not far from the first one left, most likely. */
    private int firstAbove(TextVector text, int runStart, int end) {
        int from = low;
        int to = from;
        int step = 1;
        while (to < high && order(text, to - runStart, end) <= 0) {
            from = to + 1;
            to = Math.min(high, to + step);
            step <<= 1;
        }
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (order(text, middle - runStart, end) <= 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private int order(TextVector text, int slot, int end) {
        int start = text.start(slot);
        return Arrays.compareUnsigned(text.bytes(), start, start + text.length(slot), key, used, end);
    }

    /** Narrows to the positions that hold a value; position i holds {@code values[i - shift]}, ascending in signed order. */
    private void byLongs(long[] values, int shift, long wanted) {
        low = firstLong(values, shift, wanted);
        int from = low;
        int step = 1;
        int above = from;
        while (above < high && values[above - shift] <= wanted) {
            from = above + 1;
            above = Math.min(high, above + step);
            step <<= 1;
        }
        high = above;
        while (from < high) {
            int middle = (from + high) >>> 1;
            if (values[middle - shift] <= wanted) {
                from = middle + 1;
            } else {
                high = middle;
            }
        }
    }

    /** The first position left whose value is not below one. Begins where the value would stand if values were spread evenly, as ids often are. */
    private int firstLong(long[] values, int shift, long wanted) {
        int from = low;
        int to = high;
        if (to - from >= FEW && values[from + FEW - 1 - shift] >= wanted) {
            to = from + FEW - 1;
        } else if (to - from >= MANY) {
            int step = 1;
            int guess = guess(values, shift, wanted);
            if (values[guess - shift] < wanted) {
                from = guess + 1;
                while (from + step < to && values[from + step - 1 - shift] < wanted) {
                    from += step;
                    step <<= 1;
                }
                to = Math.min(to, from + step);
            } else {
                to = guess;
                while (to - step > from && values[to - step - shift] >= wanted) {
                    to -= step;
                    step <<= 1;
                }
                from = Math.max(from, to - step);
            }
        }
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (values[middle - shift] < wanted) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** A position left where a value may stand. */
    private int guess(long[] values, int shift, long wanted) {
        double first = values[low - shift];
        double last = values[high - 1 - shift];
        if (last <= first) {
            return low;
        }
        double part = Math.min(1, Math.max(0, (wanted - first) / (last - first)));
        return low + (int) (part * (high - 1 - low));
    }

    /** Eight bytes, with zeros behind the end of the key. */
    private long longAt(int from) {
        long value = 0;
        for (int i = 0; i < LONG_BYTES; i++) {
            value = value << 8 | (from + i < key.length ? key[from + i] & 0xFF : 0);
        }
        return value;
    }
}
