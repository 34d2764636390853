package org.cairndb.storage.snapshot;

import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DoubleVector;
import org.cairndb.storage.datom.LongVector;
import org.cairndb.storage.datom.TextVector;
import org.cairndb.storage.datom.ValueVector;
import org.cairndb.storage.datom.WideVector;
import org.cairndb.storage.node.ByteReader;
import org.cairndb.storage.node.ByteWriter;

/**
 * Estimates how many distinct values were ever added, in {@link #REGISTERS} registers with a standard error of 13 %: HyperLogLog of Flajolet, Fusy, Gandouet
 * and Meunier (2007) with linear counting for small numbers. Immutable.
 */
final class DistinctSketch {
    static final int REGISTERS = 64;
    static final DistinctSketch EMPTY = new DistinctSketch(new byte[REGISTERS]);

    private static final int REGISTER_BITS = 6;
    /** Greatest value of a register. */
    private static final int MAX_RANK = Long.SIZE - REGISTER_BITS + 1;

    private static final double ALPHA = 0.709;

    private final byte[] registers;

    private DistinctSketch(byte[] registers) {
        this.registers = registers;
    }

    /** A sketch from a byte a register. */
    static DistinctSketch of(Bytes registers) {
        return new DistinctSketch(registers.toByteArray());
    }

    /** Writes the registers as far as they exceed the least of them, in as many bits as the greatest needs. */
    void write(ByteWriter writer) {
        long[] ranks = new long[REGISTERS];
        long least = MAX_RANK;
        long greatest = 0;
        for (int i = 0; i < REGISTERS; i++) {
            ranks[i] = registers[i];
            least = Math.min(least, ranks[i]);
            greatest = Math.max(greatest, ranks[i]);
        }
        int width = Long.SIZE - Long.numberOfLeadingZeros(greatest - least);
        writer.int8((int) least);
        writer.int8(width);
        writer.packed(ranks, 0, REGISTERS, least, width);
    }

    static DistinctSketch read(ByteReader reader) {
        int least = reader.int8();
        int width = reader.int8();
        long[] ranks = new long[REGISTERS];
        if (least > MAX_RANK || width > REGISTER_BITS) {
            throw reader.corrupt("a sketch has registers of %d bits above %d".formatted(width, least));
        }
        reader.packed(ranks, 0, REGISTERS, least, width);
        byte[] registers = new byte[REGISTERS];
        for (int i = 0; i < REGISTERS; i++) {
            if (ranks[i] > MAX_RANK) {
                throw reader.corrupt("a register of a sketch is %d".formatted(ranks[i]));
            }
            registers[i] = (byte) ranks[i];
        }
        return new DistinctSketch(registers);
    }

    long estimate() {
        double sum = 0;
        int zeros = 0;
        for (byte register : registers) {
            sum += Math.scalb(1.0, -register);
            zeros += register == 0 ? 1 : 0;
        }
        double estimate = ALPHA * REGISTERS * REGISTERS / sum;
        if (estimate <= 2.5 * REGISTERS && zeros > 0) {
            estimate = REGISTERS * Math.log((double) REGISTERS / zeros);
        }
        return Math.round(estimate);
    }

    Adder adder() {
        return new Adder(registers.clone());
    }

    /** Takes values into a copy of a sketch. */
    static final class Adder {
        private final byte[] registers;

        private Adder(byte[] registers) {
            this.registers = registers;
        }

        void add(ValueVector values, int slot) {
            long hash = hashOf(values, slot);
            int register = (int) (hash >>> (Long.SIZE - REGISTER_BITS));
            int rank = Math.min(Long.numberOfLeadingZeros(hash << REGISTER_BITS), Long.SIZE - REGISTER_BITS) + 1;
            if (registers[register] < rank) {
                registers[register] = (byte) rank;
            }
        }

        DistinctSketch build() {
            return new DistinctSketch(registers);
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
            long hash = 0xcbf29ce484222325L;
            int start = text.start(slot);
            for (int i = start; i < start + text.length(slot); i++) {
                hash = (hash ^ text.bytes()[i]) * 0x100000001b3L;
            }
            return mix(hash);
        }

        /** The finaliser of SplitMix64. */
        private static long mix(long value) {
            long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
            return mixed ^ (mixed >>> 31);
        }
    }
}
