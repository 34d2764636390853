package org.cairndb.planner.time;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The length of an interval that PostgreSQL would understand, such as {@code 1 year 2 mons -3 days 04:05:06.7} or {@code 90 min ago}.
 *
 * <p>See <a href="https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-INTERVAL-INPUT">Interval Input</a>; days have 24 hours here.
 *
 * @param months years and months, possibly negative
 * @param seconds the rest
 * @param named whether any unit is named
 */
public record IntervalAmount(long months, BigDecimal seconds, boolean named) {
    private static final Pattern PART = Pattern.compile(
            "\\s*(?<amount>[+-]?[0-9]+(?:\\.[0-9]+)?)\\s*(?<unit>[a-z]+)\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern TIME = Pattern.compile("\\s*(?:(?<days>[+-]?[0-9]+)\\s+)?(?<sign>[+-]?)"
            + "(?<hours>[0-9]+):(?<minutes>[0-5]?[0-9])(?::(?<seconds>[0-5]?[0-9](?:\\.[0-9]+)?))?\\s*");
    private static final Pattern AGO = Pattern.compile("ago\\s*", Pattern.CASE_INSENSITIVE);

    private static final Map<String, BigDecimal> MONTHS = new HashMap<>();
    private static final Map<String, BigDecimal> SECONDS = new HashMap<>();

    static {
        unit(MONTHS, "12000", "millennium", "millennia", "mil", "mils");
        unit(MONTHS, "1200", "century", "centuries", "cent", "c");
        unit(MONTHS, "120", "decade", "decades", "dec", "decs");
        unit(MONTHS, "12", "year", "years", "yr", "yrs", "y");
        unit(MONTHS, "3", "quarter", "quarters");
        unit(MONTHS, "1", "month", "months", "mon", "mons");
        unit(SECONDS, "604800", "week", "weeks", "w");
        unit(SECONDS, "86400", "day", "days", "d");
        unit(SECONDS, "3600", "hour", "hours", "hr", "hrs", "h");
        unit(SECONDS, "60", "minute", "minutes", "min", "mins", "m");
        unit(SECONDS, "1", "second", "seconds", "sec", "secs", "s");
        unit(SECONDS, "0.001", "millisecond", "milliseconds", "msec", "msecs", "ms");
        unit(SECONDS, "0.000001", "microsecond", "microseconds", "usec", "usecs", "us");
    }

    private static void unit(Map<String, BigDecimal> units, String size, String... names) {
        for (String name : names) {
            units.put(name, new BigDecimal(size));
        }
    }

    /** The interval that a text names; empty if it names none, or no whole months of one. */
    public static Optional<IntervalAmount> parse(String text) {
        BigDecimal months = BigDecimal.ZERO;
        BigDecimal seconds = BigDecimal.ZERO;
        int position = 0;
        Matcher part = PART.matcher(text);
        while (part.region(position, text.length()).lookingAt()) {
            BigDecimal amount = new BigDecimal(part.group("amount"));
            String unit = part.group("unit").toLowerCase(Locale.ROOT);
            if (MONTHS.containsKey(unit)) {
                months = months.add(amount.multiply(MONTHS.get(unit)));
            } else if (SECONDS.containsKey(unit)) {
                seconds = seconds.add(amount.multiply(SECONDS.get(unit)));
            } else {
                return Optional.empty();
            }
            position = part.end();
        }
        boolean named = position > 0;
        Matcher time = TIME.matcher(text).region(position, text.length());
        if (time.lookingAt()) {
            seconds = seconds.add(secondsOf(time));
            position = time.end();
        }
        boolean isAgo = AGO.matcher(text).region(position, text.length()).matches();
        boolean isWhole = position > 0 && (position == text.length() || isAgo);
        return isWhole && months.stripTrailingZeros().scale() <= 0 && months.precision() - months.scale() < 19
                ? Optional.of(new IntervalAmount(
                        isAgo ? -months.longValueExact() : months.longValueExact(),
                        isAgo ? seconds.negate() : seconds,
                        named))
                : Optional.empty();
    }

    private static BigDecimal secondsOf(Matcher time) {
        BigDecimal ofDay = number(time.group("hours"))
                .multiply(SECONDS.get("hour"))
                .add(number(time.group("minutes")).multiply(SECONDS.get("minute")))
                .add(number(time.group("seconds")));
        return number(time.group("days"))
                .multiply(SECONDS.get("day"))
                .add("-".equals(time.group("sign")) ? ofDay.negate() : ofDay);
    }

    private static BigDecimal number(@Nullable String digits) {
        return digits == null ? BigDecimal.ZERO : new BigDecimal(digits);
    }
}
