package org.cairndb.jdbc;

import java.sql.DriverPropertyInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cairndb.storage.store.StoreOption;

/**
 * A key that a URL or connection properties may have. There are no others than {@link #all() these}.
 *
 * @param name as it is written; parts in angle brackets stand for names of schemas and options
 * @param description what the key is for
 * @param standard what holds without it, in words; empty if there is nothing to say
 * @param choices the values it may have; empty if they cannot be listed
 */
record ConnectionKey(String name, String description, String standard, List<String> choices) {
    static final String ATTACH = "attach.";
    static final String AS_OF = "asOf";
    static final String SNAPSHOT = "snapshot";
    static final String MAX_STALENESS = "maxStaleness";
    static final String WARM_UP = "warmUp";

    private static final ConnectionKey ATTACHMENT =
            of(ATTACH + "<schema>", "Location of a database, and in the key the name of its schema", "");

    static ConnectionKey of(String name, String description, String standard, String... choices) {
        return new ConnectionKey(name, description, standard, List.of(choices));
    }

    private static ConnectionKey of(StoreOption option) {
        return new ConnectionKey(option.key(), option.description(), option.standard(), option.choices());
    }

    /** The keys that are no options of stores. */
    static List<ConnectionKey> ofConnections() {
        List<ConnectionKey> keys = new ArrayList<>();
        keys.add(ATTACHMENT);
        keys.add(of(AS_OF, "Time or version in which databases without a version of their own are read", "newest"));
        keys.add(of(SNAPSHOT, "Token of cairn_snapshot() whose states are read", ""));
        keys.add(of(MAX_STALENESS, "How old the newest state may be when a statement begins, such as 5s", "0"));
        keys.addAll(ExecutionOptions.KEYS);
        keys.add(of(
                WARM_UP,
                "Loads in the background what the first statement of a process needs",
                "true",
                "true",
                "false"));
        return keys;
    }

    /** All keys, the most important first. */
    static List<ConnectionKey> all() {
        List<ConnectionKey> keys = new ArrayList<>(ofConnections());
        keys.add(of(ATTACH + "<schema>.<option>", "Option of a store for one database", ""));
        Arrays.stream(StoreOption.values()).map(ConnectionKey::of).forEach(keys::add);
        return keys;
    }

    /** How tools learn of the key; secrets are not told again. */
    DriverPropertyInfo info(Map<String, String> given) {
        boolean isSecret = StoreOption.named(name).map(StoreOption::isSecret).orElse(false);
        var info = new DriverPropertyInfo(name, isSecret ? null : given.get(name));
        info.description = standard.isEmpty() ? description : "%s (default: %s)".formatted(description, standard);
        info.choices = choices.isEmpty() ? null : choices.toArray(String[]::new);
        info.required = equals(ATTACHMENT) && given.keySet().stream().noneMatch(key -> key.startsWith(ATTACH));
        return info;
    }
}
