package org.cairndb.planner;

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
    /** The snapshot that statements see, given the newest one; the point of the session counts where the version says nothing, a token always. */
    Snapshot select(Snapshot newest, SessionPoint session) {
        if (session instanceof SessionPoint.AtToken) {
            return session.select(newest);
        }
        if (version instanceof LocationVersion.AtTx at) {
            return newest.asOf(at.tx());
        }
        if (version instanceof LocationVersion.AtInstant at) {
            return newest.asOf(at.instant());
        }
        if (version instanceof LocationVersion.Named named) {
            return database.at(newest, named.name());
        }
        return session.select(newest);
    }
}
