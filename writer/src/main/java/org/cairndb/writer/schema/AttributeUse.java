package org.cairndb.writer.schema;

import org.cairndb.storage.datom.Attribute;

/** What stored data says of an attribute that is to be altered. */
@FunctionalInterface
public interface AttributeUse {
    /** Whether any entity holds a value of the attribute now. */
    boolean hasValues(Attribute attribute);
}
