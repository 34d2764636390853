package org.cairndb.writer.tx;

import org.cairndb.storage.datom.Attribute;
import org.jspecify.annotations.Nullable;

/** A datom that a transaction adds or retracts; the value of a ref is an entity id. Within one transaction an attribute is equal by its id. */
record Change(long entity, Attribute attribute, Object value) {
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Change that
                && entity == that.entity
                && attribute.id() == that.attribute.id()
                && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return (Long.hashCode(entity) * 31 + attribute.id()) * 31 + value.hashCode();
    }
}
