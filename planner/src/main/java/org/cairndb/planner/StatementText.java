package org.cairndb.planner;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/**
 * The text of a statement before it is parsed.
 *
 * @param query the query, at the same positions as in the statement
 * @param result what is asked for
 */
record StatementText(String query, Result result) {
    /** What a statement asks for. */
    enum Result {
        /** The rows of the query. */
        ROWS,
        /** Its plan. */
        PLAN,
        /** Its plan with what was measured when it ran. */
        MEASURED_PLAN
    }

    private static final String BLANK_OR_COMMENT = "(?:\\s|--[^\\n]*(?:\\n|$)|/\\*(?:[^*]|\\*(?!/))*\\*/)*";
    private static final Pattern EXPLAIN = Pattern.compile(
            BLANK_OR_COMMENT + "EXPLAIN\\s+(?:PLAN\\s+FOR\\s+|(ANALYZE)\\s+)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern FIRST_WORD = Pattern.compile(BLANK_OR_COMMENT + "([A-Za-z]+)");
    private static final Pattern STOPS = Pattern.compile("[\\s;]+$");
    private static final Set<String> WRITES = Set.of(
            "INSERT", "UPDATE", "DELETE", "MERGE", "UPSERT", "CREATE", "DROP", "ALTER", "TRUNCATE", "GRANT", "REVOKE");

    private static Result planOf(Matcher explain) {
        return explain.group(1) == null ? Result.PLAN : Result.MEASURED_PLAN;
    }

    static StatementText of(String sql) {
        Matcher explain = EXPLAIN.matcher(sql);
        boolean isExplain = explain.lookingAt();
        String query = isExplain
                ? sql.substring(0, explain.end()).replaceAll("[^\\n]", " ") + sql.substring(explain.end())
                : sql;
        query = PostgresIntervals.standard(withoutEnd(query));
        if (query.isBlank()) {
            throw new CairnException(ErrorCode.SQL_SYNTAX, "The statement is empty");
        }
        Matcher word = FIRST_WORD.matcher(query);
        if (word.lookingAt() && WRITES.contains(word.group(1).toUpperCase(Locale.ROOT))) {
            throw new CairnException(
                    ErrorCode.READ_ONLY,
                    "%s is refused: connections only read; commit changes with the writer or \"cairn transact\""
                            .formatted(word.group(1).toUpperCase(Locale.ROOT)));
        }
        return new StatementText(query, isExplain ? planOf(explain) : Result.ROWS);
    }

    /** A statement without semicolons and comments at its end. */
    private static String withoutEnd(String sql) {
        List<SqlPieces.Piece> pieces = SqlPieces.of(sql);
        for (int i = pieces.size() - 1; i >= 0; i--) {
            SqlPieces.Piece piece = pieces.get(i);
            boolean isCode = piece.kind() == SqlPieces.Kind.CODE;
            String kept = isCode ? STOPS.matcher(piece.of(sql)).replaceFirst("") : piece.of(sql);
            boolean isWholeComment =
                    piece.kind() == SqlPieces.Kind.COMMENT && (kept.startsWith("-") || kept.endsWith("*/"));
            if (!isWholeComment && !kept.isEmpty()) {
                return sql.substring(0, piece.start() + kept.length());
            }
        }
        return "";
    }
}
