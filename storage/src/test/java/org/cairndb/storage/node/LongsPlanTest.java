package org.cairndb.storage.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToLongFunction;
import org.cairndb.storage.datom.Bytes;
import org.junit.jupiter.api.Test;

class LongsPlanTest {
    private static final int COUNT = 1000;

    @Test
    void eachPatternTakesItsEncoding() {
        Random random = new Random(1);
        assertEncoding(LongsPlan.CONSTANT, i -> Long.MIN_VALUE);
        assertEncoding(LongsPlan.PROGRESSION, i -> 1_735_689_600_000_000L - 1000L * i);
        assertEncoding(LongsPlan.PACKED, i -> 500 + random.nextInt(100));
        assertEncoding(LongsPlan.DELTA, i -> 1_000_000L * i + random.nextInt(100));
        assertEncoding(LongsPlan.RUNS, i -> (i / 100) * 7919 % 100);
        assertEncoding(LongsPlan.DICTIONARY, i -> random.nextInt(5) * 1_000_000_007L);
        assertEncoding(LongsPlan.PACKED, i -> random.nextLong());
    }

    private static void assertEncoding(int mode, IntToLongFunction pattern) {
        long[] values = new long[COUNT];
        Arrays.setAll(values, pattern);
        LongsPlan plan = LongsPlan.of(values, 0, COUNT);
        ByteWriter out = new ByteWriter(1);
        plan.write(out);
        assertThat(out.array()[0]).isEqualTo((byte) mode);
        assertThat(out.length()).isEqualTo(plan.size());
        ByteReader in = new ByteReader(out.toBytes(), Origin.node(NodeId.of(Bytes.EMPTY)));
        assertThat(LongsDecoder.read(in, COUNT)).containsExactly(values);
        in.expectEnd();
    }

    @Test
    void everyWidthAndLengthComesBack() {
        Random random = new Random(2);
        for (int width = 0; width <= Long.SIZE; width++) {
            for (int count : new int[] {1, 2, 7, 64, 127, 128, 129, 300}) {
                long[] values = new long[count];
                for (int i = 0; i < count; i++) {
                    values[i] = (width == 0 ? 0 : random.nextLong() >>> (Long.SIZE - width)) + 5;
                }
                ByteWriter out = new ByteWriter(1);
                out.int8(0);
                out.packed(values, 0, count, 5, width);
                assertThat(out.length()).isEqualTo(1 + ByteWriter.packedLength(count, width));
                ByteReader in = new ByteReader(out.toBytes(), Origin.node(NodeId.of(Bytes.EMPTY)));
                long[] read = new long[count];
                in.int8();
                in.packed(read, 0, count, 5, width);
                assertThat(read).containsExactly(values);
            }
        }
    }
}
