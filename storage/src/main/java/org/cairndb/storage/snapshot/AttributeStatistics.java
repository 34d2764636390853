package org.cairndb.storage.snapshot;

/**
 * What the head knows of the values of an attribute.
 *
 * @param count current datoms, exact
 * @param distinct distinct values among them, an estimate between 0 and count
 */
public record AttributeStatistics(long count, long distinct) {
    /** Of an attribute without datoms. */
    public static final AttributeStatistics NONE = new AttributeStatistics(0, 0);
}
