package org.cairndb.storage.node;

import java.util.Arrays;
import org.cairndb.storage.datom.TextVector;

/** Reads what {@link TextPlan} wrote, up to a number of bytes for all columns of a node together. */
final class TextDecoder {
    private final ByteReader in;
    private long allowance = NodeFormat.MAX_RAW_BYTES;

    TextDecoder(ByteReader in) {
        this.in = in;
    }

    /** Reads a column; the caller has bounded the count, which is at least 1. */
    TextVector read(int count) {
        int mode = in.int8();
        return switch (mode) {
            case TextPlan.CONSTANT -> readConstant(count);
            case TextPlan.DICTIONARY -> readDictionary(count);
            default -> readSimple(mode, count);
        };
    }

    private TextVector readSimple(int mode, int count) {
        return switch (mode) {
            case TextPlan.FRONT -> readFront(count);
            case TextPlan.PLAIN -> readPlain(count);
            case TextPlan.NUMBERED -> readNumbered(count);
            default -> throw in.corrupt("text encoding %d is unknown here".formatted(mode));
        };
    }

    private TextVector readConstant(int count) {
        int length = in.varint(in.remaining(), "a text length");
        byte[] bytes = in.array(take(length));
        int[] lengths = new int[1];
        lengths[0] = length;
        return TextVector.ofDictionary(new TextVector(bytes, new int[1], lengths, 1), new int[count], count);
    }

    private TextVector readDictionary(int count) {
        int size = in.varint(count, "a dictionary size");
        if (size == 0) {
            throw in.corrupt("a dictionary has no entries");
        }
        TextVector entries = readSimple(in.int8(), size);
        for (int i = 1; i < size; i++) {
            if (entries.compare(i - 1, entries, i) >= 0) {
                throw in.corrupt("the entries of a dictionary are not in ascending order");
            }
        }
        int[] codes = LongsDecoder.readInts(in, count, size - 1L, "a dictionary code");
        return TextVector.ofDictionary(entries, codes, count);
    }

    private TextVector readPlain(int count) {
        int[] lengths = LongsDecoder.readInts(in, count, in.remaining(), "a text length");
        int[] starts = new int[count];
        int total = take(layOut(lengths, starts));
        return new TextVector(in.array(total), starts, lengths, count);
    }

    private TextVector readFront(int count) {
        int[] shared = LongsDecoder.readInts(in, count, NodeFormat.MAX_RAW_BYTES, "a shared length");
        int[] lengths = LongsDecoder.readInts(in, count, in.remaining(), "a text length");
        int[] starts = new int[count];
        long suffixes = 0;
        for (int i = 0; i < count; i++) {
            if (shared[i] > (i == 0 ? 0 : lengths[i - 1])) {
                throw in.corrupt("a text shares more bytes than the one before it has");
            }
            suffixes += lengths[i];
            lengths[i] = take((long) lengths[i] + shared[i]);
        }
        if (suffixes > in.remaining()) {
            throw in.corrupt("its text runs past its end");
        }
        byte[] bytes = new byte[(int) layOut(lengths, starts)];
        int from = in.skip((int) suffixes);
        byte[] source = in.source();
        int before = 0;
        for (int i = 0; i < count; i++) {
            int start = starts[i];
            int prefix = shared[i];
            int suffix = lengths[i] - prefix;
            System.arraycopy(bytes, before, bytes, start, prefix);
            System.arraycopy(source, from, bytes, start + prefix, suffix);
            from += suffix;
            before = start;
        }
        return new TextVector(bytes, starts, lengths, count);
    }

    private TextVector readNumbered(int count) {
        byte[] prefix = in.array(in.varint(in.remaining(), "a text length"));
        int digits = in.int8();
        if (digits > NumberedText.MAX_DIGITS) {
            throw in.corrupt(
                    "a number has %d digits, and at most %d are possible".formatted(digits, NumberedText.MAX_DIGITS));
        }
        long[] numbers = LongsDecoder.read(in, count);
        int[] lengths = new int[count];
        int[] starts = new int[count];
        for (int i = 0; i < count; i++) {
            int length = digitsOf(numbers[i]);
            if (digits != 0 && length <= digits) {
                length = digits;
            } else if (digits != 0 || length > NumberedText.MAX_DIGITS) {
                throw in.corrupt("the number %d of a text has too many digits".formatted(numbers[i]));
            }
            lengths[i] = take((long) prefix.length + length);
        }
        byte[] bytes = new byte[(int) layOut(lengths, starts)];
        for (int i = 0; i < count; i++) {
            System.arraycopy(prefix, 0, bytes, starts[i], prefix.length);
            writeDigits(numbers[i], bytes, starts[i] + prefix.length, starts[i] + lengths[i]);
        }
        return new TextVector(bytes, starts, lengths, count);
    }

    private static void writeDigits(long number, byte[] target, int from, int to) {
        long rest = number;
        int at = to;
        while (rest > Integer.MAX_VALUE) {
            target[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        int small = (int) rest;
        while (small > 0) {
            target[--at] = (byte) ('0' + small % 10);
            small /= 10;
        }
        Arrays.fill(target, from, at, (byte) '0');
    }

    /** Digits of a number without leading zeros; more than is allowed for a negative one. */
    private static int digitsOf(long number) {
        if (number < 0) {
            return Integer.MAX_VALUE;
        }
        int digits = 1;
        long limit = 10;
        while (number >= limit && digits <= NumberedText.MAX_DIGITS) {
            digits++;
            limit *= 10;
        }
        return digits;
    }

    /** Puts values behind one another and returns their length. */
    private static long layOut(int[] lengths, int[] starts) {
        long total = 0;
        for (int i = 0; i < lengths.length; i++) {
            starts[i] = (int) total;
            total += lengths[i];
        }
        return total;
    }

    private int take(long length) {
        allowance -= length;
        if (allowance < 0) {
            throw in.corrupt("its text is longer than %d bytes".formatted(NodeFormat.MAX_RAW_BYTES));
        }
        return (int) length;
    }
}
