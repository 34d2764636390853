package org.cairndb.planner.exec.scalar;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.WideColumn;
import org.cairndb.planner.exec.scalar.ScalarFunction.Traits;
import org.cairndb.planner.time.IntervalText;
import org.cairndb.planner.time.TimestampText;

/** Casts to and from text and bytes. Null stays null. */
public final class Casts {
    private static final ColumnType TEXT = ColumnType.of(Kind.TEXT);
    private static final ColumnType BYTES = ColumnType.of(Kind.BYTES);
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final int NANOS_PER_MICRO = 1000;
    private static final int UUID_BYTES = 16;

    private Casts() {}

    /** Values of a type as text. */
    public static Expression toText(Expression operand, ColumnType from) {
        Kernel.TextCell cell = switch (from.kind()) {
            case BOOLEAN -> (in, row, sink) -> sink.add(in.longAt(0, row) != 0 ? "TRUE" : "FALSE");
            case LONG -> (in, row, sink) -> sink.add(Long.toString(in.longAt(0, row)));
            case DOUBLE -> (in, row, sink) -> sink.add(Double.toString(in.doubleAt(0, row)));
            case DECIMAL ->
                (in, row, sink) -> sink.add(
                        DecimalArithmetic.decimalAt(in, 0, row, from.scale()).toPlainString());
            case DATE -> (in, row, sink) -> sink.add(TimeTexts.ofDay(in.longAt(0, row)));
            case TIME -> (in, row, sink) -> sink.add(TimeTexts.ofTime(in.longAt(0, row)));
            case TIMESTAMP -> (in, row, sink) -> sink.add(TimeTexts.ofTimestamp(in.longAt(0, row)));
            case MONTHS -> (in, row, sink) -> sink.add(IntervalText.ofMonths(in.longAt(0, row)));
            case DURATION -> (in, row, sink) -> sink.add(IntervalText.ofMicros(in.longAt(0, row)));
            case UUID -> (in, row, sink) -> sink.add(uuidAt(in, row).toString());
            case BYTES -> (in, row, sink) -> sink.add(in.stringAt(0, row));
            case TEXT -> (in, row, sink) -> sink.add(in.text(0), in.place(0, row));
            case OTHER -> throw new IllegalArgumentException("No text of " + from);
        };
        return new ScalarFunction(TEXT, List.of(operand), Traits.SAFE, Kernel.texts(cell));
    }

    private static UUID uuidAt(Arguments in, int row) {
        return ((WideColumn) in.column(0)).uuid(in.place(0, row));
    }

    /** The first characters of text. */
    public static Expression cutText(Expression operand, int characters) {
        return new ScalarFunction(TEXT, List.of(operand), Traits.SAFE, Kernel.slices((in, row) -> {
            int start = TextFunctions.start(in, row);
            int end = TextFunctions.end(in, row);
            return Kernel.SliceCell.of(
                    start,
                    end - start <= characters ? end : Utf8.advance(in.text(0).bytes(), start, end, characters));
        }));
    }

    /** The first bytes of a run of bytes. */
    public static Expression cutBytes(Expression operand, int length) {
        return new ScalarFunction(BYTES, List.of(operand), Traits.SAFE, Kernel.slices((in, row) -> {
            int start = TextFunctions.start(in, row);
            return Kernel.SliceCell.of(start, Math.min(TextFunctions.end(in, row), start + length));
        }));
    }

    /** Text as integers or decimals of a range. */
    public static Expression textToExact(Expression operand, NumberRange range) {
        boolean isInteger = range.type().kind() == Kind.LONG;
        Kernel kernel = isInteger
                ? Kernel.longs((in, row) -> parseInteger(in.stringAt(0, row), range))
                : Kernel.values(range.type(), (in, row) -> parseDecimal(in.stringAt(0, row), range));
        return new ScalarFunction(range.type(), List.of(operand), Traits.FAILS, kernel);
    }

    private static long parseInteger(String text, NumberRange range) {
        String trimmed = text.trim();
        try {
            return range.check(Long.parseLong(trimmed));
        } catch (NumberFormatException e) {
            if (trimmed.matches("[+-]?[0-9]+")) {
                throw ScalarErrors.outOfRange(trimmed, range.name());
            }
            throw ScalarErrors.notA(text, "an integer");
        }
    }

    private static Object parseDecimal(String text, NumberRange range) {
        try {
            BigDecimal value = new BigDecimal(text.trim());
            return range.boxed(range.check(
                    value.setScale(range.type().scale(), RoundingMode.HALF_UP).unscaledValue()));
        } catch (NumberFormatException e) {
            throw ScalarErrors.notA(text, "a number");
        }
    }

    /** Text as a type other than an exact number. */
    public static Expression fromText(Expression operand, ColumnType to) {
        Kernel kernel = switch (to.kind()) {
            case BOOLEAN -> Kernel.longs((in, row) -> parseTruth(in.stringAt(0, row)) ? 1 : 0);
            case DOUBLE -> Kernel.doubles((in, row) -> parseDouble(in.stringAt(0, row)));
            case DATE ->
                Kernel.longs((in, row) -> Math.floorDiv(TimestampText.micros(in.stringAt(0, row)), MICROS_PER_DAY));
            case TIME -> Kernel.longs((in, row) -> parseTime(in.stringAt(0, row)));
            case TIMESTAMP -> Kernel.longs((in, row) -> TimestampText.micros(in.stringAt(0, row)));
            case UUID -> Kernel.values(to, (in, row) -> parseUuid(in.stringAt(0, row)));
            case BYTES -> Kernel.texts((in, row, sink) -> sink.add(in.text(0), in.place(0, row)));
            case LONG, DECIMAL, TEXT, MONTHS, DURATION, OTHER ->
                throw new IllegalArgumentException("No cast of text to " + to);
        };
        return new ScalarFunction(to, List.of(operand), to.kind() == Kind.BYTES ? Traits.SAFE : Traits.FAILS, kernel);
    }

    private static boolean parseTruth(String text) {
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "y", "on", "1" -> true;
            case "false", "f", "no", "n", "off", "0" -> false;
            default -> throw ScalarErrors.notA(text, "a truth value");
        };
    }

    private static double parseDouble(String text) {
        String trimmed = text.trim();
        try {
            char last = trimmed.isEmpty() ? 'x' : trimmed.charAt(trimmed.length() - 1);
            if (last == 'd' || last == 'D' || last == 'f' || last == 'F') {
                throw ScalarErrors.notA(text, "a number");
            }
            return Double.parseDouble(trimmed);
        } catch (NumberFormatException e) {
            throw ScalarErrors.notA(text, "a number");
        }
    }

    private static long parseTime(String text) {
        String trimmed = text.trim();
        try {
            return trimmed.length() > 1 && trimmed.contains("-")
                    ? Math.floorMod(TimestampText.micros(trimmed), MICROS_PER_DAY)
                    : LocalTime.parse(trimmed).toNanoOfDay() / NANOS_PER_MICRO;
        } catch (DateTimeException e) {
            throw ScalarErrors.notATime(text, "a time of day; write it as 12:00:00");
        }
    }

    private static UUID parseUuid(String text) {
        try {
            return UUID.fromString(text.trim());
        } catch (IllegalArgumentException e) {
            throw ScalarErrors.notA(text, "a UUID");
        }
    }

    /** UUIDs as 16 bytes. */
    public static Expression uuidToBytes(Expression operand) {
        return new ScalarFunction(BYTES, List.of(operand), Traits.SAFE, Kernel.texts((in, row, sink) -> {
            UUID uuid = uuidAt(in, row);
            byte[] bytes = ByteBuffer.allocate(UUID_BYTES)
                    .putLong(uuid.getMostSignificantBits())
                    .putLong(uuid.getLeastSignificantBits())
                    .array();
            sink.add(bytes, 0, bytes.length);
        }));
    }

    /** Runs of 16 bytes as UUIDs. */
    public static Expression bytesToUuid(Expression operand) {
        ColumnType type = ColumnType.of(Kind.UUID);
        return new ScalarFunction(type, List.of(operand), Traits.FAILS, Kernel.values(type, (in, row) -> {
            byte[] bytes = in.text(0).copyOf(in.place(0, row));
            if (bytes.length != UUID_BYTES) {
                throw ScalarErrors.notA(new String(bytes, StandardCharsets.ISO_8859_1), "a UUID of 16 bytes");
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return new UUID(buffer.getLong(), buffer.getLong());
        }));
    }

    /** Times as text. */
    private static final class TimeTexts {
        private static final long MICROS_PER_SECOND = 1_000_000;

        static String ofDay(long day) {
            return LocalDate.ofEpochDay(day).toString();
        }

        static String ofTime(long micros) {
            long seconds = micros / MICROS_PER_SECOND;
            StringBuilder text = new StringBuilder(15);
            two(text, seconds / 3600).append(':');
            two(text, seconds / 60 % 60).append(':');
            two(text, seconds % 60);
            long fraction = micros % MICROS_PER_SECOND;
            if (fraction != 0) {
                String digits = Long.toString(MICROS_PER_SECOND + fraction).substring(1);
                int end = digits.length();
                while (digits.charAt(end - 1) == '0') {
                    end--;
                }
                text.append('.').append(digits, 0, end);
            }
            return text.toString();
        }

        static String ofTimestamp(long micros) {
            return ofDay(Math.floorDiv(micros, MICROS_PER_DAY)) + " " + ofTime(Math.floorMod(micros, MICROS_PER_DAY));
        }

        private static StringBuilder two(StringBuilder text, long value) {
            return text.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
        }
    }
}
