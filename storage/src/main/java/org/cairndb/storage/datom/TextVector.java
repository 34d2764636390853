package org.cairndb.storage.datom;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Byte strings as offsets into one array. Slots may share bytes: where the values come from a dictionary, {@link #codes} tells which slots are equal
 * without a look at the bytes.
 */
public final class TextVector extends ValueVector {
    /** Of so many slots one is in the heads. */
    static final int HEAD_STEP = 8;
    /** Heads pay after so many searches. */
    private static final int SEARCHES_WITHOUT_HEADS = 4;

    private static final int LEAST_SLOTS_WITH_HEADS = 256;

    private final byte[] bytes;
    private final int[] starts;
    private final int[] lengths;
    private final int @Nullable [] codes;
    private final @Nullable TextVector dictionary;
    /** Made by any thread that finds it worth it; all make the same. */
    private @Nullable KeyHeads heads;

    private int searches;

    /** Slot i holds {@code lengths[i]} bytes from {@code starts[i]}; the caller no longer changes the arrays. */
    public TextVector(byte[] bytes, int[] starts, int[] lengths, int size) {
        super(size);
        this.bytes = bytes;
        this.starts = starts;
        this.lengths = lengths;
        this.codes = null;
        this.dictionary = null;
    }

    private TextVector(TextVector dictionary, int[] codes, int size) {
        super(size);
        this.bytes = dictionary.bytes;
        this.starts = dictionary.starts;
        this.lengths = dictionary.lengths;
        this.codes = codes;
        this.dictionary = dictionary;
    }

    /** Slot i holds entry {@code codes[i]} of a dictionary, which has none itself. */
    public static TextVector ofDictionary(TextVector dictionary, int[] codes, int size) {
        return new TextVector(dictionary, codes, size);
    }

    /** The bytes that {@link #start} and {@link #length} address, read-only. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the value of a slot begins. */
    public int start(int slot) {
        return starts[place(slot)];
    }

    /** Bytes of the value of a slot. */
    public int length(int slot) {
        return lengths[place(slot)];
    }

    private int place(int slot) {
        return codes == null ? slot : codes[slot];
    }

    /** In a vector with ascending values, the heads of every {@value #HEAD_STEP}th slot; null while the vector is not searched often. */
    @Nullable
    KeyHeads heads() {
        @Nullable KeyHeads made = heads;
        if (made == null && size() >= LEAST_SLOTS_WITH_HEADS && searches++ >= SEARCHES_WITHOUT_HEADS) {
            made = KeyHeads.of(new HeadSlots(this), (size() - 1) / HEAD_STEP + 1);
            heads = made;
        }
        return made;
    }

    private record HeadSlots(TextVector text) implements KeyHeads.Keys {
        @Override
        public byte[] array(int ordinal) {
            return text.bytes;
        }

        @Override
        public int start(int ordinal) {
            return text.start(ordinal * HEAD_STEP);
        }

        @Override
        public int length(int ordinal) {
            return text.length(ordinal * HEAD_STEP);
        }
    }

    /** Where each value begins, or each entry of the dictionary if there is one; read-only. */
    public int[] starts() {
        return starts;
    }

    /** Bytes of each value, or of each entry of the dictionary if there is one; read-only. */
    public int[] lengths() {
        return lengths;
    }

    /** The place in the dictionary of each slot's value, or null where the values have no dictionary; read-only. */
    public int @Nullable [] codes() {
        return codes;
    }

    /** The different values, or null where the values have no dictionary. */
    public @Nullable TextVector dictionary() {
        return dictionary;
    }

    /** The value of a slot as text. */
    public String string(int slot) {
        return new String(bytes, start(slot), length(slot), StandardCharsets.UTF_8);
    }

    /** The value of a slot as bytes of its own. */
    public byte[] copyOf(int slot) {
        return Arrays.copyOfRange(bytes, start(slot), start(slot) + length(slot));
    }

    @Override
    public Physical physical() {
        return Physical.TEXT;
    }

    @Override
    public int compare(int slot, ValueVector other, int otherSlot) {
        TextVector that = (TextVector) other;
        int start = start(slot);
        int length = length(slot);
        int thatStart = that.start(otherSlot);
        int thatLength = that.length(otherSlot);
        if (bytes == that.bytes && start == thatStart && length == thatLength) {
            return 0;
        }
        return Arrays.compareUnsigned(bytes, start, start + length, that.bytes, thatStart, thatStart + thatLength);
    }

    @Override
    public long orderPrefix(int slot) {
        long prefix = 0;
        int start = start(slot);
        int length = Math.min(length(slot), 8);
        for (int i = 0; i < length; i++) {
            prefix |= (bytes[start + i] & 0xFFL) << (56 - 8 * i);
        }
        return prefix ^ Long.MIN_VALUE;
    }

    @Override
    public void writeKey(int slot, KeyBuffer key) {
        key.text(bytes, start(slot), length(slot));
    }

    @Override
    public long weightInBytes() {
        long ofHeads = 8L * size() / HEAD_STEP;
        return 64
                + ofHeads
                + bytes.length
                + 4L * (starts.length + lengths.length)
                + (codes == null ? 0 : 4L * codes.length);
    }
}
