package org.cairndb.storage.datom;

import java.util.Arrays;

/**
 * Narrows the positions of a batch at which a key can stand, by the parts of the key that can be compared as they lie in memory: attribute, entity and
 * value. What is left is compared by encoded keys.
 */
final class KeySearch {
    private static final int ATTRIBUTE_BYTES = 4;
    private static final int LONG_BYTES = 8;

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
        if (key.length - used < LONG_BYTES) {
            return;
        }
        long entity = longAt(used);
        used += LONG_BYTES;
        if (entity < 0) {
            // Entity ids are not negative, and keys order them as unsigned numbers.
            low = high;
        } else {
            byLongs(batch.entities().array(), 0, entity);
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
            return false;
        }
        low = firstText(text, runStart, end, 0);
        if (!hasEnd) {
            used = key.length;
            return false;
        }
        high = firstText(text, runStart, end, 1);
        used = end + 2;
        return true;
    }

    /** The first position left whose text stands at least in this order to that of the key. */
    private int firstText(TextVector text, int runStart, int end, int least) {
        int from = low;
        int to = high;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (Integer.signum(order(text, middle - runStart, end)) < least) {
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
        int from = low;
        int to = high;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (values[middle - shift] < wanted) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        low = from;
        int step = 1;
        int above = from;
        while (above < high && values[above - shift] <= wanted) {
            from = above + 1;
            above = Math.min(high, above + step);
            step <<= 1;
        }
        to = above;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (values[middle - shift] <= wanted) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        high = from;
    }

    private long longAt(int from) {
        long value = 0;
        for (int i = 0; i < LONG_BYTES; i++) {
            value = value << 8 | (key[from + i] & 0xFF);
        }
        return value;
    }
}
