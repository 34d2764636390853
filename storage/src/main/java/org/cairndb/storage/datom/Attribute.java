package org.cairndb.storage.datom;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the schema says of one attribute. Instances come from {@link #builder}; they are immutable and compare by content. */
public final class Attribute {
    /** Digits of a 64-bit unscaled value that every decimal of that precision fits in. */
    public static final int MAX_NARROW_PRECISION = 18;
    /** Most digits a DECIMAL can have. */
    public static final int MAX_PRECISION = 38;

    private final int id;
    private final String namespace;
    private final String name;
    private final ValueType type;
    private final int precision;
    private final int scale;
    private final Cardinality cardinality;
    private final Uniqueness uniqueness;
    private final boolean indexed;
    private final boolean component;
    private final boolean noHistory;
    private final boolean presence;
    private final boolean retired;
    private final @Nullable String refNamespace;
    private final @Nullable String doc;

    private Attribute(Builder builder) {
        this.id = builder.id;
        this.namespace = builder.namespace;
        this.name = builder.name;
        this.type = builder.type;
        this.precision = builder.precision;
        this.scale = builder.scale;
        this.cardinality = builder.cardinality;
        this.uniqueness = builder.uniqueness;
        this.indexed = builder.indexed;
        this.component = builder.component;
        this.noHistory = builder.noHistory;
        this.presence = builder.presence;
        this.retired = builder.retired;
        this.refNamespace = builder.refNamespace;
        this.doc = builder.doc;
    }

    /** Starts a definition with cardinality one, not unique, not indexed. */
    public static Builder builder(int id, String ident, ValueType type) {
        return new Builder(id, ident, type);
    }

    /** A builder that starts from this definition. */
    public Builder toBuilder() {
        return toBuilder(id);
    }

    /** The same definition under another id. */
    public Attribute withId(int newId) {
        return toBuilder(newId).build();
    }

    private Builder toBuilder(int newId) {
        Builder builder = new Builder(newId, ident(), type);
        builder.precision = precision;
        builder.scale = scale;
        builder.cardinality = cardinality;
        builder.uniqueness = uniqueness;
        builder.indexed = indexed;
        builder.component = component;
        builder.noHistory = noHistory;
        builder.presence = presence;
        builder.retired = retired;
        builder.refNamespace = refNamespace;
        builder.doc = doc;
        return builder;
    }

    /** The number that stands for the attribute in datoms, from 1. */
    public int id() {
        return id;
    }

    /** The part of the ident before the slash: the entity table. */
    public String namespace() {
        return namespace;
    }

    /** The part of the ident after the slash: the column. */
    public String name() {
        return name;
    }

    /** {@code namespace/name}. */
    public String ident() {
        return namespace + "/" + name;
    }

    /** The type of every value. */
    public ValueType type() {
        return type;
    }

    /** Digits of a DECIMAL, 1 to 38; 0 for every other type. */
    public int precision() {
        return precision;
    }

    /** Digits of a DECIMAL after the point; 0 for every other type. */
    public int scale() {
        return scale;
    }

    /** One value or a set. */
    public Cardinality cardinality() {
        return cardinality;
    }

    /** Whether an entity can hold several values. */
    public boolean isMany() {
        return cardinality == Cardinality.MANY;
    }

    /** Whether values are unique. */
    public Uniqueness uniqueness() {
        return uniqueness;
    }

    /** Whether a value belongs to at most one entity. */
    public boolean isUnique() {
        return uniqueness != Uniqueness.NONE;
    }

    /** Whether the definition asks for an index on values. */
    public boolean isIndexed() {
        return indexed;
    }

    /** Whether AVET holds the attribute's datoms: indexed, unique and ref attributes. */
    public boolean inAvet() {
        return !presence && (indexed || isUnique() || type == ValueType.REF);
    }

    /** Whether the referenced entity is a part that is retracted together with its owner. */
    public boolean isComponent() {
        return component;
    }

    /** Whether replaced values are dropped from the retired indexes. */
    public boolean isNoHistory() {
        return noHistory;
    }

    /** Whether this is the marker attribute of its namespace. */
    public boolean isPresence() {
        return presence;
    }

    /** Whether tables of the current state leave it out. Its values stay, and tables of the past show it. */
    public boolean isRetired() {
        return retired;
    }

    /** Whether the attribute belongs to Cairn itself. */
    public boolean isSystem() {
        return id < SystemAttributes.FIRST_USER_ID;
    }

    /** For a REF, the namespace that it points to, where declared. */
    public Optional<String> refNamespace() {
        return Optional.ofNullable(refNamespace);
    }

    /** The description, where given. */
    public Optional<String> doc() {
        return Optional.ofNullable(doc);
    }

    /** How the values lie in memory. */
    public Physical physical() {
        return switch (type) {
            case LONG, BOOLEAN, INSTANT, DATE, TIME, REF -> Physical.LONG;
            case DOUBLE -> Physical.DOUBLE;
            case STRING, KEYWORD, BYTES -> Physical.TEXT;
            case UUID -> Physical.WIDE;
            case DECIMAL -> precision <= MAX_NARROW_PRECISION ? Physical.LONG : Physical.WIDE;
        };
    }

    /** The type as a person writes it, with precision and scale where they matter. */
    public String typeLabel() {
        return type == ValueType.DECIMAL ? "decimal(%d,%d)".formatted(precision, scale) : type.label();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Attribute that
                && id == that.id
                && namespace.equals(that.namespace)
                && name.equals(that.name)
                && type == that.type
                && precision == that.precision
                && scale == that.scale
                && cardinality == that.cardinality
                && uniqueness == that.uniqueness
                && indexed == that.indexed
                && component == that.component
                && noHistory == that.noHistory
                && presence == that.presence
                && retired == that.retired
                && Objects.equals(refNamespace, that.refNamespace)
                && Objects.equals(doc, that.doc);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, namespace, name, type, cardinality, uniqueness, indexed);
    }

    @Override
    public String toString() {
        return ident() + " (" + typeLabel() + ")";
    }

    /** Collects a definition; {@link #build} checks it. */
    public static final class Builder {
        private final int id;
        private final String namespace;
        private final String name;
        private final ValueType type;
        private int precision;
        private int scale;
        private Cardinality cardinality = Cardinality.ONE;
        private Uniqueness uniqueness = Uniqueness.NONE;
        private boolean indexed;
        private boolean component;
        private boolean noHistory;
        private boolean presence;
        private boolean retired;
        private @Nullable String refNamespace;
        private @Nullable String doc;

        private Builder(int id, String ident, ValueType type) {
            int slash = ident.indexOf('/');
            if (slash <= 0 || slash == ident.length() - 1) {
                throw new IllegalArgumentException("Attribute \"%s\" must be written namespace/name".formatted(ident));
            }
            this.id = id;
            this.namespace = ident.substring(0, slash);
            this.name = ident.substring(slash + 1);
            this.type = type;
            if (type == ValueType.DECIMAL) {
                precision = MAX_PRECISION;
            }
        }

        /** Precision and scale of a DECIMAL. */
        public Builder decimal(int newPrecision, int newScale) {
            precision = newPrecision;
            scale = newScale;
            return this;
        }

        /** One value or a set. */
        public Builder cardinality(Cardinality newCardinality) {
            cardinality = newCardinality;
            return this;
        }

        /** Makes values unique. */
        public Builder uniqueness(Uniqueness newUniqueness) {
            uniqueness = newUniqueness;
            return this;
        }

        /** Puts values into AVET. */
        public Builder indexed() {
            indexed = true;
            return this;
        }

        /** Makes the referenced entity a part of its owner. */
        public Builder component() {
            component = true;
            return this;
        }

        /** Drops replaced values. */
        public Builder noHistory() {
            noHistory = true;
            return this;
        }

        /** Makes this the marker attribute of its namespace. */
        public Builder presence() {
            presence = true;
            return this;
        }

        /** Whether it is in use no longer. */
        public Builder retired(boolean isRetired) {
            retired = isRetired;
            return this;
        }

        /** The namespace that a REF points to. */
        public Builder refNamespace(@Nullable String newRefNamespace) {
            refNamespace = newRefNamespace;
            return this;
        }

        /** A description. */
        public Builder doc(@Nullable String newDoc) {
            doc = newDoc;
            return this;
        }

        /**
         * The checked definition.
         *
         * @throws IllegalArgumentException if the parts do not fit one another, with a sentence that says which
         */
        public Attribute build() {
            String ident = namespace + "/" + name;
            if (id < 1) {
                throw new IllegalArgumentException("Attribute \"%s\" needs an id of at least 1".formatted(ident));
            }
            if (type == ValueType.DECIMAL) {
                if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
                    throw new IllegalArgumentException(
                            "Attribute \"%s\": decimal(%d,%d) is out of range; precision is 1 to 38 and scale 0 to precision"
                                    .formatted(ident, precision, scale));
                }
            } else if (precision != 0 || scale != 0) {
                throw new IllegalArgumentException(
                        "Attribute \"%s\": only decimal takes precision and scale".formatted(ident));
            }
            if (type != ValueType.REF && (component || refNamespace != null)) {
                throw new IllegalArgumentException(
                        "Attribute \"%s\": component and target namespace need type ref".formatted(ident));
            }
            return new Attribute(this);
        }
    }
}
