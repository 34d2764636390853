package org.cairndb.jdbc;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A pattern of metadata calls: percent sign, underscore, backslash as escape; null matches everything. Case does not count. */
final class NamePattern {
    private final @Nullable Pattern pattern;

    NamePattern(@Nullable String text) {
        this.pattern = text == null ? null : Pattern.compile(regex(text), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    private static String regex(String text) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                regex.append(Pattern.quote(String.valueOf(text.charAt(++i))));
            } else if (c == '%') {
                regex.append(".*");
            } else if (c == '_') {
                regex.append('.');
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }

    boolean matches(String name) {
        return pattern == null || pattern.matcher(name).matches();
    }
}
