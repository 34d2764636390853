package org.cairndb.storage.store;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
            StoreOption option = StoreOption.named(key)
                    .orElseThrow(() -> invalid(whole, "\"%s\" is not an option of a store".formatted(key)));
            if (options.text(option).isPresent()) {
                throw invalid(whole, "option \"%s\" is there twice".formatted(key));
            }
            options = options.with(option, decoded(part.substring(equals + 1), whole));
        }
        return options;
    }

    /** Percent-decoding; unlike in forms, a plus stands for itself. */
    private static String decoded(String value, String whole) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new CairnException(
                    ErrorCode.OPTION_INVALID, message(whole, "a percent sign begins no escape; write %25"), e);
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
