package org.cairndb.planner.exec.scalar;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.TextColumn;
import org.cairndb.planner.exec.scalar.ScalarFunction.Traits;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** Functions of text. Positions count characters (code points) from 1; null where an operand is null. */
public final class TextFunctions {
    private static final ColumnType TEXT = ColumnType.of(Kind.TEXT);
    private static final ColumnType LONG = ColumnType.of(Kind.LONG);

    private TextFunctions() {}

    static int start(Arguments in, int row) {
        return in.text(0).start(in.place(0, row));
    }

    static int end(Arguments in, int row) {
        int place = in.place(0, row);
        return in.text(0).start(place) + in.text(0).length(place);
    }

    /** Upper case. */
    public static Expression upper(Expression operand) {
        return cased(operand, 'a', text -> text.toUpperCase(Locale.ROOT));
    }

    /** Lower case. */
    public static Expression lower(Expression operand) {
        return cased(operand, 'A', text -> text.toLowerCase(Locale.ROOT));
    }

    private static Expression cased(Expression operand, char firstTurned, UnaryOperator<String> beyondAscii) {
        return new ScalarFunction(TEXT, List.of(operand), Traits.SAFE, Kernel.texts((in, row, sink) -> {
            byte[] bytes = in.text(0).bytes();
            int start = start(in, row);
            int end = end(in, row);
            if (!Utf8.isAscii(bytes, start, end)) {
                sink.add(beyondAscii.apply(in.stringAt(0, row)));
                return;
            }
            sink.reserve(end - start);
            for (int at = start; at < end; at++) {
                int letter = bytes[at] - firstTurned;
                sink.put((byte) (letter >= 0 && letter < 26 ? bytes[at] ^ 0x20 : bytes[at]));
            }
        }));
    }

    /** The first letter of every word in upper case, all others in lower case. */
    public static Expression initcap(Expression operand) {
        return ofStrings(List.of(operand), texts -> {
            StringBuilder result = new StringBuilder(texts[0].length());
            boolean inWord = false;
            for (int i = 0; i < texts[0].length(); i++) {
                char letter = texts[0].charAt(i);
                result.append(inWord ? Character.toLowerCase(letter) : Character.toUpperCase(letter));
                inWord = Character.isLetterOrDigit(letter);
            }
            return result.toString();
        });
    }

    /** A text computed from texts. */
    @FunctionalInterface
    public interface StringFunction {
        /** The text for those of a row. */
        String apply(String... texts);
    }

    /** A function of texts that never fails. */
    public static Expression ofStrings(List<Expression> operands, StringFunction function) {
        return new ScalarFunction(
                TEXT,
                operands,
                Traits.SAFE,
                Kernel.texts((in, row, sink) -> sink.add(function.apply(strings(in, row)))));
    }

    /** A function of texts that refuses some by a CairnException. */
    public static Expression ofStringsChecked(List<Expression> operands, StringFunction function) {
        return new ScalarFunction(
                TEXT,
                operands,
                Traits.FAILS,
                Kernel.texts((in, row, sink) -> sink.add(function.apply(strings(in, row)))));
    }

    private static String[] strings(Arguments in, int row) {
        String[] texts = new String[in.count()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = in.stringAt(i, row);
        }
        return texts;
    }

    /** Part of a text from a position on; with a third operand, at most so many characters from that position on. */
    public static Expression substring(List<Expression> operands) {
        return part(TEXT, operands);
    }

    /** Part of a run of bytes from a position on. */
    public static Expression subBytes(List<Expression> operands) {
        return part(ColumnType.of(Kind.BYTES), operands);
    }

    private static Expression part(ColumnType type, List<Expression> operands) {
        boolean hasLength = operands.size() > 2;
        boolean isText = type.kind() == Kind.TEXT;
        return new ScalarFunction(type, operands, hasLength ? Traits.FAILS : Traits.SAFE, Kernel.slices((in, row) -> {
            byte[] bytes = in.text(0).bytes();
            int start = start(in, row);
            int end = end(in, row);
            long from = clamp(in.longAt(1, row));
            long skipped = Math.max(from, 1) - 1;
            int first = isText ? Utf8.advance(bytes, start, end, skipped) : (int) Math.min(start + skipped, end);
            if (!hasLength) {
                return Kernel.SliceCell.of(first, end);
            }
            long length = clamp(in.longAt(2, row));
            if (length < 0) {
                throw new CairnException(ErrorCode.VALUE_INVALID, "SUBSTRING with a negative length");
            }
            long wanted = Math.max(0, Math.min(length, from + length - 1));
            int last = isText ? Utf8.advance(bytes, first, end, wanted) : (int) Math.min(first + wanted, end);
            return Kernel.SliceCell.of(first, last);
        }));
    }

    private static long clamp(long number) {
        return Math.max(-Integer.MAX_VALUE, Math.min(number, Integer.MAX_VALUE));
    }

    /** The first characters; of a negative number, all but so many at the end. */
    public static Expression left(Expression operand, Expression count) {
        return new ScalarFunction(TEXT, List.of(operand, count), Traits.SAFE, Kernel.slices((in, row) -> {
            byte[] bytes = in.text(0).bytes();
            long wanted = in.longAt(1, row);
            int start = start(in, row);
            int end = end(in, row);
            return Kernel.SliceCell.of(
                    start,
                    wanted >= 0
                            ? Utf8.advance(bytes, start, end, wanted)
                            : Utf8.retreat(bytes, start, end, -clamp(wanted)));
        }));
    }

    /** The last characters; of a negative number, all but so many at the start. */
    public static Expression right(Expression operand, Expression count) {
        return new ScalarFunction(TEXT, List.of(operand, count), Traits.SAFE, Kernel.slices((in, row) -> {
            byte[] bytes = in.text(0).bytes();
            long wanted = in.longAt(1, row);
            int start = start(in, row);
            int end = end(in, row);
            return Kernel.SliceCell.of(
                    wanted >= 0
                            ? Utf8.retreat(bytes, start, end, wanted)
                            : Utf8.advance(bytes, start, end, -clamp(wanted)),
                    end);
        }));
    }

    /** Ends of a text. */
    public enum Sides {
        /** The start. */
        LEADING,
        /** The end. */
        TRAILING,
        /** Both. */
        BOTH
    }

    /** Without the characters of a set at the ends. */
    public static Expression trim(Sides sides, Expression operand, Expression characters) {
        return new ScalarFunction(TEXT, List.of(operand, characters), Traits.SAFE, Kernel.slices((in, row) -> {
            byte[] bytes = in.text(0).bytes();
            TextColumn set = in.text(1);
            int place = in.place(1, row);
            int start = start(in, row);
            int end = end(in, row);
            while (sides != Sides.TRAILING && start < end) {
                int next = Utf8.advance(bytes, start, end, 1);
                if (!contains(set, place, bytes, start, next)) {
                    break;
                }
                start = next;
            }
            while (sides != Sides.LEADING && start < end) {
                int previous = Utf8.retreat(bytes, start, end, 1);
                if (!contains(set, place, bytes, previous, end)) {
                    break;
                }
                end = previous;
            }
            return Kernel.SliceCell.of(start, end);
        }));
    }

    private static boolean contains(TextColumn set, int row, byte[] bytes, int from, int to) {
        byte[] members = set.bytes();
        int length = to - from;
        int end = set.start(row) + set.length(row) - length;
        for (int at = set.start(row); at <= end; at++) {
            int same = 0;
            while (same < length && members[at + same] == bytes[from + same]) {
                same++;
            }
            if (same == length) {
                return true;
            }
        }
        return false;
    }

    /** The position of the second text in the first, from a position on if there is a third operand; 0 if it is not there. */
    public static Expression position(List<Expression> textAndWanted) {
        boolean hasStart = textAndWanted.size() > 2;
        return new ScalarFunction(LONG, textAndWanted, Traits.SAFE, Kernel.longs((in, row) -> {
            byte[] bytes = in.text(0).bytes();
            int start = start(in, row);
            int end = end(in, row);
            long from = hasStart ? in.longAt(2, row) : 1;
            if (from < 1) {
                return 0;
            }
            int begin = Utf8.advance(bytes, start, end, from - 1);
            byte[] wanted = in.text(1).copyOf(in.place(1, row));
            int found = new ByteSearch(wanted).find(bytes, begin, end);
            return found < 0 ? 0 : Utf8.count(bytes, start, found) + 1;
        }));
    }

    /** Whether the first text begins with the second. */
    public static Expression startsWith(Expression operand, Expression prefix) {
        return new ScalarFunction(
                ColumnType.of(Kind.BOOLEAN), List.of(operand, prefix), Traits.SAFE, Kernel.longs((in, row) -> {
                    int place = in.place(1, row);
                    int length = in.text(1).length(place);
                    int start = start(in, row);
                    boolean fits = length <= end(in, row) - start;
                    byte[] wanted = in.text(1).copyOf(place);
                    return fits && new ByteSearch(wanted).matchesAt(in.text(0).bytes(), start) ? 1 : 0;
                }));
    }

    /** Characters. */
    public static Expression length(Expression operand) {
        return new ScalarFunction(
                LONG,
                List.of(operand),
                Traits.SAFE,
                Kernel.longs((in, row) -> Utf8.count(in.text(0).bytes(), start(in, row), end(in, row))));
    }

    /** Bytes. */
    public static Expression octetLength(Expression operand) {
        return new ScalarFunction(
                LONG, List.of(operand), Traits.SAFE, Kernel.longs((in, row) -> end(in, row) - start(in, row)));
    }

    /** The code point of the first character; 0 for empty text. */
    public static Expression ascii(Expression operand) {
        return new ScalarFunction(LONG, List.of(operand), Traits.SAFE, Kernel.longs((in, row) -> {
            String text = in.stringAt(0, row);
            return text.isEmpty() ? 0 : text.codePointAt(0);
        }));
    }

    /** The character of a code point. */
    public static Expression chr(Expression code) {
        return new ScalarFunction(TEXT, List.of(code), Traits.FAILS, Kernel.texts((in, row, sink) -> {
            long point = in.longAt(0, row);
            if (point < 1 || point > Character.MAX_CODE_POINT) {
                throw ScalarErrors.outOfRange(Long.toString(point), "characters");
            }
            sink.add(Character.toString((int) point));
        }));
    }

    /** All texts, or runs of bytes, one after the other; null where one is null. */
    public static Expression concat(List<Expression> operands, ColumnType type) {
        return new ScalarFunction(type, operands, Traits.SAFE, Kernel.texts((in, row, sink) -> {
            for (int i = 0; i < in.count(); i++) {
                sink.add(in.text(i), in.place(i, row));
            }
        }));
    }

    /** All texts that are not null, one after the other. */
    public static Expression concatPresent(List<Expression> operands) {
        return new ScalarFunction(TEXT, operands, Traits.SEES_NULLS, Kernel.texts((in, row, sink) -> {
            for (int i = 0; i < in.count(); i++) {
                if (!in.isNull(i, row)) {
                    sink.add(in.text(i), in.place(i, row));
                }
            }
        }));
    }

    /** The texts that are not null with the first operand, which is not null, between them. */
    public static Expression join(List<Expression> operands) {
        return new ScalarFunction(TEXT, operands, Traits.SEES_NULLS, Kernel.texts((in, row, sink) -> {
            boolean isFirst = true;
            for (int i = 1; i < in.count(); i++) {
                if (in.isNull(i, row)) {
                    continue;
                }
                if (!isFirst) {
                    sink.add(in.text(0), in.place(0, row));
                }
                isFirst = false;
                sink.add(in.text(i), in.place(i, row));
            }
        }));
    }

    /** The first text with every occurrence of the second replaced by the third. */
    public static Expression replace(List<Expression> operands) {
        return ofStrings(operands, texts -> texts[1].isEmpty() ? texts[0] : texts[0].replace(texts[1], texts[2]));
    }

    /** A text with the characters from a position on replaced by another text, as many as that has or as a fourth operand says. */
    public static Expression overlay(List<Expression> operands) {
        return new ScalarFunction(TEXT, operands, Traits.FAILS, Kernel.texts((in, row, sink) -> {
            byte[] bytes = in.text(0).bytes();
            int start = start(in, row);
            int end = end(in, row);
            long from = in.longAt(2, row);
            if (from < 1) {
                throw new CairnException(ErrorCode.VALUE_INVALID, "OVERLAY from a position before the first");
            }
            int place = in.place(1, row);
            TextColumn inserted = in.text(1);
            int insertedStart = inserted.start(place);
            long replaced = in.count() > 3
                    ? in.longAt(3, row)
                    : Utf8.count(inserted.bytes(), insertedStart, insertedStart + inserted.length(place));
            int cut = Utf8.advance(bytes, start, end, from - 1);
            sink.add(bytes, start, cut - start);
            sink.add(inserted, place);
            int rest = Utf8.advance(bytes, start, end, Math.max(0, from - 1 + replaced));
            sink.add(bytes, rest, end - rest);
        }));
    }

    /** A text so many times. */
    public static Expression repeat(Expression operand, Expression count) {
        return new ScalarFunction(TEXT, List.of(operand, count), Traits.FAILS, Kernel.texts((in, row, sink) -> {
            long times = Math.max(0, in.longAt(1, row));
            int place = in.place(0, row);
            int length = in.text(0).length(place);
            if (length > 0) {
                sink.reserve(Math.multiplyExact(clamp(times), length));
            }
            for (long i = 0; i < times && length > 0; i++) {
                sink.add(in.text(0), place);
            }
        }));
    }

    /** The characters in reverse order. */
    public static Expression reverse(Expression operand) {
        return ofStrings(
                List.of(operand), texts -> new StringBuilder(texts[0]).reverse().toString());
    }

    /** A text brought to a number of characters by filling or cutting; operands are text, length and filling. */
    public static Expression pad(List<Expression> operands, boolean isLeft) {
        return new ScalarFunction(TEXT, operands, Traits.FAILS, Kernel.texts((in, row, sink) -> {
            byte[] bytes = in.text(0).bytes();
            int start = start(in, row);
            int end = end(in, row);
            long wanted = Math.max(0, clamp(in.longAt(1, row)));
            int present = Utf8.count(bytes, start, end);
            if (present >= wanted) {
                sink.add(bytes, start, Utf8.advance(bytes, start, end, wanted) - start);
                return;
            }
            byte[] filling = filling(in, row, wanted - present);
            if (isLeft) {
                sink.add(filling, 0, filling.length);
            }
            sink.add(bytes, start, end - start);
            if (!isLeft) {
                sink.add(filling, 0, filling.length);
            }
        }));
    }

    private static byte[] filling(Arguments in, int row, long characters) {
        String unit = in.count() > 2 ? in.stringAt(2, row) : " ";
        if (unit.isEmpty()) {
            return new byte[0];
        }
        int[] points = unit.codePoints().toArray();
        StringBuilder filling = new StringBuilder();
        for (int i = 0; i < characters; i++) {
            filling.appendCodePoint(points[i % points.length]);
        }
        return filling.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The n-th part of a text between separators; counted from the end if n is negative. */
    public static Expression splitPart(Expression text, Expression separator, Expression ordinal) {
        return new ScalarFunction(
                TEXT, List.of(text, separator, ordinal), Traits.FAILS, Kernel.texts((in, row, sink) -> {
                    long wanted = in.longAt(2, row);
                    if (wanted == 0) {
                        throw new CairnException(
                                ErrorCode.VALUE_INVALID, "SPLIT_PART counts parts from 1; part 0 was asked for");
                    }
                    sink.add(SplitText.part(in.stringAt(0, row), in.stringAt(1, row), wanted));
                }));
    }

    /** A text with each character of the second operand replaced by the one at its place in the third, or left out. */
    public static Expression translate(List<Expression> operands) {
        return ofStrings(operands, texts -> {
            StringBuilder result = new StringBuilder(texts[0].length());
            for (int i = 0; i < texts[0].length(); i++) {
                char letter = texts[0].charAt(i);
                int place = texts[1].indexOf(letter);
                if (place < 0) {
                    result.append(letter);
                } else if (place < texts[2].length()) {
                    result.append(texts[2].charAt(place));
                }
            }
            return result.toString();
        });
    }

    /** Parts of texts. */
    private static final class SplitText {
        static String part(String text, String separator, long wanted) {
            if (separator.isEmpty()) {
                return wanted == 1 || wanted == -1 ? text : "";
            }
            long ordinal = wanted > 0 ? wanted : count(text, separator) + wanted + 1;
            int from = 0;
            for (long i = 1; i <= ordinal; i++) {
                int to = text.indexOf(separator, from);
                if (i == ordinal) {
                    return text.substring(from, to < 0 ? text.length() : to);
                }
                if (to < 0) {
                    return "";
                }
                from = to + separator.length();
            }
            return "";
        }

        private static long count(String text, String separator) {
            long parts = 1;
            int at = text.indexOf(separator);
            while (at >= 0) {
                parts++;
                at = text.indexOf(separator, at + separator.length());
            }
            return parts;
        }
    }
}
