package org.cairndb.jdbc;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairndb.planner.SessionPoint;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.SnapshotToken;

/** Statements of the session: {@code SET cairn.as_of = ...} and {@code SET cairn.snapshot = ...}, which say what later statements read. */
final class SessionCommand {
    private static final Pattern SET = Pattern.compile(
            "\\s*SET\\s+(?:SESSION\\s+)?cairn\\s*\\.\\s*(\\w+)\\s*(?:=|\\bTO\\b)\\s*(.*?)[\\s;]*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern RESET =
            Pattern.compile("\\s*RESET\\s+cairn\\s*\\.\\s*(\\w+)[\\s;]*", Pattern.CASE_INSENSITIVE);
    private static final Pattern TEXT =
            Pattern.compile("(?:(?:TIMESTAMP|DATE)\\s*)?'((?:[^']|'')*)'", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern SET_TRANSACTION = Pattern.compile(
            "\\s*SET\\s+(?:SESSION\\s+CHARACTERISTICS\\s+AS\\s+)?TRANSACTION"
                    + "(?:[\\s,]+(?:READ\\s+ONLY|(?:NOT\\s+)?DEFERRABLE|ISOLATION\\s+LEVEL"
                    + "\\s+(?:READ\\s+(?:UN)?COMMITTED|REPEATABLE\\s+READ|SERIALIZABLE)))+[\\s;]*",
            Pattern.CASE_INSENSITIVE);
    private static final String AS_OF = "as_of";
    private static final String SNAPSHOT = "snapshot";

    private SessionCommand() {}

    /**
     * What a statement says of the session, if it is such a statement.
     *
     * @throws CairnException OPTION_INVALID or SQL_SYNTAX if it is one and wrong
     */
    static Optional<SessionPoint> of(String sql) {
        Matcher reset = RESET.matcher(sql);
        if (reset.matches()) {
            requireKnown(reset.group(1));
            return Optional.of(SessionPoint.NEWEST);
        }
        Matcher set = SET.matcher(sql);
        if (!set.matches()) {
            return Optional.empty();
        }
        String name = requireKnown(set.group(1));
        String value = set.group(2);
        if (value.equalsIgnoreCase("DEFAULT") || value.equalsIgnoreCase("NULL")) {
            return Optional.of(SessionPoint.NEWEST);
        }
        String text = textOf(value, name);
        return Optional.of(
                name.equals(SNAPSHOT) ? new SessionPoint.AtToken(SnapshotToken.parse(text)) : SessionPoint.parse(text));
    }

    /** Whether a statement asks of transactions what holds anyway: that they only read, and at any level of isolation. */
    static boolean isTransactionMode(String sql) {
        return SET_TRANSACTION.matcher(sql).matches();
    }

    private static String requireKnown(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals(AS_OF) || lower.equals(SNAPSHOT)) {
            return lower;
        }
        throw new CairnException(
                ErrorCode.OPTION_INVALID,
                "There is no session setting \"cairn.%s\"; there are cairn.as_of and cairn.snapshot".formatted(name));
    }

    private static String textOf(String value, String name) {
        Matcher text = TEXT.matcher(value);
        if (text.matches()) {
            return text.group(1).replace("''", "'");
        }
        if (NUMBER.matcher(value).matches()) {
            return value;
        }
        throw new CairnException(
                ErrorCode.SQL_SYNTAX,
                "SET cairn.%s takes a text in single quotes, a number or DEFAULT, not %s".formatted(name, value));
    }
}
