package org.cairndb.planner.exec.scalar;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.scalar.ScalarFunction.Traits;

/**
 * Numbers as text by the patterns of PostgreSQL: {@code 9} a digit or a blank, {@code 0} a digit, {@code .} or {@code D} the point, {@code ,} or {@code G}
 * between groups, {@code $} or {@code L} a dollar, {@code S} and {@code MI} a sign, {@code FM} before all without blanks. What does not fit becomes {@code #}.
 */
public final class NumberFormats {
    private static final ColumnType NUMBER = ColumnType.decimal(38, 12);

    /** Stands for MI. */
    private static final char MINUS = '-';

    private NumberFormats() {}

    /** The text of a DECIMAL(38, 12) by a pattern. */
    public static Expression formatted(Expression number, Expression pattern) {
        return new ScalarFunction(
                ColumnType.of(Kind.TEXT),
                List.of(number, pattern),
                Traits.FAILS,
                Kernel.texts((in, row, sink) ->
                        sink.add(format(NUMBER.decimalOf(in.column(0), in.place(0, row)), in.stringAt(1, row)))));
    }

    static String format(BigDecimal number, String pattern) {
        String upper = pattern.toUpperCase(Locale.ROOT);
        boolean isTight = upper.startsWith("FM");
        String fields = (isTight ? upper.substring(2) : upper)
                .replace("MI", String.valueOf(MINUS))
                .replace('D', '.')
                .replace('G', ',')
                .replace('L', '$');
        int point = fields.indexOf('.');
        String whole = point < 0 ? fields : fields.substring(0, point);
        String fraction = point < 0 ? "" : fields.substring(point + 1);
        BigDecimal rounded = number.setScale(digitsIn(fraction), RoundingMode.HALF_UP);
        String digits = rounded.abs().unscaledValue().toString();
        int places = digitsIn(fraction);
        String padded = "0".repeat(Math.max(0, places - digits.length())) + digits;
        String left = padded.substring(0, padded.length() - places);
        String right = padded.substring(padded.length() - places);
        boolean fits = left.length() <= digitsIn(whole) || left.equals("0");
        String text = signed(
                inWhole(fits ? left : "#".repeat(digitsIn(whole)), whole, places > 0),
                rounded.signum() < 0,
                fields,
                point < 0 ? "" : "." + (fits ? right : "#".repeat(places)));
        return isTight ? tight(text, fraction) : text;
    }

    private static int digitsIn(String fields) {
        return (int) fields.chars().filter(c -> c == '9' || c == '0').count();
    }

    /** The digits before the point in their fields, from the right; those left over are blank, or zero from the first 0 on. */
    private static String inWhole(String digits, String fields, boolean hasFraction) {
        String significant = digits.matches("0*") && hasFraction ? "" : digits;
        int firstZero = fields.indexOf('0');
        StringBuilder reversed = new StringBuilder();
        int next = significant.length() - 1;
        for (int i = fields.length() - 1; i >= 0; i--) {
            char field = fields.charAt(i);
            boolean isZero = firstZero >= 0 && i >= firstZero;
            if (field == '9' || field == '0') {
                reversed.append(next >= 0 ? significant.charAt(next) : isZero ? '0' : ' ');
                next--;
            } else if (field == ',') {
                reversed.append(next >= 0 || isZero ? ',' : ' ');
            } else if (field == '$') {
                reversed.append('$');
            }
        }
        return reversed.reverse().toString();
    }

    /** Puts the sign where the pattern has one, or else before the first digit. */
    private static String signed(String whole, boolean isNegative, String fields, String fraction) {
        if (fields.endsWith("S")) {
            return whole + fraction + (isNegative ? "-" : "+");
        }
        if (fields.indexOf(MINUS) == fields.length() - 1) {
            return whole + fraction + (isNegative ? "-" : " ");
        }
        int first = 0;
        while (first < whole.length() && whole.charAt(first) == ' ') {
            first++;
        }
        String positive = fields.startsWith("S") ? "+" : " ";
        return whole.substring(0, first) + (isNegative ? "-" : positive) + whole.substring(first) + fraction;
    }

    /** Without blanks, and without zeros at the end that stand for a 9. */
    private static String tight(String text, String fraction) {
        String trimmed = text.strip();
        int optional = fraction.length() - 1 - fraction.lastIndexOf('0');
        while (optional > 0 && trimmed.endsWith("0")) {
            trimmed = trimmed.substring(0, trimmed.length() - 1);
            optional--;
        }
        return trimmed;
    }
}
