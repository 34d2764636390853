package org.cairndb.jdbc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.cairndb.planner.SessionPoint;
import org.cairndb.planner.exec.ExecutionSettings;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.SnapshotToken;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.StoreOption;

/**
 * What a URL and connection properties ask for.
 *
 * @param attachments locations by schema name, in the order of the URL
 * @param session the state in which databases without a version of their own are read
 * @param maxStaleness how old the newest state may be when a statement begins
 * @param settings what a statement may take of the machine
 * @param user who asks
 * @param isWarmedUp whether the first connection of the process loads in the background what statements need
 */
record ConnectionUrl(
        Map<String, Location> attachments,
        SessionPoint session,
        Duration maxStaleness,
        ExecutionSettings settings,
        String user,
        boolean isWarmedUp) {
    static final String PREFIX = "jdbc:cairn:";
    /** Schema name of the one database of a URL without {@code attach}. */
    static final String SINGLE_SCHEMA = "main";

    private static final String ATTACH = "attach.";
    private static final String AS_OF = "asOf";
    private static final String SNAPSHOT = "snapshot";
    private static final String MAX_STALENESS = "maxStaleness";
    private static final String WARM_UP = "warmUp";

    /** Whether a URL is meant for this driver. */
    static boolean isOurs(String url) {
        return url.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    /**
     * Reads a URL; properties count where the URL does not have the same key.
     *
     * @throws CairnException OPTION_INVALID if something in it is unknown or malformed
     */
    static ConnectionUrl parse(String url, Properties properties) {
        String rest = url.substring(PREFIX.length());
        int question = rest.indexOf('?');
        String location = question < 0 ? rest : rest.substring(0, question);
        Map<String, String> options = new LinkedHashMap<>();
        if (question >= 0) {
            readOptions(rest.substring(question + 1), options);
        }
        for (String key : properties.stringPropertyNames()) {
            options.putIfAbsent(key, properties.getProperty(key));
        }
        return of(location, options);
    }

    private static void readOptions(String text, Map<String, String> options) {
        for (String part : text.split("&", -1)) {
            int equals = part.indexOf('=');
            if (part.isEmpty()) {
                continue;
            }
            if (equals <= 0) {
                throw invalid("\"%s\" in the URL is no key=value pair".formatted(part));
            }
            String key = decode(part.substring(0, equals));
            if (options.put(key, decode(part.substring(equals + 1))) != null) {
                throw invalid("Key \"%s\" is twice in the URL".formatted(key));
            }
        }
    }

    private static ConnectionUrl of(String location, Map<String, String> options) {
        Map<String, Location> attachments = new LinkedHashMap<>();
        SessionPoint session = SessionPoint.NEWEST;
        Duration maxStaleness = Duration.ZERO;
        boolean isWarmedUp = true;
        var execution = new ExecutionOptions();
        var storeOptions = new AttachmentOptions();
        if (!location.isBlank()) {
            attachments.put(SINGLE_SCHEMA, Location.parse(location));
        }
        for (Map.Entry<String, String> option : options.entrySet()) {
            String key = option.getKey();
            if (storeOptions.accept(key, option.getValue()) || execution.accept(key, option.getValue())) {
                continue;
            }
            if (key.startsWith(ATTACH) && key.length() > ATTACH.length()) {
                attachments.put(key.substring(ATTACH.length()), Location.parse(option.getValue()));
            } else if (key.equals(AS_OF)) {
                session = only(session, SessionPoint.parse(option.getValue()));
            } else if (key.equals(SNAPSHOT)) {
                session = only(session, new SessionPoint.AtToken(SnapshotToken.parse(option.getValue())));
            } else if (key.equals(MAX_STALENESS)) {
                maxStaleness = duration(option.getValue());
            } else if (key.equals(WARM_UP)) {
                isWarmedUp = truth(option.getValue());
            } else {
                throw invalid("\"%s\" is not a connection key; the keys are %s and the options of stores"
                        .formatted(key, String.join(", ", keys())));
            }
        }
        if (attachments.isEmpty()) {
            throw invalid(
                    "The URL names no database; write jdbc:cairn:<location> or jdbc:cairn:?attach.<schema>=<location>");
        }
        String user = options.getOrDefault(StoreOption.USER.key(), System.getProperty("user.name", ""));
        return new ConnectionUrl(
                storeOptions.applyTo(attachments), session, maxStaleness, execution.settings(), user, isWarmedUp);
    }

    private static SessionPoint only(SessionPoint before, SessionPoint point) {
        if (before instanceof SessionPoint.Newest) {
            return point;
        }
        throw invalid("%s and %s exclude each other; give one of them".formatted(AS_OF, SNAPSHOT));
    }

    private static boolean truth(String text) {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return text.equalsIgnoreCase("true");
        }
        throw invalid("%s=%s is neither true nor false".formatted(WARM_UP, text));
    }

    private static Duration duration(String text) {
        String lower = text.trim().toLowerCase(Locale.ROOT);
        try {
            if (lower.endsWith("ms")) {
                return Duration.ofMillis(Long.parseLong(lower.substring(0, lower.length() - 2)));
            }
            return Duration.ofSeconds(
                    Long.parseLong(lower.endsWith("s") ? lower.substring(0, lower.length() - 1) : lower));
        } catch (NumberFormatException e) {
            throw invalid("\"%s\" is not a duration; write seconds such as 5 or 5s, or milliseconds such as 500ms"
                    .formatted(text));
        }
    }

    /** Percent-decoding; unlike in forms, a plus stands for itself. */
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid("\"%s\" in the URL has a percent sign that begins no escape; write %%25".formatted(text));
        }
    }

    private static CairnException invalid(String message) {
        return new CairnException(ErrorCode.OPTION_INVALID, message);
    }

    /** The keys that a URL can have, for metadata. */
    static List<String> keys() {
        List<String> keys = new ArrayList<>(List.of(ATTACH + "<schema>", AS_OF, SNAPSHOT, MAX_STALENESS, WARM_UP));
        keys.addAll(ExecutionOptions.KEYS);
        return keys;
    }
}
