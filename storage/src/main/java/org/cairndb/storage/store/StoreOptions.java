package org.cairndb.storage.store;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** Values of store options. Immutable; as text it leaves secrets out. */
public final class StoreOptions {
    /** No option at all. */
    public static final StoreOptions NONE = new StoreOptions(new EnumMap<>(StoreOption.class));

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,15})\\s*([kKmMgGtT]?)[iI]?[bB]?");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})\\s*(ms|s|m)?");
    private static final int UNIT_BITS = 10;

    private final Map<StoreOption, String> values;

    private StoreOptions(Map<StoreOption, String> values) {
        this.values = values;
    }

    /** These options and one more; a value that is there already is replaced. */
    public StoreOptions with(StoreOption option, String value) {
        EnumMap<StoreOption, String> more = new EnumMap<>(StoreOption.class);
        more.putAll(values);
        more.put(option, value);
        return new StoreOptions(more);
    }

    /** These options less one, if it is given. */
    public StoreOptions without(StoreOption option) {
        EnumMap<StoreOption, String> rest = new EnumMap<>(StoreOption.class);
        rest.putAll(values);
        rest.remove(option);
        return new StoreOptions(rest);
    }

    /** These options, and others where these do not say anything. */
    public StoreOptions orElse(StoreOptions others) {
        EnumMap<StoreOption, String> all = new EnumMap<>(StoreOption.class);
        all.putAll(others.values);
        all.putAll(values);
        return new StoreOptions(all);
    }

    /** Those of these options that mean something to a kind of store. */
    public StoreOptions applicableTo(StoreOption.StoreKind kind) {
        EnumMap<StoreOption, String> some = new EnumMap<>(StoreOption.class);
        values.forEach((option, value) -> {
            if (option.appliesTo(kind)) {
                some.put(option, value);
            }
        });
        return new StoreOptions(some);
    }

    /** The options that are given. */
    public List<StoreOption> given() {
        return List.copyOf(values.keySet());
    }

    /** The value of an option. */
    public Optional<String> text(StoreOption option) {
        return Optional.ofNullable(values.get(option));
    }

    /**
     * An option that is one of a few words, its {@link StoreOption#choices() choices}.
     *
     * @throws CairnException OPTION_INVALID for any other word
     */
    public Optional<String> word(StoreOption option) {
        Optional<String> text = text(option);
        if (text.isPresent() && !option.choices().contains(text.get())) {
            throw invalid(option, "is one of " + String.join(", ", option.choices()));
        }
        return text;
    }

    /**
     * An option that is true or false.
     *
     * @throws CairnException OPTION_INVALID for anything else
     */
    public boolean flag(StoreOption option, boolean standard) {
        return word(option).map(Boolean::parseBoolean).orElse(standard);
    }

    /**
     * A number in a range, both ends included.
     *
     * @throws CairnException OPTION_INVALID for anything else
     */
    public int number(StoreOption option, int standard, int min, int max) {
        Optional<String> text = text(option);
        if (text.isEmpty()) {
            return standard;
        }
        try {
            int value = Integer.parseInt(text.get().strip());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new CairnException(ErrorCode.OPTION_INVALID, message(option, numberBetween(min, max)), e);
        }
        throw invalid(option, numberBetween(min, max));
    }

    private static String numberBetween(int min, int max) {
        return "is a number from %d to %d".formatted(min, max);
    }

    /**
     * A size in bytes, such as {@code 500MB}; units are powers of 1,024.
     *
     * @throws CairnException OPTION_INVALID for anything else
     */
    public long size(StoreOption option, long standard) {
        Optional<String> text = text(option);
        if (text.isEmpty()) {
            return standard;
        }
        Matcher matcher = SIZE.matcher(text.get().strip());
        if (!matcher.matches()) {
            throw invalid(option, "is a size such as 500MB or 2GB");
        }
        int unit = "kmgt".indexOf(matcher.group(2).toLowerCase(Locale.ROOT));
        int shift = matcher.group(2).isEmpty() ? 0 : UNIT_BITS * (unit + 1);
        long value = Long.parseLong(matcher.group(1));
        if (value > Long.MAX_VALUE >> shift) {
            throw invalid(option, "is a size such as 500MB or 2GB");
        }
        return value << shift;
    }

    /**
     * A time such as {@code 10s}, {@code 500ms} or {@code 1m}; a bare number is seconds.
     *
     * @throws CairnException OPTION_INVALID for anything else, and for 0
     */
    public Duration duration(StoreOption option, Duration standard) {
        Optional<String> text = text(option);
        if (text.isEmpty()) {
            return standard;
        }
        Matcher matcher = DURATION.matcher(text.get().strip());
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw invalid(option, "is a time such as 10s or 500ms");
        }
        long value = Long.parseLong(matcher.group(1));
        return switch (String.valueOf(matcher.group(2))) {
            case "ms" -> Duration.ofMillis(value);
            case "m" -> Duration.ofMinutes(value);
            default -> Duration.ofSeconds(value);
        };
    }

    private CairnException invalid(StoreOption option, String what) {
        return new CairnException(ErrorCode.OPTION_INVALID, message(option, what));
    }

    private String message(StoreOption option, String what) {
        String shown = option.isSecret() ? "..." : values.getOrDefault(option, "");
        return "\"%s\" is no value of \"%s\", which %s".formatted(shown, option.key(), what);
    }

    /** As the end of a location: {@code ?key=value&...} without secrets, or nothing. */
    public String query() {
        return values.entrySet().stream()
                .filter(entry -> !entry.getKey().isSecret())
                .map(entry -> entry.getKey().key() + "=" + LocationText.escape(entry.getValue()))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("&"), text -> text.isEmpty() ? "" : "?" + text));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoreOptions options && options.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return query();
    }
}
