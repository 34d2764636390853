package org.cairndb.planner;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the parser says, in words. */
final class SyntaxHints {
    private static final int FEW_TOKENS = 5;

    private SyntaxHints() {}

    /** A sentence for the first line of what the parser says and the tokens that it would have taken. */
    static String sentence(String message, Collection<String> expected) {
        if (message.contains("Non-query expression encountered")) {
            return "a statement begins with SELECT, WITH, VALUES, TABLE or EXPLAIN";
        }
        if (message.contains("Query expression encountered")) {
            return "a subquery cannot stand here";
        }
        if (message.contains("<EOF>")) {
            return "the statement ends too early" + hint(expected);
        }
        if (!message.startsWith("Encountered")) {
            return message;
        }
        String token = message.replaceFirst("^Encountered \"", "").replaceFirst("\"$", "");
        if (token.endsWith("'")) {
            return "a text has no closing quote";
        }
        if (token.startsWith(";")) {
            return "one statement at a time; leave out what follows the semicolon";
        }
        return "\"%s\" cannot stand here%s".formatted(token.replace("\\'", "'").replace("\\\"", "\""), hint(expected));
    }

    private static String hint(Collection<String> expected) {
        Set<String> tokens = new TreeSet<>(expected);
        List<String> kinds = new ArrayList<>();
        if (tokens.contains("<IDENTIFIER>")) {
            kinds.add("a name");
        }
        if (tokens.contains("<UNSIGNED_INTEGER_LITERAL>")) {
            kinds.add("a number");
        }
        if (tokens.contains("\"NOT\"") || tokens.contains("\"EXISTS\"")) {
            kinds.add("an expression");
        }
        if (kinds.isEmpty() && tokens.size() <= FEW_TOKENS) {
            tokens.stream().map(token -> token.replace("\"", "")).forEach(kinds::add);
        }
        return kinds.isEmpty() ? "" : "; expected was " + String.join(" or ", kinds);
    }
}
