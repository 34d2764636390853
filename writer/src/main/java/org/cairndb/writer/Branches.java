package org.cairndb.writer;

import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.LocationVersion;

/** Which branch a location means to a writer. */
final class Branches {
    private Branches() {}

    static String named(Location location) {
        if (location.version() instanceof LocationVersion.Unspecified) {
            return Writer.MAIN_BRANCH;
        }
        if (location.version() instanceof LocationVersion.Named named) {
            return named.name();
        }
        throw new CairnException(
                ErrorCode.READ_ONLY, "A past snapshot cannot be written to; leave the version out or name a branch");
    }
}
