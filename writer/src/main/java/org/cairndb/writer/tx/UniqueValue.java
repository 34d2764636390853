package org.cairndb.writer.tx;

/**
 * A value of a unique attribute.
 *
 * @param attribute id of the attribute
 * @param value in the Java class of the attribute's type, or a tempid for a ref
 */
record UniqueValue(int attribute, Object value) {}
