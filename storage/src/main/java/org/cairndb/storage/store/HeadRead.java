package org.cairndb.storage.store;

import org.cairndb.storage.datom.Bytes;

/** Result of reading a branch head. */
public sealed interface HeadRead {
    /** The newest content and its version. */
    record Found(Bytes bytes, HeadVersion version) implements HeadRead {}

    /** The head still has the version that the caller knows. */
    record Unchanged() implements HeadRead {}

    /** There is no such branch. */
    record Missing() implements HeadRead {}
}
