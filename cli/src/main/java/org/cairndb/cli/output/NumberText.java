package org.cairndb.cli.output;

import java.math.BigDecimal;
import java.util.Locale;

/** Numbers as people read them. */
public final class NumberText {
    private static final double PLAIN_FROM = 1e-5;
    private static final double PLAIN_TO = 1e15;
    private static final String[] BYTE_UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final double BYTES_PER_UNIT = 1024;

    private NumberText() {}

    /** The shortest text that means exactly this number, without an exponent unless it is very small or large. */
    public static String of(double value) {
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        if (size < PLAIN_FROM || size >= PLAIN_TO || Double.isNaN(value)) {
            return Double.toString(value);
        }
        String plain = new BigDecimal(Double.toString(value)).toPlainString();
        return plain.endsWith(".0") ? plain.substring(0, plain.length() - 2) : plain;
    }

    /** An integer with separators between thousands. */
    public static String grouped(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A number of bytes with three or four digits and a unit. */
    public static String ofBytes(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= BYTES_PER_UNIT && unit < BYTE_UNITS.length - 1) {
            size /= BYTES_PER_UNIT;
            unit++;
        }
        return unit == 0 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f %s", size, BYTE_UNITS[unit]);
    }
}
