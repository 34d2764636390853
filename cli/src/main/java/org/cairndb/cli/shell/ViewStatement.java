package org.cairndb.cli.shell;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/**
 * {@code CREATE [OR REPLACE] VIEW name AS query} or {@code DROP VIEW [IF EXISTS] name}.
 *
 * @param schema the schema that the name begins with, if it does
 * @param name the name without quotes
 * @param query the text of the query; nothing for DROP
 * @param isLenient whether OR REPLACE or IF EXISTS was said
 * @param begin where the query begins in the statement
 */
record ViewStatement(Optional<String> schema, String name, Optional<String> query, boolean isLenient, int begin) {
    private static final String WORD = "(\"(?:[^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*)";
    private static final String NAME = "(?:" + WORD + "\\s*\\.\\s*)?" + WORD;
    private static final Pattern ANY =
            Pattern.compile("\\s*(?:CREATE(?:\\s+OR\\s+REPLACE)?|DROP)\\s+VIEW\\b.*", flags());
    private static final Pattern CREATE =
            Pattern.compile("\\s*CREATE(\\s+OR\\s+REPLACE)?\\s+VIEW\\s+" + NAME + "\\s+AS\\b\\s*(.+?)[\\s;]*", flags());
    private static final Pattern DROP =
            Pattern.compile("\\s*DROP\\s+VIEW\\s+(IF\\s+EXISTS\\s+)?" + NAME + "[\\s;]*", flags());

    private static int flags() {
        return Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
    }

    /**
     * What a statement says of a view, if it does.
     *
     * @throws CairnException SQL_SYNTAX if it does so in another form
     */
    static Optional<ViewStatement> of(String sql) {
        if (!ANY.matcher(sql).matches()) {
            return Optional.empty();
        }
        Matcher create = CREATE.matcher(sql);
        if (create.matches()) {
            return Optional.of(of(create, Optional.of(create.group(4)), create.start(4)));
        }
        Matcher drop = DROP.matcher(sql);
        if (drop.matches()) {
            return Optional.of(of(drop, Optional.empty(), 0));
        }
        throw new CairnException(
                ErrorCode.SQL_SYNTAX,
                "A statement about a view is CREATE [OR REPLACE] VIEW name AS query, with the names of columns inside"
                        + " the query, or DROP VIEW [IF EXISTS] name");
    }

    private static ViewStatement of(Matcher matcher, Optional<String> query, int begin) {
        return new ViewStatement(
                Optional.ofNullable(matcher.group(2)).map(ViewStatement::unquoted),
                unquoted(matcher.group(3)),
                query,
                matcher.group(1) != null,
                begin);
    }

    /** The query at the place where it stands in the statement, so that errors tell their place in that. */
    String queryIn(String sql) {
        return sql.substring(0, begin).replaceAll("[^\\n]", " ") + query.orElse("");
    }

    private static String unquoted(String word) {
        return word.startsWith("\"") ? word.substring(1, word.length() - 1).replace("\"\"", "\"") : word;
    }
}
