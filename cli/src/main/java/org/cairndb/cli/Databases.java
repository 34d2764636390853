package org.cairndb.cli;

import org.cairndb.storage.Stores;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.BranchNames;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.LocationVersion.AtInstant;
import org.cairndb.storage.store.LocationVersion.AtTx;
import org.cairndb.storage.store.LocationVersion.Named;
import org.cairndb.storage.store.StoreAddress;

/** Opens what a location means. */
final class Databases {
    private Databases() {}

    /** The branch that a location names, or the main branch. A version in time is left to {@link #snapshot}. */
    static Database open(Location location) {
        String branch = location.version() instanceof Named named ? named.name() : BranchNames.MAIN;
        return Database.open(Stores.open(location), branch);
    }

    /**
     * A whole branch.
     *
     * @throws CairnException OPTION_INVALID if the location means a single past state
     */
    static Database openBranch(Location location) {
        if (location.version() instanceof AtTx || location.version() instanceof AtInstant) {
            throw new CairnException(
                    ErrorCode.OPTION_INVALID,
                    "This needs a whole branch; leave the transaction or time after \"@\" out");
        }
        return open(location);
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
        if (location.version() instanceof AtTx version) {
            return newest.asOf(version.tx());
        }
        if (location.version() instanceof AtInstant version) {
            return newest.asOf(version.instant());
        }
        return newest;
    }
}
