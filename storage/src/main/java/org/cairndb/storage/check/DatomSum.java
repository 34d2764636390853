package org.cairndb.storage.check;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DoubleVector;
import org.cairndb.storage.datom.LongVector;
import org.cairndb.storage.datom.TextVector;
import org.cairndb.storage.datom.ValueVector;
import org.cairndb.storage.datom.WideVector;

/**
 * A sum over datoms that does not depend on their order, from which datoms can also be taken away: two sets are equal if count and both sums are, with a
 * chance of error of about 2^-64 unless somebody contrives it.
 */
final class DatomSum {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private long count;
    private long first;
    private long second;

    /** Adds, or with factor -1 takes away, entity, attribute, value and a transaction. */
    void add(DatomBatch batch, int position, long tx, int factor) {
        int ordinal = batch.ordinal(position);
        long value = hashOf(batch.column(ordinal), batch.slot(position));
        long place = mix(batch.entity(position) * 0x9e3779b97f4a7c15L + batch.columnAttribute(ordinal));
        count += factor;
        first += factor * mix(place ^ mix(value + tx * 0xd1342543de82ef95L));
        second +=
                factor * mix(place * 0xbf58476d1ce4e5b9L + Long.rotateLeft(value, 29) + mix(tx + 0x5851f42d4c957f2dL));
    }

    private static long hashOf(ValueVector values, int slot) {
        if (values instanceof LongVector longs) {
            return mix(longs.get(slot));
        }
        if (values instanceof DoubleVector doubles) {
            return mix(Double.doubleToLongBits(doubles.get(slot)));
        }
        if (values instanceof WideVector wide) {
            return mix(wide.high(slot) * 31 + mix(wide.low(slot)));
        }
        TextVector text = (TextVector) values;
        byte[] bytes = text.bytes();
        int at = text.start(slot);
        int end = at + text.length(slot);
        long hash = text.length(slot);
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            hash = mix(hash + (long) WORDS.get(bytes, at));
        }
        for (; at < end; at++) {
            hash = hash * 0x100000001b3L + bytes[at];
        }
        return mix(hash);
    }

    long count() {
        return count;
    }

    /** Whether both sums are over the same datoms. */
    boolean sameAs(DatomSum that) {
        return count == that.count && first == that.first && second == that.second;
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
