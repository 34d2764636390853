package org.cairndb.storage.datom;

/**
 * One fact, for the borders of the library: reports, logs and tests. Inside, datoms are columns of a {@link DatomBatch}.
 *
 * @param entity id of the entity
 * @param attribute id of the attribute
 * @param value the value in the Java class of its type, see {@link Values}
 * @param tx the transaction that added or retracted it
 * @param added false for a retraction
 */
public record Datom(long entity, int attribute, Object value, long tx, boolean added) {}
