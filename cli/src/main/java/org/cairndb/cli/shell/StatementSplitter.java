package org.cairndb.cli.shell;

import java.util.ArrayList;
import java.util.List;

/** Finds where statements end: at a semicolon that is not part of a text, a quoted name or a comment. Not thread-safe. */
final class StatementSplitter {
    private final StringBuilder current = new StringBuilder();
    private Inside inside = Inside.CODE;
    /** Whether the current statement has anything but white space and comments. */
    private boolean hasCode;

    /** What a character belongs to. */
    private enum Inside {
        CODE,
        TEXT,
        NAME,
        LINE_COMMENT,
        BLOCK_COMMENT
    }

    /** The statements that end in these whole lines, which follow those given before. */
    List<String> add(String lines) {
        List<String> complete = new ArrayList<>();
        for (int i = 0; i < lines.length(); i++) {
            char c = lines.charAt(i);
            if (inside == Inside.CODE && c == ';') {
                end(complete);
                continue;
            }
            int length = step(lines, i, c);
            current.append(lines, i, i + length);
            i += length - 1;
        }
        current.append('\n');
        if (inside == Inside.LINE_COMMENT) {
            inside = Inside.CODE;
        }
        return complete;
    }

    /** The last statement, which no semicolon ends; none if only white space and comments are left. */
    List<String> finish() {
        List<String> complete = new ArrayList<>();
        inside = Inside.CODE;
        end(complete);
        return complete;
    }

    /** Whether a statement has begun. */
    boolean isInStatement() {
        return hasCode || inside != Inside.CODE;
    }

    private void end(List<String> complete) {
        if (hasCode) {
            complete.add(current.toString().strip());
        }
        current.setLength(0);
        hasCode = false;
    }

    /** Learns from one character, or from two that belong together, and tells how many. */
    private int step(String text, int at, char c) {
        switch (inside) {
            case CODE -> {
                return stepInCode(text, at, c);
            }
            case TEXT -> leave(c == '\'');
            case NAME -> leave(c == '"');
            case LINE_COMMENT -> leave(c == '\n');
            case BLOCK_COMMENT -> {
                if (text.startsWith("*/", at)) {
                    inside = Inside.CODE;
                    return 2;
                }
            }
        }
        return 1;
    }

    private void leave(boolean now) {
        if (now) {
            inside = Inside.CODE;
        }
    }

    private int stepInCode(String text, int at, char c) {
        if (text.startsWith("--", at)) {
            inside = Inside.LINE_COMMENT;
            return 2;
        }
        if (text.startsWith("/*", at)) {
            inside = Inside.BLOCK_COMMENT;
            return 2;
        }
        if (c == '\'') {
            inside = Inside.TEXT;
        } else if (c == '"') {
            inside = Inside.NAME;
        }
        hasCode |= !Character.isWhitespace(c);
        return 1;
    }
}
