package org.cairndb.jdbc;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairndb.planner.SqlPieces;
import org.cairndb.planner.SqlPieces.Kind;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/**
 * Turns the escapes of JDBC into our SQL: {@code {fn f(x)}}, {@code {oj ...}}, {@code {escape 'c'}} and {@code {limit n}}; the parser itself knows those of
 * dates and times. What takes the place of an escape is padded to its length, so that positions in messages are those of the text that was given.
 */
final class JdbcEscapes {
    private static final Pattern OPENING =
            Pattern.compile("\\{\\s*(\\?\\s*=\\s*call|[A-Za-z]+)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern FUNCTION =
            Pattern.compile("\\s*([A-Za-z_][A-Za-z_0-9]*)\\s*(\\()?", Pattern.CASE_INSENSITIVE);
    private static final Pattern EMPTY_OPERANDS = Pattern.compile("\\(\\s*\\)");
    private static final Pattern SQL_TYPE =
            Pattern.compile(",\\s*(?:SQL_)([A-Za-z]+)\\s*\\)", Pattern.CASE_INSENSITIVE);
    /** What the parser reads by itself. */
    private static final List<String> LITERALS = List.of("d", "t", "ts");

    /** Functions that have another name in our SQL. */
    private static final Map<String, String> NAMES =
            Map.of("char", "CHR", "log", "LN", "insert", "STUFF", "convert", "CAST");
    /** Functions that are written without parentheses in our SQL. */
    private static final List<String> BARE = List.of(
            "current_date",
            "current_time",
            "current_timestamp",
            "localtime",
            "localtimestamp",
            "user",
            "current_user",
            "session_user");

    private static final Map<String, String> TYPES =
            Map.of("WVARCHAR", "VARCHAR", "WCHAR", "CHAR", "TINYINT", "SMALLINT", "BIT", "BOOLEAN");

    private final StringBuilder text;
    /** Words of the escapes whose closing brace is still to come. */
    private final Deque<String> open = new ArrayDeque<>();

    private JdbcEscapes(String sql) {
        this.text = new StringBuilder(sql);
    }

    /**
     * A statement without escapes that only JDBC knows.
     *
     * @throws CairnException SQL_SYNTAX or UNSUPPORTED for an escape that there is not
     */
    static String resolve(String sql) {
        if (sql.indexOf('{') < 0) {
            return sql;
        }
        JdbcEscapes escapes = new JdbcEscapes(sql);
        for (SqlPieces.Piece piece : SqlPieces.of(sql)) {
            if (piece.kind() == Kind.CODE) {
                escapes.resolve(piece.start(), piece.end());
            }
        }
        return escapes.text.toString();
    }

    private void resolve(int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == '{') {
                begin(i, end);
            } else if (c == '}' && !open.isEmpty()) {
                if (!LITERALS.contains(open.pop())) {
                    text.setCharAt(i, ' ');
                }
            }
        }
    }

    private void begin(int at, int end) {
        Matcher opening = OPENING.matcher(text).region(at, end);
        if (!opening.lookingAt()) {
            return;
        }
        String word = opening.group(1).toLowerCase(Locale.ROOT);
        if (word.endsWith("call")) {
            throw new CairnException(
                    ErrorCode.UNSUPPORTED, "There are no procedures to call; functions stand in queries, as {fn f(x)}");
        }
        switch (word) {
            case "fn" -> {
                blank(at, opening.end());
                function(opening.end(), end);
            }
            case "oj" -> blank(at, opening.end());
            case "escape", "limit" -> blank(at, at + 1);
            default -> {
                if (!LITERALS.contains(word)) {
                    throw new CairnException(
                            ErrorCode.SQL_SYNTAX,
                            "There is no escape {%s ...} (%s); there are d, t, ts, fn, oj, escape and limit"
                                    .formatted(opening.group(1), place(at)));
                }
            }
        }
        open.push(word);
    }

    private void function(int start, int end) {
        Matcher function = FUNCTION.matcher(text).region(start, end);
        if (!function.lookingAt()) {
            return;
        }
        String name = function.group(1).toLowerCase(Locale.ROOT);
        if (BARE.contains(name)) {
            Matcher operands = EMPTY_OPERANDS.matcher(text).region(function.end(1), end);
            if (operands.lookingAt()) {
                blank(operands.start(), operands.end());
            }
        }
        String ours = NAMES.get(name);
        if (ours != null) {
            int first = function.end(1) - ours.length();
            blank(function.start(1), function.end(1));
            text.replace(first, function.end(1), ours);
        }
        if (name.equals("convert")) {
            castType(function.end());
        }
    }

    /** {@code , SQL_INTEGER)} becomes {@code AS INTEGER)}. */
    private void castType(int start) {
        Matcher type = SQL_TYPE.matcher(text).region(start, text.length());
        if (type.find()) {
            String given = type.group(1).toUpperCase(Locale.ROOT);
            String cast = " AS %s)".formatted(TYPES.getOrDefault(given, given));
            int length = type.end() - type.start();
            text.replace(type.start(), type.end(), cast + " ".repeat(Math.max(0, length - cast.length())));
        }
    }

    private void blank(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                text.setCharAt(i, ' ');
            }
        }
    }

    private String place(int at) {
        String before = text.substring(0, at);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return "at line %d, column %d".formatted(line, at - before.lastIndexOf('\n'));
    }
}
