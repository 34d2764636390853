package org.cairndb.storage.datom;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Byte strings as offsets into one array. Slots may share bytes: where the values come from a dictionary, {@link #codes} tells which slots are equal
 * without a look at the bytes.
 */
public final class TextVector extends ValueVector {
    private final byte[] bytes;
    private final int[] starts;
    private final int[] lengths;
    private final int @Nullable [] codes;
    private final int dictionarySize;

    /** Slot i holds {@code lengths[i]} bytes from {@code starts[i]}; the caller no longer changes the arrays. */
    public TextVector(byte[] bytes, int[] starts, int[] lengths, int size) {
        this(bytes, starts, lengths, size, null, 0);
    }

    private TextVector(
            byte[] bytes, int[] starts, int[] lengths, int size, int @Nullable [] codes, int dictionarySize) {
        super(size);
        this.bytes = bytes;
        this.starts = starts;
        this.lengths = lengths;
        this.codes = codes;
        this.dictionarySize = dictionarySize;
    }

    /** Slot i holds entry {@code codes[i]} of the dictionary. */
    public static TextVector ofDictionary(TextVector dictionary, int[] codes, int size) {
        int[] starts = new int[size];
        int[] lengths = new int[size];
        for (int i = 0; i < size; i++) {
            int code = codes[i];
            starts[i] = dictionary.starts[code];
            lengths[i] = dictionary.lengths[code];
        }
        return new TextVector(dictionary.bytes, starts, lengths, size, codes, dictionary.size());
    }

    /** The bytes that {@link #start} and {@link #length} address, read-only. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the value of a slot begins. */
    public int start(int slot) {
        return starts[slot];
    }

    /** Bytes of the value of a slot. */
    public int length(int slot) {
        return lengths[slot];
    }

    /** Where each value begins, read-only. */
    public int[] starts() {
        return starts;
    }

    /** Bytes of each value, read-only. */
    public int[] lengths() {
        return lengths;
    }

    /** Dictionary code of each slot, 0 to dictionarySize - 1, or null where the values have no dictionary; read-only. */
    public int @Nullable [] codes() {
        return codes;
    }

    /** Entries of the dictionary; 0 without one. */
    public int dictionarySize() {
        return dictionarySize;
    }

    /** The value of a slot as text. */
    public String string(int slot) {
        return new String(bytes, starts[slot], lengths[slot], StandardCharsets.UTF_8);
    }

    /** The value of a slot as bytes of its own. */
    public byte[] copyOf(int slot) {
        return Arrays.copyOfRange(bytes, starts[slot], starts[slot] + lengths[slot]);
    }

    @Override
    public Physical physical() {
        return Physical.TEXT;
    }

    @Override
    public int compare(int slot, ValueVector other, int otherSlot) {
        TextVector that = (TextVector) other;
        int start = starts[slot];
        int thatStart = that.starts[otherSlot];
        if (bytes == that.bytes && start == thatStart && lengths[slot] == that.lengths[otherSlot]) {
            return 0;
        }
        return Arrays.compareUnsigned(
                bytes, start, start + lengths[slot], that.bytes, thatStart, thatStart + that.lengths[otherSlot]);
    }

    @Override
    public long orderPrefix(int slot) {
        long prefix = 0;
        int start = starts[slot];
        int length = Math.min(lengths[slot], 8);
        for (int i = 0; i < length; i++) {
            prefix |= (bytes[start + i] & 0xFFL) << (56 - 8 * i);
        }
        return prefix ^ Long.MIN_VALUE;
    }

    @Override
    public void writeKey(int slot, KeyBuffer key) {
        key.text(bytes, starts[slot], lengths[slot]);
    }

    @Override
    public long weightInBytes() {
        return 64 + bytes.length + 4L * (starts.length + lengths.length) + (codes == null ? 0 : 4L * codes.length);
    }
}
