package org.cairndb.cli;

import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.snapshot.Versions;
import org.cairndb.storage.store.BranchNames;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.LocationVersion;
import org.cairndb.storage.store.LocationVersion.AtInstant;
import org.cairndb.storage.store.LocationVersion.AtTx;
import org.cairndb.storage.store.LocationVersion.Named;
import org.cairndb.storage.store.LocationVersion.Unspecified;
import org.cairndb.storage.store.StoreAddress;

/** Opens what a location means. */
final class Databases {
    private Databases() {}

    /** The branch or tag that a location names, or the main branch. A version is left to {@link #snapshot}. */
    static Database open(Location location) {
        return Database.open(location);
    }

    /**
     * A whole branch, or a tag.
     *
     * @throws CairnException OPTION_INVALID if the location means a single past state
     */
    static Database openBranch(Location location) {
        Database database = open(location);
        try {
            if (!isWhole(database, location.version())) {
                throw new CairnException(
                        ErrorCode.OPTION_INVALID,
                        "This needs a whole branch; name a branch or a tag after \"@\", or nothing");
            }
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static boolean isWhole(Database database, LocationVersion version) {
        if (version instanceof Named named) {
            String head = database.snapshot().head().branch();
            return head.equals(named.name()) || head.equals(BranchNames.headOfTag(named.name()));
        }
        return version instanceof Unspecified;
    }

    /**
     * A location that is worth writing to: what is in memory would end with the command.
     *
     * @throws CairnException OPTION_INVALID for memory
     */
    static Location requireLasting(Location location) {
        if (location.address() instanceof StoreAddress.Memory) {
            throw new CairnException(
                    ErrorCode.OPTION_INVALID,
                    "\"%s\" would be gone when the command ends; write to a folder, a bucket or an SQL database"
                            .formatted(location.address().uri()));
        }
        return location;
    }

    /** The snapshot of an opened database that its location means. */
    static Snapshot snapshot(Database database, Location location) {
        Snapshot newest = database.snapshot();
        return location.version() instanceof Named named
                ? database.at(newest, named.name())
                : at(newest, location.version());
    }

    /** The snapshot that a version means to one who is at another. */
    static Snapshot at(Snapshot session, LocationVersion version) {
        if (version instanceof AtTx at) {
            return session.asOf(at.tx());
        }
        if (version instanceof AtInstant at) {
            return session.asOf(at.instant());
        }
        return version instanceof Named named ? Versions.resolve(session, named.name()) : session;
    }
}
