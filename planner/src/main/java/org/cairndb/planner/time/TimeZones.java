package org.cairndb.planner.time;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Time zones by name, and the times on their clocks. */
public final class TimeZones {
    private static final int MAX_KNOWN = 1000;
    private static final Map<String, ZoneId> KNOWN = new ConcurrentHashMap<>();

    private TimeZones() {}

    /** Names in any case; read when a name is not written as it is kept. */
    private static final class InAnyCase {
        static final TreeMap<String, String> NAMES = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

        static {
            ZoneId.getAvailableZoneIds().forEach(name -> NAMES.put(name, name));
            NAMES.putAll(ZoneId.SHORT_IDS);
        }
    }

    /**
     * The zone of a name such as {@code Europe/Berlin}, {@code UTC} or {@code +02:00}, in any case.
     *
     * @throws CairnException OPTION_INVALID if there is none
     */
    public static ZoneId named(String name) {
        @Nullable ZoneId known = KNOWN.get(name);
        if (known != null) {
            return known;
        }
        ZoneId zone = find(name);
        if (KNOWN.size() < MAX_KNOWN) {
            KNOWN.put(name, zone);
        }
        return zone;
    }

    private static ZoneId find(String name) {
        String trimmed = name.trim();
        try {
            return ZoneId.of(InAnyCase.NAMES.getOrDefault(trimmed, trimmed));
        } catch (DateTimeException e) {
            throw new CairnException(
                    ErrorCode.OPTION_INVALID,
                    "There is no time zone \"%s\"; write a name such as Europe/Berlin or an offset such as +02:00"
                            .formatted(name),
                    e);
        }
    }

    /** What the clocks of a zone show at an instant, both in microseconds since 1970. */
    public static long toLocal(long instant, ZoneId zone) {
        if (zone.equals(ZoneOffset.UTC)) {
            return instant;
        }
        return Values.microsOf(
                LocalDateTime.ofInstant(Values.instantOf(instant), zone).toInstant(ZoneOffset.UTC));
    }

    /** The instant at which the clocks of a zone show a time: the first one where they show it twice, and just as much later where they leave it out. */
    public static long toInstant(long local, ZoneId zone) {
        if (zone.equals(ZoneOffset.UTC)) {
            return local;
        }
        LocalDateTime shown = LocalDateTime.ofInstant(Values.instantOf(local), ZoneOffset.UTC);
        return Values.microsOf(shown.atZone(zone).toInstant());
    }
}
