package org.cairndb.jdbc;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A pattern of metadata calls: percent sign, underscore, backslash as escape; null matches everything. Case does not count. */
final class NamePattern {
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL;

    private final @Nullable Pattern pattern;

    NamePattern(@Nullable String text) {
        this.pattern = text == null || text.equals("%") ? null : Pattern.compile(regex(text), FLAGS);
    }

    private static String regex(String text) {
        StringBuilder regex = new StringBuilder();
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' || c == '_') {
                quote(plain, regex);
                regex.append(c == '%' ? ".*" : ".");
            } else {
                plain.append(c == '\\' && i + 1 < text.length() ? text.charAt(++i) : c);
            }
        }
        quote(plain, regex);
        return regex.toString();
    }

    private static void quote(StringBuilder plain, StringBuilder regex) {
        if (plain.length() > 0) {
            regex.append(Pattern.quote(plain.toString()));
            plain.setLength(0);
        }
    }

    boolean matches(String name) {
        return pattern == null || pattern.matcher(name).matches();
    }
}
