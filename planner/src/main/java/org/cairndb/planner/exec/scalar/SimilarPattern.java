package org.cairndb.planner.exec.scalar;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * A SIMILAR TO pattern: {@code %} and {@code _} as in LIKE, and of regular expressions alternatives, groups, repetitions and sets of characters. The whole text
 * must match.
 */
final class SimilarPattern {
    private static final String OF_BOTH = "|*+?{}()[]-,";

    private SimilarPattern() {}

    /**
     * The pattern as a regular expression.
     *
     * @throws CairnException VALUE_INVALID if it is none
     */
    static Pattern of(String pattern, @Nullable Character escape) {
        StringBuilder regex = new StringBuilder("\\A(?:");
        boolean inSet = false;
        for (int i = 0; i < pattern.length(); i++) {
            char letter = pattern.charAt(i);
            if (escape != null && letter == escape) {
                i++;
                if (i == pattern.length()) {
                    throw invalid(pattern, "the escape character stands at its end", null);
                }
                regex.append(Pattern.quote(String.valueOf(pattern.charAt(i))));
            } else if (inSet && pattern.startsWith("[:", i) && pattern.indexOf(":]", i) > 0) {
                int end = pattern.indexOf(":]", i);
                regex.append(PostgresRegex.characters(pattern.substring(i + 2, end), pattern));
                i = end + 1;
            } else if (inSet) {
                regex.append(letter == '[' || letter == '\\' || letter == '&' ? "\\" + letter : String.valueOf(letter));
                inSet = letter != ']';
            } else if (letter == '%') {
                regex.append(".*");
            } else if (letter == '_') {
                regex.append('.');
            } else {
                inSet = letter == '[';
                regex.append(
                        OF_BOTH.indexOf(letter) >= 0 || Character.isLetterOrDigit(letter)
                                ? String.valueOf(letter)
                                : Pattern.quote(String.valueOf(letter)));
            }
        }
        try {
            return Pattern.compile(regex.append(")\\z").toString(), Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS);
        } catch (PatternSyntaxException e) {
            throw invalid(pattern, e.getDescription(), e);
        }
    }

    private static CairnException invalid(String pattern, String reason, @Nullable Exception cause) {
        String message = "\"%s\" is no valid pattern: %s".formatted(pattern, reason);
        return cause == null
                ? new CairnException(ErrorCode.VALUE_INVALID, message)
                : new CairnException(ErrorCode.VALUE_INVALID, message, cause);
    }
}
