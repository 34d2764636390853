package org.cairndb.planner.rex;

import java.text.ParseException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final int DAYS_PER_WEEK = 7;
    private static final int YEARS_PER_CENTURY = 100;
    /** What Calcite's formatter does not know, or otherwise: text in quotes, the week of the year in two digits, and that the year 2000 is of the 20th century. */
    private static final Pattern OWN = Pattern.compile("\"(?<text>(?:[^\"\\\\]|\\\\.)*)\"|(?<plain>FM)?(?<unit>WW|CC)");

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
        StringBuilder text = new StringBuilder();
        int position = 0;
        Matcher own = OWN.matcher(pattern);
        while (own.find()) {
            text.append(formatPlain(time, pattern.substring(position, own.start())));
            text.append(own.group("text") == null ? number(time, own) : literal(own));
            position = own.end();
        }
        return text.append(formatPlain(time, pattern.substring(position))).toString();
    }

    private static String literal(Matcher own) {
        return own.group("text").replaceAll("\\\\(.)", "$1");
    }

    private static String number(LocalDateTime time, Matcher own) {
        int number = own.group("unit").equals("WW")
                ? (time.getDayOfYear() - 1) / DAYS_PER_WEEK + 1
                : -Math.floorDiv(-time.getYear(), YEARS_PER_CENTURY);
        return own.group("plain") == null ? "%02d".formatted(number) : Integer.toString(number);
    }

    private static String formatPlain(LocalDateTime time, String pattern) {
        return pattern.isEmpty()
                ? ""
                : PostgresqlDateTimeFormatter.compilePattern(pattern)
                        .formatDateTime(time.atZone(ZoneOffset.UTC), Locale.ENGLISH);
    }

    /** Text in quotes passes over as many characters, as in PostgreSQL. */
    private static LocalDateTime parse(String text, String pattern) {
        String plain = OWN.matcher(pattern)
                .replaceAll(own -> own.group(1) == null
                        ? own.group()
                        : " ".repeat(own.group(1).length()));
        try {
            return PostgresqlDateTimeFormatter.compilePattern(plain)
                    .parseDateTime(text, ZoneOffset.UTC, Locale.ENGLISH)
                    .withZoneSameInstant(ZoneOffset.UTC)
                    .toLocalDateTime();
        } catch (ParseException | DateTimeException | IllegalArgumentException e) {
            throw new CairnException(
                    ErrorCode.TIME_INVALID, "\"%s\" is not a time by the pattern \"%s\"".formatted(text, pattern), e);
        }
    }
}
