package org.cairndb.jdbc;

import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A command of the session whose value may be a parameter: {@code SET cairn.as_of = ?}. */
final class PreparedCommand {
    private static final Pattern ASSIGNMENT = Pattern.compile(
            "(\\s*SET\\s+.*?(?:=|\\bTO\\b|\\bZONE\\b)\\s*)\\?[\\s;]*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final String beforeValue;
    private final @Nullable SessionCommand fixed;

    private PreparedCommand(String beforeValue, @Nullable SessionCommand fixed) {
        this.beforeValue = beforeValue;
        this.fixed = fixed;
    }

    /** The command that a statement is, if it is one. */
    static Optional<PreparedCommand> of(String sql) {
        Matcher assignment = ASSIGNMENT.matcher(sql);
        if (assignment.matches()) {
            return Optional.of(new PreparedCommand(assignment.group(1), null));
        }
        return SessionCommand.of(sql).map(command -> new PreparedCommand("", command));
    }

    int parameterCount() {
        return fixed == null ? 1 : 0;
    }

    /** The command with its value; empty if there is no such command. */
    Optional<SessionCommand> with(List<? extends @Nullable Object> values) {
        return fixed == null ? SessionCommand.of(beforeValue + literal(values.get(0))) : Optional.of(fixed);
    }

    private static String literal(@Nullable Object value) {
        if (value == null) {
            return "DEFAULT";
        }
        if (value instanceof Long || value instanceof Integer) {
            return value.toString();
        }
        String text = value instanceof LocalDateTime time ? TimeText.of(time) : value.toString();
        return "'" + text.replace("'", "''") + "'";
    }
}
