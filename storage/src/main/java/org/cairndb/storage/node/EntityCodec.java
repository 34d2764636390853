package org.cairndb.storage.node;

import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Longs;

/**
 * Runs of entity ids, the three ranges of ids apart, so that transactions among users do not widen either; see "Entities" in docs/format.md.
 */
final class EntityCodec {
    private static final int RANGES = 3;
    private static final int MIXED = RANGES;
    private static final long[] BASES = {0, EntityIds.ATTRIBUTE_BASE, EntityIds.TX_BASE};

    private EntityCodec() {}

    /** Writes {@code entities[from, to)}, at least one. */
    static void write(long[] entities, int from, int to, ByteWriter out) {
        int range = rangeOf(entities[from]);
        for (int i = from + 1; i < to; i++) {
            if (rangeOf(entities[i]) != range) {
                writeMixed(entities, from, to, out);
                return;
            }
        }
        out.int8(range);
        if (range == 0) {
            LongsPlan.write(entities, from, to, out);
        } else {
            writeRange(entities, from, to, range, out);
        }
    }

    private static void writeMixed(long[] entities, int from, int to, ByteWriter out) {
        long[] ranges = new long[to - from];
        boolean[] present = new boolean[RANGES];
        for (int i = from; i < to; i++) {
            int range = rangeOf(entities[i]);
            ranges[i - from] = range;
            present[range] = true;
        }
        out.int8(MIXED);
        LongsPlan.write(ranges, 0, ranges.length, out);
        for (int range = 0; range < RANGES; range++) {
            if (present[range]) {
                writeRange(entities, from, to, range, out);
            }
        }
    }

    private static void writeRange(long[] entities, int from, int to, int range, ByteWriter out) {
        long[] rest = new long[to - from];
        int count = 0;
        for (int i = from; i < to; i++) {
            if (rangeOf(entities[i]) == range) {
                rest[count++] = entities[i] - BASES[range];
            }
        }
        LongsPlan.write(rest, 0, count, out);
    }

    private static int rangeOf(long entity) {
        if (entity < 0) {
            throw new IllegalArgumentException("Entity id " + entity + " is negative");
        }
        if (entity < EntityIds.ATTRIBUTE_BASE) {
            return 0;
        }
        return entity < EntityIds.TX_BASE ? 1 : 2;
    }

    /** Reads entity ids into {@code target[from, to)}, at least one. */
    static void read(ByteReader in, long[] target, int from, int to) {
        int range = in.int8();
        if (range > MIXED) {
            throw in.corrupt("entity range %d is unknown".formatted(range));
        }
        if (range == MIXED) {
            readMixed(in, target, from, to);
            return;
        }
        LongsDecoder.read(in, target, from, to);
        long base = BASES[range];
        long most = mostOf(range);
        for (int i = from; i < to; i++) {
            check(in, target[i], most);
            target[i] += base;
        }
    }

    /** Reads entity ids that cost nothing if all are equal. */
    static Longs read(ByteReader in, int count) {
        long[] entities = new long[count];
        read(in, entities, 0, count);
        return Longs.of(entities, count);
    }

    private static void readMixed(ByteReader in, long[] target, int from, int to) {
        int[] ranges = LongsDecoder.readInts(in, to - from, RANGES - 1L, "an entity range");
        int[] counts = new int[RANGES];
        for (int range : ranges) {
            counts[range]++;
        }
        for (int range = 0; range < RANGES; range++) {
            long[] rest = LongsDecoder.read(in, counts[range]);
            long most = mostOf(range);
            int next = 0;
            for (int i = 0; i < ranges.length; i++) {
                if (ranges[i] == range) {
                    check(in, rest[next], most);
                    target[from + i] = rest[next++] + BASES[range];
                }
            }
        }
    }

    private static long mostOf(int range) {
        return range == 2 ? Long.MAX_VALUE - EntityIds.TX_BASE : EntityIds.ATTRIBUTE_BASE - 1;
    }

    private static void check(ByteReader in, long rest, long most) {
        if (rest < 0 || rest > most) {
            throw in.corrupt("an entity id is out of its range");
        }
    }
}
