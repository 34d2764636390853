package org.cairndb.jdbc;

import java.sql.SQLException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairndb.planner.SessionPoint;
import org.cairndb.planner.time.TimeZones;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.SnapshotToken;

/**
 * Statements of the session: {@code SET cairn.as_of = ...} and {@code SET cairn.snapshot = ...}, which say what later statements read, {@code SET TIME ZONE},
 * {@code COMMIT}, {@code ROLLBACK}, and what asks of transactions that they only read.
 */
@FunctionalInterface
interface SessionCommand {
    /** Obeys it. */
    void applyTo(CairnConnection connection) throws SQLException;

    /**
     * The command that a statement is, if it is one.
     *
     * @throws CairnException OPTION_INVALID or SQL_SYNTAX if it is one and wrong
     */
    static Optional<SessionCommand> of(String sql) {
        return Texts.mayBegin(sql) ? Texts.command(sql) : Optional.empty();
    }

    /** The texts of commands. */
    final class Texts {
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
        private static final Pattern ZONE = Pattern.compile(
                "\\s*SET\\s+(?:SESSION\\s+|LOCAL\\s+)?TIME\\s*ZONE\\s*(?:=|\\bTO\\b)?\\s*(.*?)[\\s;]*",
                Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
        private static final Pattern END = Pattern.compile(
                "\\s*(COMMIT|ROLLBACK|END)(?:\\s+(?:WORK|TRANSACTION))?[\\s;]*", Pattern.CASE_INSENSITIVE);
        private static final Pattern BEGIN = Pattern.compile(
                "\\s*(?:BEGIN(?:\\s+WORK|\\s+TRANSACTION)?|START\\s+TRANSACTION)\\b.*",
                Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
        private static final List<String> WORDS =
                List.of("SET", "RESET", "COMMIT", "ROLLBACK", "END", "BEGIN", "START");
        private static final String AS_OF = "as_of";
        private static final String SNAPSHOT = "snapshot";

        private Texts() {}

        /** Whether the first word is one of a command; queries are told apart by this alone. */
        private static boolean mayBegin(String sql) {
            int start = 0;
            while (start < sql.length() && Character.isWhitespace(sql.charAt(start))) {
                start++;
            }
            int from = start;
            return WORDS.stream().anyMatch(word -> sql.regionMatches(true, from, word, 0, word.length()));
        }

        private static Optional<SessionCommand> command(String sql) {
            if (SET_TRANSACTION.matcher(sql).matches()) {
                return Optional.of(connection -> {});
            }
            Matcher end = END.matcher(sql);
            if (end.matches()) {
                boolean undoes = end.group(1).equalsIgnoreCase("ROLLBACK");
                return Optional.of(connection -> endTransaction(connection, undoes));
            }
            if (BEGIN.matcher(sql).matches()) {
                throw new CairnException(
                        ErrorCode.UNSUPPORTED,
                        "Transactions begin by themselves; call setAutoCommit(false) to read one state until commit");
            }
            Matcher zone = ZONE.matcher(sql);
            if (zone.matches()) {
                ZoneId named = zoneOf(zone.group(1));
                return Optional.of(connection -> connection.session().setZone(named));
            }
            return point(sql).map(point -> connection -> connection.session().readAt(point));
        }

        private static void endTransaction(CairnConnection connection, boolean undoes) throws SQLException {
            if (undoes) {
                connection.rollback();
            } else {
                connection.commit();
            }
        }

        private static ZoneId zoneOf(String value) {
            if (value.equalsIgnoreCase("DEFAULT") || value.equalsIgnoreCase("LOCAL")) {
                return ZoneOffset.UTC;
            }
            Matcher text = TEXT.matcher(value);
            return TimeZones.named(text.matches() ? text.group(1) : value);
        }

        private static Optional<SessionPoint> point(String sql) {
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
                    name.equals(SNAPSHOT)
                            ? new SessionPoint.AtToken(SnapshotToken.parse(text))
                            : SessionPoint.parse(text));
        }

        private static String requireKnown(String name) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.equals(AS_OF) || lower.equals(SNAPSHOT)) {
                return lower;
            }
            throw new CairnException(
                    ErrorCode.OPTION_INVALID,
                    "There is no session setting \"cairn.%s\"; there are cairn.as_of and cairn.snapshot"
                            .formatted(name));
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
}
