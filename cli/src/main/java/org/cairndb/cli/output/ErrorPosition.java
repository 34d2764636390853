package org.cairndb.cli.output;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in an SQL text, as messages of the driver name it.
 *
 * @param line from 1
 * @param column from 1, in UTF-16 units
 */
record ErrorPosition(int line, int column) {
    private static final Pattern POSITION = Pattern.compile("\\bline (\\d{1,9}), column (\\d{1,9})\\b");
    private static final String INDENT = "  ";
    private static final int MOST_SHOWN = 100;
    private static final int SHOWN_BEFORE = 60;

    /** The first position that a message names. */
    static Optional<ErrorPosition> in(String message) {
        Matcher matcher = POSITION.matcher(message);
        if (!matcher.find()) {
            return Optional.empty();
        }
        return Optional.of(new ErrorPosition(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))));
    }

    /** The line of the text and, below it, a caret under the position; empty if the text has no such position. */
    Optional<String> mark(String sql) {
        List<String> lines = sql.lines().toList();
        if (line < 1
                || line > lines.size()
                || column < 1
                || column > lines.get(line - 1).length() + 1) {
            return Optional.empty();
        }
        String whole = lines.get(line - 1);
        int start = Math.max(0, column - 1 - SHOWN_BEFORE);
        String before = (start > 0 ? "…" : "") + flat(whole.substring(start, column - 1));
        String after = flat(whole.substring(column - 1));
        String shown = CellText.cut(before + after, MOST_SHOWN);
        return Optional.of(INDENT + shown + System.lineSeparator() + INDENT + " ".repeat(CellText.width(before)) + "^");
    }

    private static String flat(String text) {
        return CellText.visible(text.replace('\t', ' '));
    }
}
