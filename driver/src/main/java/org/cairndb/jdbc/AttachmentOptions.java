package org.cairndb.jdbc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.StoreOption;
import org.cairndb.storage.store.StoreOptions;

/**
 * Options of stores among the keys of a connection: {@code <option>} for every database that it means something to, and
 * {@code attach.<schema>.<option>} for one. Not thread-safe.
 */
final class AttachmentOptions {
    private static final String ATTACH = "attach.";
    /** What programs give to every driver, also where no store wants it. */
    private static final List<StoreOption> NEVER_MISPLACED = List.of(StoreOption.USER, StoreOption.PASSWORD);

    private final Map<String, StoreOptions> bySchema = new LinkedHashMap<>();
    private StoreOptions forAll = StoreOptions.NONE;

    /** Takes a key if it is an option of a store. */
    boolean accept(String key, String value) {
        Optional<StoreOption> plain = StoreOption.named(key);
        if (plain.isPresent()) {
            forAll = forAll.with(plain.get(), value);
            return true;
        }
        int dot = key.lastIndexOf('.');
        Optional<StoreOption> option = StoreOption.named(key.substring(dot + 1));
        if (option.isEmpty() || !key.startsWith(ATTACH) || dot <= ATTACH.length()) {
            return false;
        }
        bySchema.merge(
                key.substring(ATTACH.length(), dot), StoreOptions.NONE.with(option.get(), value), StoreOptions::orElse);
        return true;
    }

    /**
     * The locations with their options; what a location says itself wins.
     *
     * @throws CairnException OPTION_INVALID for an option that means nothing to any of the databases
     */
    Map<String, Location> applyTo(Map<String, Location> attachments) {
        Map<String, Location> complete = new LinkedHashMap<>();
        attachments.forEach((schema, location) -> {
            StoreOptions own = bySchema.getOrDefault(schema, StoreOptions.NONE);
            complete.put(schema, location.withDefaults(own).withDefaults(forAll));
            requireUsed(own, List.of(location));
        });
        for (String schema : bySchema.keySet()) {
            if (!attachments.containsKey(schema)) {
                throw invalid("The connection has options for \"%s\", but attaches no such database".formatted(schema));
            }
        }
        requireUsed(forAll, List.copyOf(attachments.values()));
        return complete;
    }

    private static void requireUsed(StoreOptions options, List<Location> locations) {
        for (StoreOption option : options.given()) {
            boolean used = locations.stream().anyMatch(location -> location.takes(option));
            if (!used && !NEVER_MISPLACED.contains(option)) {
                throw invalid("Key \"%s\" means nothing to the stores of this connection".formatted(option.key()));
            }
        }
    }

    private static CairnException invalid(String message) {
        return new CairnException(ErrorCode.OPTION_INVALID, message);
    }
}
