package org.cairndb.planner;

import java.time.Instant;
import org.cairndb.planner.time.TimestampText;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.snapshot.SnapshotToken;
import org.cairndb.storage.snapshot.Versions;

/** Which state a session reads of the databases for which nothing else is said. */
public sealed interface SessionPoint {
    /** The newest. */
    SessionPoint NEWEST = new Newest();

    /** The newest. */
    record Newest() implements SessionPoint {}

    /** The one at an instant. */
    record At(Instant instant) implements SessionPoint {}

    /** The one of a version, in each database. */
    record AtVersion(String version) implements SessionPoint {}

    /** The ones that a token means, also where an attachment has a version of its own; the newest of databases that it does not mention. */
    record AtToken(SnapshotToken token) implements SessionPoint {}

    /**
     * What a text means: a time, or else a version.
     *
     * @throws CairnException if it begins like a time and is none
     */
    static SessionPoint parse(String text) {
        String trimmed = text.trim();
        try {
            if (trimmed.chars().anyMatch(c -> c < '0' || c > '9')) {
                return new At(Values.instantOf(TimestampText.micros(trimmed)));
            }
        } catch (CairnException e) {
            if (trimmed.matches("[0-9]{4}-.*")) {
                throw e;
            }
        }
        return new AtVersion(trimmed);
    }

    /** Whether a state of a database is too old to hold what is meant, so that a newer one has to be read. */
    default boolean isAfter(Snapshot newest) {
        if (this instanceof AtVersion at) {
            return at.version().matches("[0-9]{1,18}")
                    && Long.parseLong(at.version()) > newest.head().tx();
        }
        return this instanceof AtToken at && at.token().isAfter(newest);
    }

    /** The state of a database, given its newest one. */
    default Snapshot select(Snapshot newest) {
        if (this instanceof At at) {
            return newest.asOf(at.instant());
        }
        if (this instanceof AtVersion at) {
            return Versions.resolve(newest, at.version());
        }
        return this instanceof AtToken at ? at.token().in(newest).orElse(newest) : newest;
    }
}
