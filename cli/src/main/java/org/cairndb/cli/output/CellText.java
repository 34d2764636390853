package org.cairndb.cli.output;

import org.jline.utils.WCWidth;

/** Text that keeps to one line and a known width on a terminal. */
final class CellText {
    private static final String CUT = "…";

    private CellText() {}

    /** The text with control characters and line breaks made visible, so that it can neither break the table nor command the terminal. */
    static String visible(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isUnsafe(text.charAt(i))) {
                return escaped(text);
            }
        }
        return text;
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> safe.append("\\n");
                case '\r' -> safe.append("\\r");
                case '\t' -> safe.append("\\t");
                default -> safe.append(isUnsafe(c) ? "\\u%04x".formatted((int) c) : String.valueOf(c));
            }
        }
        return safe.toString();
    }

    /** Control and line-breaking characters, and those that reverse the direction of what follows. */
    private static boolean isUnsafe(char c) {
        return Character.isISOControl(c) || (c >= '\u2028' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
    }

    /** Terminal columns that the text takes. */
    static int width(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            width += width(text.codePointAt(i));
        }
        return width;
    }

    private static int width(int codePoint) {
        return Math.max(0, WCWidth.wcwidth(codePoint));
    }

    /** The text, cut to a width of at least 1; the last column then shows that something is missing. */
    static String cut(String text, int width) {
        if (width(text) <= width) {
            return text;
        }
        int end = 0;
        int used = 0;
        while (used + width(text.codePointAt(end)) < width) {
            used += width(text.codePointAt(end));
            end += Character.charCount(text.codePointAt(end));
        }
        return text.substring(0, end) + CUT;
    }
}
