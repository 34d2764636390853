package org.cairndb.storage.store;

import java.time.Instant;

/** Which snapshot of a database a location means. */
public sealed interface LocationVersion {
    /** None was given: the newest of the main branch, unless a session default says otherwise. */
    record Unspecified() implements LocationVersion {}

    /** The snapshot at a tx of the main branch. */
    record AtTx(long tx) implements LocationVersion {}

    /** The snapshot at an instant of the main branch. */
    record AtInstant(Instant instant) implements LocationVersion {}

    /** A branch, a tag, a commit hash, or any version with a suffix such as {@code ~3}. */
    record Named(String name) implements LocationVersion {}

    /**
     * Reads what may stand behind the {@code @} of a location.
     *
     * @throws org.cairndb.storage.error.CairnException OPTION_INVALID when it is malformed
     */
    static LocationVersion parse(String text) {
        return LocationVersionParser.parse(text);
    }
}
