package org.cairndb.storage.store;

/** Result of a head swap whose outcome is known. */
public sealed interface HeadSwap {
    /** The new content is durable and has this version. */
    record Swapped(HeadVersion version) implements HeadSwap {}

    /** The head was not at the expected version; nothing was written. */
    record Lost() implements HeadSwap {}
}
