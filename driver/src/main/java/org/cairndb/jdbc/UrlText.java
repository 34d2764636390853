package org.cairndb.jdbc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.StoreOption;

/**
 * A URL in its parts. No error repeats a value, and none repeats what stands behind a secret, since an unescaped {@code &}
 * makes the end of a password look like a key.
 *
 * @param location what stands before the question mark
 * @param options keys and values, decoded, in their order
 */
record UrlText(String location, Map<String, String> options) {
    /** Reads a URL that is ours. */
    static UrlText of(String url) {
        String rest = url.substring(ConnectionUrl.PREFIX.length());
        int question = rest.indexOf('?');
        if (question < 0) {
            return new UrlText(rest, Map.of());
        }
        return new UrlText(rest.substring(0, question), readOptions(rest.substring(question + 1)));
    }

    private static Map<String, String> readOptions(String text) {
        Map<String, String> options = new LinkedHashMap<>();
        boolean isBehindSecret = false;
        for (String part : text.split("&", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            int equals = part.indexOf('=');
            if (equals <= 0) {
                throw invalid("A part of the URL is no key=value pair; write & inside of values as %26");
            }
            String key = decode(part.substring(0, equals), "A key");
            if (isBehindSecret && !isKey(key)) {
                throw invalid("What follows a secret in the URL is no connection key; write & inside of values as %26");
            }
            if (options.put(key, decode(part.substring(equals + 1), "The value of \"%s\"".formatted(key))) != null) {
                throw invalid("Key \"%s\" is twice in the URL".formatted(key));
            }
            isBehindSecret |= isSecret(key);
        }
        return options;
    }

    private static boolean isKey(String key) {
        return key.startsWith(ConnectionKey.ATTACH)
                || ConnectionKey.all().stream().anyMatch(known -> known.name().equals(key));
    }

    private static boolean isSecret(String key) {
        return StoreOption.named(key.substring(key.lastIndexOf('.') + 1))
                .map(StoreOption::isSecret)
                .orElse(false);
    }

    /** Percent-decoding; unlike in forms, a plus stands for itself. */
    private static String decode(String text, String what) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Without the cause, which repeats the text.
            throw invalid("%s in the URL has a percent sign that begins no escape; write %%25".formatted(what));
        }
    }

    private static CairnException invalid(String message) {
        return new CairnException(ErrorCode.OPTION_INVALID, message);
    }

    /** A URL without the secrets in its keys and in the locations of its databases; one without secrets as it is. */
    static String withoutSecrets(String url) {
        int question = url.indexOf('?');
        if (question < 0) {
            return url;
        }
        List<String> parts = new ArrayList<>();
        for (String part : url.substring(question + 1).split("&", -1)) {
            int equals = part.indexOf('=');
            String key = equals < 0 ? "" : decode(part.substring(0, equals), "A key");
            if (key.startsWith(ConnectionKey.ATTACH) && !isSecret(key)) {
                parts.add(part.substring(0, equals + 1) + locationWithoutSecrets(part.substring(equals + 1)));
            } else if (!isSecret(key)) {
                parts.add(part);
            }
        }
        String base = url.substring(0, question);
        return parts.isEmpty() ? base : base + "?" + String.join("&", parts);
    }

    private static String locationWithoutSecrets(String encoded) {
        String location = decode(encoded, "A location");
        String shown = withoutSecrets(location);
        return shown.equals(location) ? encoded : shown.replace("%", "%25").replace("&", "%26");
    }
}
