package org.cairndb.storage.datom;

import java.math.BigInteger;
import java.util.UUID;

/** Values of 128 bits as a signed high and an unsigned low half. A UUID is held with its top bit flipped, which gives it the order of its bytes. */
public final class WideVector extends ValueVector {
    private final long[] high;
    private final long[] low;

    /** The first {@code size} elements of arrays that the caller no longer changes. */
    public WideVector(long[] high, long[] low, int size) {
        super(size);
        this.high = high;
        this.low = low;
    }

    /** The high half under which a UUID is stored. */
    public static long highOf(UUID value) {
        return value.getMostSignificantBits() ^ Long.MIN_VALUE;
    }

    /** The high half of a 128-bit integer. */
    public static long highOf(BigInteger value) {
        return value.shiftRight(64).longValue();
    }

    /** High half of the value in a slot. */
    public long high(int slot) {
        return high[slot];
    }

    /** Low half of the value in a slot. */
    public long low(int slot) {
        return low[slot];
    }

    /** The value of a slot as a UUID. */
    public UUID uuid(int slot) {
        return new UUID(high[slot] ^ Long.MIN_VALUE, low[slot]);
    }

    /** The value of a slot as a signed integer. */
    public BigInteger integer(int slot) {
        BigInteger lower = BigInteger.valueOf(low[slot]);
        if (low[slot] < 0) {
            lower = lower.add(BigInteger.ONE.shiftLeft(64));
        }
        return BigInteger.valueOf(high[slot]).shiftLeft(64).add(lower);
    }

    @Override
    public Physical physical() {
        return Physical.WIDE;
    }

    @Override
    public int compare(int slot, ValueVector other, int otherSlot) {
        WideVector that = (WideVector) other;
        int order = Long.compare(high[slot], that.high[otherSlot]);
        return order != 0 ? order : Long.compareUnsigned(low[slot], that.low[otherSlot]);
    }

    @Override
    public long orderPrefix(int slot) {
        return high[slot];
    }

    @Override
    public void writeKey(int slot, KeyBuffer key) {
        key.signed(high[slot]);
        key.unsigned(low[slot]);
    }

    @Override
    public long weightInBytes() {
        return 48 + 16L * high.length;
    }
}
