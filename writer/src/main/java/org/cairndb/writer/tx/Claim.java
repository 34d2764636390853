package org.cairndb.writer.tx;

import org.cairndb.storage.datom.Attribute;
import org.jspecify.annotations.Nullable;

/** A request of a transaction with its attribute known. A value is in the Java class of the attribute's type; that of a ref is an {@link EntityRef}. */
sealed interface Claim {
    /** The entity that the claim is about. */
    EntityRef entity();

    record Assertion(EntityRef entity, Attribute attribute, Object value) implements Claim {}

    record Retraction(EntityRef entity, Attribute attribute, Object value) implements Claim {}

    record RetractionOfAll(EntityRef entity, Attribute attribute) implements Claim {}

    record RetractionOfEntity(EntityRef entity) implements Claim {}

    record Comparison(
            EntityRef entity,
            Attribute attribute,
            @Nullable Object expected,
            @Nullable Object next) implements Claim {}
}
