package org.cairndb.storage.node;

import java.util.Arrays;
import org.cairndb.storage.datom.TextVector;
import org.jspecify.annotations.Nullable;

/** Values that are one common prefix and a decimal number each, such as {@code W0000123} or {@code Product 7}. */
final class NumberedText {
    /** Most digits of a number. */
    static final int MAX_DIGITS = 18;

    private final TextVector text;
    private final int prefixLength;
    private int digits;
    private final long[] numbers;

    private NumberedText(TextVector text, int prefixLength) {
        this.text = text;
        this.prefixLength = prefixLength;
        this.numbers = new long[text.size()];
    }

    /** The common prefix and the numbers of all values, or null if they are not of this form. */
    static @Nullable NumberedText of(TextVector text) {
        NumberedText natural = new NumberedText(text, lengthWithoutNumber(text));
        return natural.parse() ? natural : null;
    }

    /** Bytes of the first value before its trailing digits, and before more than {@link #MAX_DIGITS} of them. */
    private static int lengthWithoutNumber(TextVector text) {
        int start = text.start(0);
        int length = text.length(0);
        int least = Math.max(0, length - MAX_DIGITS);
        while (length > least && isDigit(text.bytes()[start + length - 1])) {
            length--;
        }
        return length;
    }

    /** Bytes of the prefix. */
    int prefixLength() {
        return prefixLength;
    }

    /** Digits of every number, with leading zeros, or 0 where numbers have none. */
    int digits() {
        return digits;
    }

    /** The numbers, one a value. */
    long[] numbers() {
        return numbers;
    }

    private boolean parse() {
        boolean sameLength = true;
        boolean leadingZero = false;
        byte[] bytes = text.bytes();
        int first = text.start(0);
        for (int i = 0; i < numbers.length; i++) {
            int start = text.start(i);
            int length = text.length(i);
            int count = length - prefixLength;
            if (count < 1
                    || count > MAX_DIGITS
                    || !Arrays.equals(bytes, first, first + prefixLength, bytes, start, start + prefixLength)) {
                return false;
            }
            long number = 0;
            for (int at = start + prefixLength; at < start + length; at++) {
                if (!isDigit(bytes[at])) {
                    return false;
                }
                number = number * 10 + bytes[at] - '0';
            }
            numbers[i] = number;
            sameLength &= length == text.length(0);
            leadingZero |= count > 1 && bytes[start + prefixLength] == '0';
            if (leadingZero && !sameLength) {
                return false;
            }
        }
        digits = leadingZero ? text.length(0) - prefixLength : 0;
        return true;
    }

    private static boolean isDigit(byte value) {
        return value >= '0' && value <= '9';
    }
}
