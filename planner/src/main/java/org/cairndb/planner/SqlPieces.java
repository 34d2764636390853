package org.cairndb.planner;

import java.util.ArrayList;
import java.util.List;

/** Cuts the text of statements into quoted text, quoted names, comments, and what stands between them. */
public final class SqlPieces {
    private final String sql;
    private final List<Piece> pieces = new ArrayList<>();

    /** What a piece is. */
    public enum Kind {
        /** Neither quoted nor a comment. */
        CODE,
        /** Text in single quotes. */
        TEXT,
        /** A name in double quotes. */
        NAME,
        /** A comment. */
        COMMENT
    }

    /**
     * A piece.
     *
     * @param kind what it is
     * @param start its first character
     * @param end the character after it
     */
    public record Piece(Kind kind, int start, int end) {
        /** The text of it. */
        public String of(String sql) {
            return sql.substring(start, end);
        }
    }

    private SqlPieces(String sql) {
        this.sql = sql;
    }

    /** The pieces in order, all characters among them. */
    public static List<Piece> of(String sql) {
        SqlPieces cut = new SqlPieces(sql);
        cut.scan();
        return cut.pieces;
    }

    private void scan() {
        int codeStart = 0;
        int position = 0;
        while (position < sql.length()) {
            Kind kind = kindAt(position);
            if (kind == Kind.CODE) {
                position++;
                continue;
            }
            add(Kind.CODE, codeStart, position);
            int end = endOf(kind, position);
            add(kind, position, end);
            position = end;
            codeStart = end;
        }
        add(Kind.CODE, codeStart, position);
    }

    private void add(Kind kind, int start, int end) {
        if (end > start) {
            pieces.add(new Piece(kind, start, end));
        }
    }

    private Kind kindAt(int position) {
        return switch (sql.charAt(position)) {
            case '\'' -> Kind.TEXT;
            case '"' -> Kind.NAME;
            case '-' -> sql.startsWith("--", position) ? Kind.COMMENT : Kind.CODE;
            case '/' -> sql.startsWith("/*", position) || sql.startsWith("//", position) ? Kind.COMMENT : Kind.CODE;
            default -> Kind.CODE;
        };
    }

    private int endOf(Kind kind, int start) {
        return switch (kind) {
            case TEXT -> endOfQuoted(start, '\'', isEscaped(start));
            case NAME -> endOfQuoted(start, '"', false);
            case COMMENT -> endOfComment(start);
            case CODE -> start + 1;
        };
    }

    /** Whether a text begins with E, so that a backslash escapes what follows it. */
    private boolean isEscaped(int quote) {
        boolean prefixed = quote > 0 && (sql.charAt(quote - 1) == 'E' || sql.charAt(quote - 1) == 'e');
        return prefixed && (quote == 1 || !Character.isJavaIdentifierPart(sql.charAt(quote - 2)));
    }

    /** The end of quoted text; a doubled quote does not end it. */
    private int endOfQuoted(int start, char quote, boolean isEscaped) {
        for (int i = start + 1; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (isEscaped && c == '\\') {
                i++;
            } else if (c == quote) {
                boolean isDoubled = i + 1 < sql.length() && sql.charAt(i + 1) == quote;
                if (!isDoubled) {
                    return i + 1;
                }
                i++;
            }
        }
        return sql.length();
    }

    private int endOfComment(int start) {
        if (sql.charAt(start + 1) == '*') {
            int close = sql.indexOf("*/", start + 2);
            return close < 0 ? sql.length() : close + 2;
        }
        for (int i = start; i < sql.length(); i++) {
            if (sql.charAt(i) == '\n' || sql.charAt(i) == '\r') {
                return i;
            }
        }
        return sql.length();
    }
}
