package org.cairndb.planner;

import java.time.Instant;
import java.util.Optional;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.LocationVersion;

/**
 * A database that is visible as a schema.
 *
 * @param name name of the schema
 * @param database where it is read from
 * @param version which of its snapshots statements see
 */
public record AttachedDatabase(String name, Database database, LocationVersion version) {
    /** The snapshot that statements see, given the newest one; {@code asOf} counts where the version says nothing. */
    Snapshot select(Snapshot newest, Optional<Instant> asOf) {
        if (version instanceof LocationVersion.AtTx at) {
            return newest.asOf(at.tx());
        }
        if (version instanceof LocationVersion.AtInstant at) {
            return newest.asOf(at.instant());
        }
        if (version instanceof LocationVersion.Named named) {
            return database.at(newest, named.name());
        }
        return asOf.map(newest::asOf).orElse(newest);
    }
}
