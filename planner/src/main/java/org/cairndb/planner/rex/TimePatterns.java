package org.cairndb.planner.rex;

import java.text.ParseException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.util.format.postgresql.PostgresqlDateTimeFormatter;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.scalar.NumberFormats;
import org.cairndb.planner.exec.scalar.TimeFormats;
import org.cairndb.planner.exec.scalar.TimeFunctions;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** TO_CHAR, TO_DATE and TO_TIMESTAMP with the patterns of PostgreSQL. */
final class TimePatterns {
    /** DECIMAL(38, 12): enough for what anyone formats. */
    private static final ColumnType NUMBER = ColumnType.decimal(38, 12);

    private TimePatterns() {}

    /** TO_CHAR of a time, a date, a timestamp or a number. */
    static Optional<Expression> toText(RexTranslator scalars, RexCall call) {
        Kind kind = DatomTypes.columnType(call.getOperands().get(0).getType()).kind();
        return switch (kind) {
            case LONG, DOUBLE, DECIMAL ->
                Operands.two(NUMBER, Operands.TEXT, NumberFormats::formatted).apply(scalars, call);
            default ->
                Operands.several(
                                2,
                                in -> TimeFormats.formatted(in, TimePatterns::format),
                                Operands.TIMESTAMP,
                                Operands.TEXT)
                        .apply(scalars, call);
        };
    }

    /** TO_TIMESTAMP. */
    static Optional<Expression> toTimestamp(RexTranslator scalars, RexCall call) {
        return Operands.several(2, in -> TimeFormats.parsed(in, TimePatterns::parse), Operands.TEXT, Operands.TEXT)
                .apply(scalars, call);
    }

    /** TO_DATE. */
    static Optional<Expression> toDate(RexTranslator scalars, RexCall call) {
        return toTimestamp(scalars, call).map(TimeFunctions::dayOf);
    }

    private static String format(LocalDateTime time, String pattern) {
        return PostgresqlDateTimeFormatter.compilePattern(pattern)
                .formatDateTime(time.atZone(ZoneOffset.UTC), Locale.ENGLISH);
    }

    private static LocalDateTime parse(String text, String pattern) {
        try {
            return PostgresqlDateTimeFormatter.compilePattern(pattern)
                    .parseDateTime(text, ZoneOffset.UTC, Locale.ENGLISH)
                    .withZoneSameInstant(ZoneOffset.UTC)
                    .toLocalDateTime();
        } catch (ParseException | DateTimeException | IllegalArgumentException e) {
            throw new CairnException(
                    ErrorCode.TIME_INVALID, "\"%s\" is not a time by the pattern \"%s\"".formatted(text, pattern), e);
        }
    }
}
