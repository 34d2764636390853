package org.cairndb.writer.schema;

import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Uniqueness;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.error.CairnException;

/**
 * Which alterations of an existing attribute are allowed. What would need stored nodes to be rewritten, or could make stored values wrong, is refused; the
 * full list is in docs/transactions.md.
 */
final class Alterations {
    private Alterations() {}

    /** The definition that a specification turns an attribute into; what it leaves open stays as it is. */
    static Attribute altered(Attribute old, AttributeSpec spec, AttributeUse use) {
        Attribute wanted = spec.withId(old.id());
        if (!wanted.typeLabel().equals(old.typeLabel())) {
            requireWiderDecimal(old, wanted);
        }
        if (old.isMany() && !wanted.isMany()) {
            throw refused(old, "from cardinality many to one");
        }
        requireIndexable(old, wanted, use);
        return kept(old, wanted);
    }

    private static void requireWiderDecimal(Attribute old, Attribute wanted) {
        boolean widened = old.type() == ValueType.DECIMAL
                && wanted.type() == ValueType.DECIMAL
                && wanted.scale() == old.scale()
                && wanted.precision() >= old.precision()
                && wanted.physical() == old.physical();
        if (!widened) {
            throw refused(old, "from %s to %s".formatted(old.typeLabel(), wanted.typeLabel()));
        }
    }

    private static void requireIndexable(Attribute old, Attribute wanted, AttributeUse use) {
        if (wanted.inAvet() && !old.inAvet() && use.hasValues(old)) {
            throw SchemaGrowth.conflict(
                    "Attribute \"%s\" holds values already, so it can no longer become indexed or unique; declare a new attribute and copy the values"
                            .formatted(old.ident()));
        }
        boolean claimsUniqueness = wanted.isUnique() && !old.isUnique();
        if (claimsUniqueness && use.hasValues(old)) {
            throw refused(old, "to unique while it holds values");
        }
    }

    /** An index, once there, stays: leaving it out of a definition does not drop it. */
    private static Attribute kept(Attribute old, Attribute wanted) {
        Attribute.Builder builder = wanted.toBuilder();
        boolean hadIndex = old.isIndexed() || (old.isUnique() && wanted.uniqueness() == Uniqueness.NONE);
        if (hadIndex) {
            builder.indexed();
        }
        if (wanted.refNamespace().isEmpty()) {
            builder.refNamespace(old.refNamespace().orElse(null));
        }
        if (wanted.doc().isEmpty()) {
            builder.doc(old.doc().orElse(null));
        }
        return builder.build();
    }

    private static CairnException refused(Attribute old, String change) {
        return SchemaGrowth.conflict(
                "Attribute \"%s\" cannot be altered %s; declare a new attribute and copy the values"
                        .formatted(old.ident(), change));
    }
}
