package org.cairndb.storage.snapshot;

import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DoubleVector;
import org.cairndb.storage.datom.LongVector;
import org.cairndb.storage.datom.TextVector;
import org.cairndb.storage.datom.ValueVector;
import org.cairndb.storage.datom.WideVector;

/**
 * Estimates how many distinct values were ever added, in {@link #REGISTERS} bytes with a standard error of 13 %: HyperLogLog of Flajolet, Fusy, Gandouet
 * and Meunier (2007) with linear counting for small numbers. Immutable.
 */
final class DistinctSketch {
    static final int REGISTERS = 64;
    static final DistinctSketch EMPTY = new DistinctSketch(new byte[REGISTERS]);

    private static final int REGISTER_BITS = 6;
    private static final double ALPHA = 0.709;

    private final byte[] registers;

    private DistinctSketch(byte[] registers) {
        this.registers = registers;
    }

    static DistinctSketch of(Bytes registers) {
        return new DistinctSketch(registers.toByteArray());
    }

    Bytes bytes() {
        return Bytes.of(registers);
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
