package org.cairndb.storage.store;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** How addresses and options are written inside a location. */
final class LocationText {
    /** What would otherwise end an address. */
    private static final Pattern ESCAPE = Pattern.compile("%(25|3[Ff]|40)");

    /** User and password where other URLs have them; locations do not, but people may write them. */
    private static final Pattern USER_INFO = Pattern.compile("//[^/:]*:.*@", Pattern.DOTALL);

    private static final int HEXADECIMAL = 16;

    private LocationText() {}

    /** An address part in which {@code % @ ?} are escaped. */
    static String escapeAddress(String text) {
        return text.replace("%", "%25").replace("@", "%40").replace("?", "%3F");
    }

    /** Undoes {@link #escapeAddress}; any other percent sign stands for itself. */
    static String unescapeAddress(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(match ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), HEXADECIMAL))));
    }

    /** An option's value, percent-encoded. */
    static String escape(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Reads {@code key=value&key=value}. */
    static StoreOptions options(String query, String whole) {
        StoreOptions options = StoreOptions.NONE;
        for (String part : query.split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals <= 0) {
                throw invalid(whole, "behind \"?\" come options of the form key=value");
            }
            String key = part.substring(0, equals);
            StoreOption option = StoreOption.named(key).orElseThrow(unknown(key, options, whole));
            if (options.text(option).isPresent()) {
                throw invalid(whole, "option \"%s\" is there twice".formatted(key));
            }
            options = options.with(option, decoded(part.substring(equals + 1), whole));
        }
        return options;
    }

    /** An unescaped {@code &} makes the end of a secret look like a key, so none is repeated behind one. */
    private static Supplier<CairnException> unknown(String key, StoreOptions before, String whole) {
        boolean isBehindSecret = before.given().stream().anyMatch(StoreOption::isSecret);
        String what = isBehindSecret
                ? "what follows a secret is not an option of a store; write & inside of values as %26"
                : "\"%s\" is not an option of a store".formatted(key);
        return () -> invalid(whole, what);
    }

    /** Percent-decoding; unlike in forms, a plus stands for itself. */
    private static String decoded(String value, String whole) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Without the cause, which repeats a part of the value.
            throw invalid(whole, "a percent sign begins no escape; write %25");
        }
    }

    /** The error for a location that cannot be read; what may be a secret in its options is left out. */
    static CairnException invalid(String whole, String why) {
        return new CairnException(ErrorCode.OPTION_INVALID, message(whole, why));
    }

    static String message(String whole, String why) {
        String masked = USER_INFO.matcher(whole).replaceAll("//...@");
        int query = masked.indexOf('?');
        return "\"%s\" is not a location; %s".formatted(query < 0 ? masked : masked.substring(0, query), why);
    }
}
