package org.cairndb.planner;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cairndb.planner.time.IntervalAmount;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Intervals as PostgreSQL writes them, in the words of the standard: {@code INTERVAL '3' DAY} for {@code INTERVAL '3 days'}. The standard has no interval of both
 * months and days; one that is added or subtracted becomes two.
 */
final class PostgresIntervals {
    private static final Pattern INTERVAL =
            Pattern.compile("(?:(?<sign>[+-])\\s*)?\\bINTERVAL\\s*$", Pattern.CASE_INSENSITIVE);
    private static final String WORD = "INTERVAL ";
    private static final Pattern CAST = Pattern.compile("\\s*::\\s*INTERVAL\\b", Pattern.CASE_INSENSITIVE);
    /** What binds more tightly than a sum does, so that it would take the second of two intervals only. */
    private static final Pattern TIGHTER = Pattern.compile("\\s*[*/%:]");

    private static final Pattern UNIT_BEHIND =
            Pattern.compile("\\s*(YEAR|QUARTER|MONTH|WEEK|DAY|HOUR|MINUTE|SECOND)S?\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern ONE_UNIT = Pattern.compile(
            "\\s*([+-]?[0-9]+)\\s*(year|quarter|month|week|day|hour|minute|second|mon|min|sec)s?\\s*",
            Pattern.CASE_INSENSITIVE);
    private static final Map<String, String> UNITS = Map.of("MON", "MONTH", "MIN", "MINUTE", "SEC", "SECOND");

    private PostgresIntervals() {}

    /** A statement with its intervals as the standard writes them. What stands behind one keeps its place where there is room. */
    static String standard(String sql) {
        return CAST.matcher(sql).find() ? withLiterals(withoutCasts(sql)) : withLiterals(sql);
    }

    /** {@code INTERVAL '3 days'} for {@code '3 days'::interval}, which is as long. */
    private static String withoutCasts(String sql) {
        List<SqlPieces.Piece> pieces = SqlPieces.of(sql);
        StringBuilder result = new StringBuilder();
        int done = 0;
        for (int i = 0; i < pieces.size(); i++) {
            SqlPieces.Piece piece = pieces.get(i);
            String behind = i + 1 < pieces.size() ? pieces.get(i + 1).of(sql) : "";
            Matcher cast = CAST.matcher(behind);
            if (piece.kind() == SqlPieces.Kind.TEXT && cast.lookingAt()) {
                result.append(sql, done, piece.start()).append(WORD).append(piece.of(sql));
                result.append(" ".repeat(cast.end() - WORD.length()));
                done = piece.end() + cast.end();
            }
        }
        return result.append(sql, done, sql.length()).toString();
    }

    private static String withLiterals(String sql) {
        List<SqlPieces.Piece> pieces = SqlPieces.of(sql);
        StringBuilder result = new StringBuilder();
        @Nullable Matcher interval = null;
        for (int i = 0; i < pieces.size(); i++) {
            SqlPieces.Piece piece = pieces.get(i);
            String written = piece.of(sql);
            if (interval != null && piece.kind() == SqlPieces.Kind.TEXT) {
                String behind = codeBehind(sql, pieces.subList(i + 1, pieces.size()));
                String standard = standard(sql, piece, interval.group("sign"), behind);
                result.append(standard).append(" ".repeat(Math.max(0, written.length() - standard.length())));
            } else {
                result.append(written);
            }
            if (piece.kind() != SqlPieces.Kind.COMMENT && !written.isBlank()) {
                interval = piece.kind() == SqlPieces.Kind.CODE ? found(written) : null;
            }
        }
        return result.toString();
    }

    /** What follows up to the next quote, but comments. */
    private static String codeBehind(String sql, List<SqlPieces.Piece> pieces) {
        return pieces.stream()
                .takeWhile(piece -> piece.kind() == SqlPieces.Kind.CODE || piece.kind() == SqlPieces.Kind.COMMENT)
                .filter(piece -> piece.kind() == SqlPieces.Kind.CODE)
                .map(piece -> piece.of(sql))
                .collect(Collectors.joining());
    }

    private static @Nullable Matcher found(String code) {
        Matcher matcher = INTERVAL.matcher(code);
        return matcher.find() ? matcher : null;
    }

    /** What is to stand after INTERVAL in place of a quoted text; the text itself if the standard knows it. */
    private static String standard(String sql, SqlPieces.Piece piece, @Nullable String sign, String behind) {
        String quoted = piece.of(sql);
        if (quoted.length() < 2 || !quoted.endsWith("'")) {
            return quoted;
        }
        String text = quoted.substring(1, quoted.length() - 1);
        Matcher one = ONE_UNIT.matcher(text);
        if (one.matches()) {
            String unit = one.group(2).toUpperCase(Locale.ROOT);
            return "'%s' %s".formatted(one.group(1), UNITS.getOrDefault(unit, unit));
        }
        IntervalAmount amount = IntervalAmount.parse(text).orElse(null);
        boolean isStandard = UNIT_BEHIND.matcher(behind).lookingAt() && (amount == null || !amount.named());
        if (isStandard) {
            return quoted;
        }
        if (amount == null) {
            throw refused(sql, piece, "is no interval; write one such as INTERVAL '1 day 02:30:00'");
        }
        boolean isWholeTerm = sign != null && !TIGHTER.matcher(behind).lookingAt();
        return literals(amount, isWholeTerm ? sign : null)
                .orElseThrow(() -> refused(
                        sql,
                        piece,
                        "has months and also days or time, so that it can only be added to a time or"
                                + " subtracted from one"));
    }

    private static CairnException refused(String sql, SqlPieces.Piece piece, String why) {
        String before = sql.substring(0, piece.start());
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = piece.start() - before.lastIndexOf('\n');
        return new CairnException(
                ErrorCode.SQL_SYNTAX,
                "INTERVAL %s %s (at line %d, column %d)".formatted(piece.of(sql), why, line, column));
    }

    /**
     * An amount as one literal or two.
     *
     * @param sign the operator before the literal, which is to stand between two; null if there cannot be two
     */
    private static Optional<String> literals(IntervalAmount amount, @Nullable String sign) {
        String months = "'%d' MONTH".formatted(amount.months());
        String seconds = "'%s' SECOND".formatted(amount.seconds().toPlainString());
        if (amount.months() == 0) {
            return Optional.of(seconds);
        }
        if (amount.seconds().signum() == 0) {
            return Optional.of(months);
        }
        return Optional.ofNullable(sign).map(s -> "%s %s INTERVAL %s".formatted(months, s, seconds));
    }
}
