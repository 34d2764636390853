package org.cairndb.jdbc;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairndb.planner.SqlPieces;
import org.cairndb.planner.SqlPieces.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a statement that may stand for lists: those in {@code = ANY (?)}, {@code <> ALL (?)}, {@code IN (?)} and {@code NOT IN (?)}. The
 * statement is run with as many parameters as there are values, rounded up to a power of two by repeating the last one, so that few plans serve all lists.
 */
final class ListParameters {
    private static final Pattern IN = Pattern.compile("\\bIN\\s*\\(\\s*\\?\\s*\\)", Pattern.CASE_INSENSITIVE);
    private static final Pattern QUANTIFIED =
            Pattern.compile("(=\\s*(?:ANY|SOME)|<>\\s*ALL|!=\\s*ALL)\\s*\\(\\s*\\?\\s*\\)", Pattern.CASE_INSENSITIVE);

    private final String sql;
    private final List<Integer> places;
    private final List<Integer> lists;

    private ListParameters(String sql, List<Integer> places, List<Integer> lists) {
        this.sql = sql;
        this.places = places;
        this.lists = lists;
    }

    static ListParameters of(String sql) {
        if (sql.indexOf('?') < 0) {
            return new ListParameters(sql, List.of(), List.of());
        }
        StringBuilder text = new StringBuilder(sql);
        StringBuilder code = new StringBuilder(sql);
        for (SqlPieces.Piece piece : SqlPieces.of(sql)) {
            if (piece.kind() != Kind.CODE) {
                String blank = " ".repeat(piece.end() - piece.start());
                code.replace(
                        piece.start(), piece.end(), piece.kind() == Kind.COMMENT ? blank : blank.replace(' ', 'x'));
            }
        }
        List<MatchResult> quantified = QUANTIFIED.matcher(code).results().toList();
        for (int i = quantified.size() - 1; i >= 0; i--) {
            MatchResult found = quantified.get(i);
            String words = found.group(1).startsWith("=") ? "IN " : "NOT IN ";
            text.replace(found.start(1), found.end(1), words);
            code.replace(found.start(1), found.end(1), words);
        }
        List<Integer> places = new ArrayList<>();
        for (int i = code.indexOf("?"); i >= 0; i = code.indexOf("?", i + 1)) {
            places.add(i);
        }
        List<Integer> lists = new ArrayList<>();
        for (Matcher found = IN.matcher(code); found.find(); ) {
            lists.add(places.indexOf(code.indexOf("?", found.start())));
        }
        return new ListParameters(text.toString(), places, lists);
    }

    /** The statement with one parameter for each list. */
    String sql() {
        return sql;
    }

    int count() {
        return places.size();
    }

    /** The statement with the parameters that a run with these values has. */
    String sqlFor(List<? extends @Nullable Object> values, List<String> types) throws SQLException {
        StringBuilder text = new StringBuilder();
        int copied = 0;
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) instanceof ParameterObjects.Elements list) {
                if (!lists.contains(i)) {
                    throw Refusals.invalid(
                            "Parameter %d takes no array; arrays stand in = ANY (?), <> ALL (?) and IN (?)"
                                    .formatted(i + 1));
                }
                text.append(sql, copied, places.get(i))
                        .append(items(list.values().size(), types.get(i)));
                copied = places.get(i) + 1;
            }
        }
        return text.append(sql.substring(copied)).toString();
    }

    private static String items(int size, String type) {
        return size == 0
                ? "SELECT CAST(NULL AS %s) FROM (VALUES (0)) AS no_values WHERE 1 = 0".formatted(type)
                : "?" + ", ?".repeat(rounded(size) - 1);
    }

    /** The values of such a run. */
    static List<@Nullable Object> flat(List<? extends @Nullable Object> values) {
        List<@Nullable Object> flat = new ArrayList<>();
        for (Object value : values) {
            if (value instanceof ParameterObjects.Elements list) {
                int size = list.values().size();
                for (int i = 0; i < (size == 0 ? 0 : rounded(size)); i++) {
                    flat.add(list.values().get(Math.min(i, size - 1)));
                }
            } else {
                flat.add(value);
            }
        }
        return flat;
    }

    private static int rounded(int size) {
        return size <= 1 ? 1 : Integer.highestOneBit(size - 1) << 1;
    }
}
