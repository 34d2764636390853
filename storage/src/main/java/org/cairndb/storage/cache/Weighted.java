package org.cairndb.storage.cache;

/** A value that knows how much memory it holds. */
public interface Weighted {
    /** The bytes of heap that are freed when this value goes; constant over its life. */
    long weightInBytes();
}
