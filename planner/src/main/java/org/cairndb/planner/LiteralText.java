package org.cairndb.planner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a query with its plain literals found: quoted text and whole numbers of at most 18 digits. A text with anything that would make that doubtful
 * (a comment, a parameter, a literal with a prefix, an unfinished name) is left alone.
 */
final class LiteralText {
    private static final String BEGIN = "select";
    private static final int MAX_LENGTH = 16_384;
    private static final int MAX_DIGITS = 18;
    /** Stand for literals in a skeleton; a text that has them itself is left alone. */
    private static final char TEXT = '\u0001';

    private static final char NUMBER = '\u0002';

    private final String sql;
    private final StringBuilder skeleton;
    private int[] bounds = new int[8];
    private int count;

    private LiteralText(String sql) {
        this.sql = sql;
        this.skeleton = new StringBuilder(sql.length());
    }

    /** The literals of a query, or null if it has none or is to be left alone. */
    static @Nullable LiteralText of(String sql) {
        if (sql.length() > MAX_LENGTH || !sql.regionMatches(true, 0, BEGIN, 0, BEGIN.length())) {
            return null;
        }
        LiteralText text = new LiteralText(sql);
        return text.scan() && text.count > 0 ? text : null;
    }

    /** Goes through the text; false where it is to be left alone. */
    private boolean scan() {
        int position = 0;
        while (position < sql.length()) {
            char c = sql.charAt(position);
            int end;
            if (c == '\'') {
                end = isPlainStart(position) ? endOfQuoted(position, '\'') : -1;
                addLiteral(position, end, TEXT);
            } else if (c == '"') {
                end = endOfQuoted(position, '"');
                copy(position, end);
            } else if (isDigit(c)) {
                end = endOfWord(position);
                addNumber(position, end);
            } else if (isWordPart(c)) {
                end = endOfWord(position);
                copy(position, end);
            } else if (isDoubtful(c, position)) {
                return false;
            } else {
                skeleton.append(c);
                end = position + 1;
            }
            if (end < 0) {
                return false;
            }
            position = end;
        }
        return true;
    }

    private boolean isDoubtful(char c, int position) {
        char next = position + 1 < sql.length() ? sql.charAt(position + 1) : ' ';
        return switch (c) {
            case '?', '`', '\r', '{', '[', TEXT, NUMBER -> true;
            case '-' -> next == '-';
            case '/' -> next == '/' || next == '*';
            default -> false;
        };
    }

    /** Whether a quote begins a literal without a prefix such as N, X or U&. */
    private boolean isPlainStart(int position) {
        char before = position == 0 ? ' ' : sql.charAt(position - 1);
        return !isWordPart(before) && before != '&' && before != '\'';
    }

    /** The position after the closing quote, or -1 if there is none. */
    private int endOfQuoted(int start, char quote) {
        int position = sql.indexOf(quote, start + 1);
        while (position >= 0 && position + 1 < sql.length() && sql.charAt(position + 1) == quote) {
            position = sql.indexOf(quote, position + 2);
        }
        return position < 0 ? -1 : position + 1;
    }

    private int endOfWord(int start) {
        int position = start + 1;
        while (position < sql.length() && isWordPart(sql.charAt(position))) {
            position++;
        }
        return position;
    }

    private void addNumber(int start, int end) {
        boolean plain = end - start <= MAX_DIGITS;
        for (int i = start; i < end && plain; i++) {
            plain = isDigit(sql.charAt(i));
        }
        boolean isFraction =
                (start > 0 && sql.charAt(start - 1) == '.') || (end < sql.length() && sql.charAt(end) == '.');
        if (plain && !isFraction) {
            addLiteral(start, end, NUMBER);
        } else {
            copy(start, end);
        }
    }

    private void addLiteral(int start, int end, char mark) {
        if (2 * count == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        bounds[2 * count] = start;
        bounds[2 * count + 1] = end;
        count++;
        skeleton.append(mark);
    }

    private void copy(int start, int end) {
        if (end > start) {
            skeleton.append(sql, start, end);
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordPart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_' || c == '$' || c >= 0x80;
    }

    /** The text with a mark for the kind of each literal in its place. */
    String skeleton() {
        return skeleton.toString();
    }

    /** How many literals there are. */
    int count() {
        return count;
    }

    /** Where a literal begins. */
    int start(int literal) {
        return bounds[2 * literal];
    }

    /** The position after a literal. */
    int end(int literal) {
        return bounds[2 * literal + 1];
    }

    /** Whether a literal is quoted text rather than a number. */
    boolean isText(int literal) {
        return sql.charAt(start(literal)) == '\'';
    }

    /** The statement with parameters for the literals of a shape. */
    String withParameters(LiteralShape shape) {
        StringBuilder text = new StringBuilder(sql.length());
        int copied = 0;
        for (int i = 0; i < count; i++) {
            if (shape.isParameter(i)) {
                text.append(sql, copied, start(i)).append('?');
                copied = end(i);
            }
        }
        return text.append(sql, copied, sql.length()).toString();
    }

    /** The values of the literals that are parameters. */
    List<Object> values(LiteralShape shape) {
        List<Object> values = new ArrayList<>(shape.parameterCount());
        for (int i = 0; i < count; i++) {
            if (shape.isParameter(i)) {
                values.add(value(i));
            }
        }
        return values;
    }

    private Object value(int literal) {
        if (!isText(literal)) {
            return Long.parseLong(sql, start(literal), end(literal), 10);
        }
        String inside = sql.substring(start(literal) + 1, end(literal) - 1);
        return inside.indexOf('\'') < 0 ? inside : inside.replace("''", "'");
    }
}
