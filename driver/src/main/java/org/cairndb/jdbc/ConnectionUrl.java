package org.cairndb.jdbc;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
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
        UrlText text = UrlText.of(url);
        return of(text.location(), given(text, properties));
    }

    /** Keys with their values; the location of a URL counts as an attachment. */
    static Map<String, String> given(String url, Properties properties) {
        UrlText text = UrlText.of(url);
        Map<String, String> given = given(text, properties);
        if (!text.location().isBlank()) {
            given.put(ConnectionKey.ATTACH + SINGLE_SCHEMA, text.location());
        }
        return given;
    }

    private static Map<String, String> given(UrlText url, Properties properties) {
        Map<String, String> options = new LinkedHashMap<>(url.options());
        for (String key : properties.stringPropertyNames()) {
            options.putIfAbsent(key, properties.getProperty(key));
        }
        return options;
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
            if (key.startsWith(ConnectionKey.ATTACH) && key.length() > ConnectionKey.ATTACH.length()) {
                attachments.put(key.substring(ConnectionKey.ATTACH.length()), Location.parse(option.getValue()));
            } else if (key.equals(ConnectionKey.AS_OF)) {
                session = only(session, SessionPoint.parse(option.getValue()));
            } else if (key.equals(ConnectionKey.SNAPSHOT)) {
                session = only(session, new SessionPoint.AtToken(SnapshotToken.parse(option.getValue())));
            } else if (key.equals(ConnectionKey.MAX_STALENESS)) {
                maxStaleness = duration(option.getValue());
            } else if (key.equals(ConnectionKey.WARM_UP)) {
                isWarmedUp = truth(option.getValue());
            } else {
                throw invalid("\"%s\" is not a connection key; the keys are %s and the options of stores"
                        .formatted(key, names()));
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
        throw invalid("%s and %s exclude each other; give one of them"
                .formatted(ConnectionKey.AS_OF, ConnectionKey.SNAPSHOT));
    }

    private static boolean truth(String text) {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return text.equalsIgnoreCase("true");
        }
        throw invalid("%s=%s is neither true nor false".formatted(ConnectionKey.WARM_UP, text));
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

    private static CairnException invalid(String message) {
        return new CairnException(ErrorCode.OPTION_INVALID, message);
    }

    private static String names() {
        return ConnectionKey.ofConnections().stream().map(ConnectionKey::name).collect(Collectors.joining(", "));
    }
}
