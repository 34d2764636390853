package org.cairndb.planner.exec.scalar;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Regular expressions of PostgreSQL as those of Java: classes such as {@code [[:alpha:]]}, the constraints {@code \m}, {@code \M}, {@code \y} and {@code \Y}, a
 * dot that takes line breaks too, and a {@code $} that stands for the end alone. Letters and digits are those of Unicode.
 *
 * <p>See <a href="https://www.postgresql.org/docs/current/functions-matching.html#FUNCTIONS-POSIX-REGEXP">POSIX Regular Expressions</a>. Where several matches
 * begin at one place, Java takes that of the first alternative and PostgreSQL the longest one.
 */
public final class PostgresRegex {
    private static final Cache<Source, Pattern> COMPILED =
            CacheBuilder.newBuilder().maximumSize(256).build();
    private static final Map<String, String> CLASSES = Map.ofEntries(
            Map.entry("alpha", "\\p{Alpha}"),
            Map.entry("digit", "\\p{Digit}"),
            Map.entry("alnum", "\\p{Alnum}"),
            Map.entry("space", "\\p{Space}"),
            Map.entry("upper", "\\p{Upper}"),
            Map.entry("lower", "\\p{Lower}"),
            Map.entry("punct", "\\p{P}\\p{S}"),
            Map.entry("blank", "\\p{Blank}"),
            Map.entry("cntrl", "\\p{Cntrl}"),
            Map.entry("graph", "\\p{Graph}"),
            Map.entry("print", "\\p{Print}"),
            Map.entry("xdigit", "0-9A-Fa-f"),
            Map.entry("word", "\\w"));

    private final String source;
    private final StringBuilder java = new StringBuilder();
    private int position;

    private record Source(String pattern, String flags) {}

    private PostgresRegex(String source) {
        this.source = source;
    }

    /**
     * Compiles a pattern.
     *
     * @param flags any of {@code i} (in any case), {@code c} (not so), {@code n} or {@code m} (lines matter), {@code s} (they do not), {@code x} (blanks and
     *     comments are left out), {@code q} (the pattern is plain text), {@code g} (means nothing here)
     * @throws CairnException VALUE_INVALID if it is none
     */
    public static Pattern compile(String pattern, String flags) {
        Source wanted = new Source(pattern, flags);
        Pattern known = COMPILED.getIfPresent(wanted);
        if (known == null) {
            known = compile(wanted);
            COMPILED.put(wanted, known);
        }
        return known;
    }

    private static Pattern compile(Source wanted) {
        int options = Pattern.UNICODE_CHARACTER_CLASS | Pattern.DOTALL;
        for (char flag : wanted.flags().toCharArray()) {
            switch (flag) {
                case 'i' -> options |= Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
                case 'c' -> options &= ~(Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
                case 'n', 'm' -> options = (options | Pattern.MULTILINE | Pattern.UNIX_LINES) & ~Pattern.DOTALL;
                case 's' -> options = (options & ~Pattern.MULTILINE) | Pattern.DOTALL;
                case 'x' -> options |= Pattern.COMMENTS;
                case 'q' -> options |= Pattern.LITERAL;
                case 'g' -> {}
                default -> throw invalid(wanted.pattern(), "there is no flag \"%s\"".formatted(flag), null);
            }
        }
        boolean isPlain = (options & Pattern.LITERAL) != 0;
        boolean hasLines = (options & Pattern.MULTILINE) != 0;
        try {
            return Pattern.compile(
                    isPlain ? wanted.pattern() : new PostgresRegex(wanted.pattern()).translate(hasLines), options);
        } catch (PatternSyntaxException e) {
            throw invalid(wanted.pattern(), e.getDescription(), e);
        }
    }

    private static CairnException invalid(String pattern, String why, @Nullable Throwable cause) {
        return new CairnException(
                ErrorCode.VALUE_INVALID, "\"%s\" is no valid pattern: %s".formatted(pattern, why), cause);
    }

    /** A text with the first match, or with the flag g all matches, replaced; {@code \1} to {@code \9} and {@code \&} stand for what was matched. */
    public static String replace(String text, String pattern, String replacement, String flags) {
        Matcher matcher = compile(pattern, flags).matcher(text);
        boolean all = flags.indexOf('g') >= 0;
        StringBuilder result = new StringBuilder();
        int end = 0;
        while (matcher.find()) {
            result.append(text, end, matcher.start());
            appendReplacement(result, matcher, replacement);
            end = matcher.end();
            if (!all) {
                break;
            }
        }
        return result.append(text, end, text.length()).toString();
    }

    private static void appendReplacement(StringBuilder result, Matcher match, String replacement) {
        for (int i = 0; i < replacement.length(); i++) {
            char c = replacement.charAt(i);
            if (c != '\\' || i + 1 == replacement.length()) {
                result.append(c);
                continue;
            }
            char next = replacement.charAt(++i);
            if (next == '&') {
                result.append(match.group());
            } else if (next >= '1' && next <= '9') {
                int group = next - '0';
                String matched = group <= match.groupCount() ? match.group(group) : null;
                result.append(matched == null ? "" : matched);
            } else if (next == '\\') {
                result.append('\\');
            } else {
                result.append('\\').append(next);
            }
        }
    }

    /**
     * A named class of characters as it stands in a set of Java.
     *
     * @throws CairnException VALUE_INVALID if there is none; names the whole pattern
     */
    static String characters(String name, String pattern) {
        String characters = CLASSES.get(name.toLowerCase(Locale.ROOT));
        if (characters == null) {
            throw invalid(pattern, "there is no class \"%s\" of characters".formatted(name), null);
        }
        return characters;
    }

    private String translate(boolean hasLines) {
        while (position < source.length()) {
            char c = source.charAt(position);
            switch (c) {
                case '\\' -> escape();
                case '[' -> bracket();
                case '$' -> {
                    java.append(hasLines ? "$" : "\\z");
                    position++;
                }
                default -> {
                    java.append(c);
                    position++;
                }
            }
        }
        return java.toString();
    }

    private void escape() {
        if (position + 1 == source.length()) {
            java.append('\\');
            position++;
            return;
        }
        char next = source.charAt(position + 1);
        java.append(
                switch (next) {
                    case 'y' -> "\\b";
                    case 'Y' -> "\\B";
                    case 'm' -> "\\b(?=\\w)";
                    case 'M' -> "\\b(?<=\\w)";
                    case 'Z' -> "\\z";
                    case 'b' -> "\\x08";
                    case 'B' -> "\\\\";
                    default -> "\\" + next;
                });
        position += 2;
    }

    /** A bracket expression, in which only {@code ]}, {@code ^}, {@code -}, the backslash and classes mean anything. */
    private void bracket() {
        java.append('[');
        position++;
        if (source.startsWith("^", position)) {
            java.append('^');
            position++;
        }
        boolean isFirst = true;
        while (position < source.length()) {
            char c = source.charAt(position);
            if (c == ']' && !isFirst) {
                java.append(']');
                position++;
                return;
            }
            element(c);
            isFirst = false;
        }
    }

    private void element(char c) {
        if (c == '[' && source.startsWith("[:", position)) {
            int end = source.indexOf(":]", position);
            String name = end < 0 ? "" : source.substring(position + 2, end);
            java.append(characters(name, source));
            position = end + 2;
        } else if (c == '\\' && position + 1 < source.length()) {
            java.append(source, position, position + 2);
            position += 2;
        } else {
            java.append(c == '[' || c == ']' || c == '&' || c == '^' ? "\\" + c : String.valueOf(c));
            position++;
        }
    }
}
