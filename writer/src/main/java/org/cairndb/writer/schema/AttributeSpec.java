package org.cairndb.writer.schema;

import java.util.Optional;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Cardinality;
import org.cairndb.storage.datom.Uniqueness;
import org.cairndb.storage.datom.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * A wanted attribute definition: what {@link Attribute} says, without an id. Immutable; made by {@link #builder}.
 *
 * <pre>{@code
 * AttributeSpec.builder("product/sku", ValueType.STRING).identity().doc("Stock keeping unit").build()
 * }</pre>
 */
public final class AttributeSpec {
    private static final int UNCHECKED_ID = SchemaGrowth.firstUserId();

    private final Attribute definition;

    private AttributeSpec(Attribute definition) {
        this.definition = definition;
    }

    /** Starts a definition with cardinality one, not unique, not indexed. */
    public static Builder builder(String ident, ValueType type) {
        return new Builder(ident, type);
    }

    /** The definition that an attribute has. */
    public static AttributeSpec of(Attribute attribute) {
        return new AttributeSpec(attribute.withId(UNCHECKED_ID));
    }

    /** {@code namespace/name}. */
    public String ident() {
        return definition.ident();
    }

    /** The type of every value. */
    public ValueType type() {
        return definition.type();
    }

    /** The definition under an id. */
    Attribute withId(int id) {
        return definition.withId(id);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AttributeSpec that && definition.equals(that.definition);
    }

    @Override
    public int hashCode() {
        return definition.hashCode();
    }

    @Override
    public String toString() {
        return definition.toString();
    }

    /** Collects a definition; {@link #build} checks it. */
    public static final class Builder {
        private final Attribute.Builder definition;

        private Builder(String ident, ValueType type) {
            Idents.requireUserAttribute(ident);
            definition = Attribute.builder(UNCHECKED_ID, ident, type);
        }

        /** Lets an entity hold a set of values. */
        public Builder many() {
            definition.cardinality(Cardinality.MANY);
            return this;
        }

        /** At most one entity holds a value, and a map that carries the value addresses that entity. */
        public Builder identity() {
            return unique(Uniqueness.IDENTITY);
        }

        /** Whether values are unique. */
        public Builder unique(Uniqueness uniqueness) {
            definition.uniqueness(uniqueness);
            return this;
        }

        /** Keeps an index on values. */
        public Builder indexed() {
            definition.indexed();
            return this;
        }

        /** Makes the referenced entity a part that is retracted together with its owner. */
        public Builder component() {
            definition.component();
            return this;
        }

        /** Keeps no replaced values. */
        public Builder noHistory() {
            definition.noHistory();
            return this;
        }

        /** The namespace that a ref points to. */
        public Builder refNamespace(String namespace) {
            definition.refNamespace(namespace);
            return this;
        }

        /** Precision and scale of a decimal. */
        public Builder decimal(int precision, int scale) {
            definition.decimal(precision, scale);
            return this;
        }

        /** A description. */
        public Builder doc(String doc) {
            definition.doc(doc);
            return this;
        }

        /**
         * The checked definition.
         *
         * @throws org.cairndb.storage.error.CairnException SCHEMA_CONFLICT if the parts do not fit one another
         */
        public AttributeSpec build() {
            try {
                return new AttributeSpec(definition.build());
            } catch (IllegalArgumentException e) {
                throw SchemaGrowth.conflict(Optional.ofNullable(e.getMessage()).orElse("Invalid attribute definition"));
            }
        }
    }
}
