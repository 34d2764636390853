package org.cairndb.writer.schema;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Cardinality;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.datom.SystemAttributes;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The schema of a database while one transaction adds to it: attributes get ids in sequence, and a namespace gets its presence attribute together with
 * its first attribute. Not thread-safe.
 */
public final class SchemaGrowth {
    /** The name of every presence attribute. */
    public static final String PRESENCE_NAME = "_presence";

    private final Schema base;
    private final Map<String, Attribute> changed = new LinkedHashMap<>();
    private int nextId;

    /** Starts from a schema; {@code nextId} is the id of the next new attribute. */
    public SchemaGrowth(Schema base, int nextId) {
        this.base = base;
        this.nextId = nextId;
    }

    /** The attribute with an ident, new ones included. */
    public Optional<Attribute> find(String ident) {
        @Nullable Attribute own = changed.get(ident);
        return own != null ? Optional.of(own) : base.find(ident);
    }

    /** The presence attribute of a namespace that has an attribute. */
    public Attribute presenceOf(String namespace) {
        return find(namespace + "/" + PRESENCE_NAME)
                .orElseThrow(() -> new IllegalStateException("Namespace without presence: " + namespace));
    }

    /** The user attributes of a namespace, new ones included. */
    public Collection<Attribute> attributesOf(String namespace) {
        Map<String, Attribute> all = new LinkedHashMap<>();
        base.attributesOf(namespace).forEach(attribute -> all.put(attribute.ident(), attribute));
        for (Attribute attribute : changed.values()) {
            if (attribute.namespace().equals(namespace) && !attribute.isPresence()) {
                all.put(attribute.ident(), attribute);
            }
        }
        return all.values();
    }

    /** Every attribute whose values are entities, new ones included. */
    public List<Attribute> refAttributes() {
        List<Attribute> refs = new ArrayList<>();
        for (Attribute attribute : base.attributes()) {
            if (attribute.type() == ValueType.REF && !attribute.isSystem()) {
                refs.add(attribute);
            }
        }
        return refs;
    }

    /** New and altered attributes in the order in which they came up. */
    public Collection<Attribute> changes() {
        return changed.values();
    }

    /** The attribute before this transaction, if it existed. */
    public Optional<Attribute> before(Attribute attribute) {
        return base.find(attribute.id());
    }

    /**
     * Defines an attribute, or alters it where the definition differs and that is allowed; see docs/transactions.md.
     *
     * @throws CairnException SCHEMA_CONFLICT for an alteration that is refused
     */
    public Attribute define(AttributeSpec spec, AttributeUse use) {
        Optional<Attribute> existing = find(spec.ident());
        if (existing.isEmpty()) {
            return add(spec.withId(allocateFor(spec.ident())));
        }
        Attribute old = existing.get();
        Attribute wanted = Alterations.altered(old, spec, use);
        if (!wanted.equals(old)) {
            changed.put(wanted.ident(), wanted);
        }
        return wanted;
    }

    /** Defines an attribute of another branch, a presence attribute included, with its own id unless that is taken; nothing happens if the ident is known. */
    public void adopt(Attribute attribute) {
        if (find(attribute.ident()).isEmpty()) {
            boolean isTaken = base.find(attribute.id()).isPresent()
                    || changed.values().stream().anyMatch(known -> known.id() == attribute.id());
            add(isTaken ? attribute.withId(nextId++) : attribute);
        }
    }

    /** Takes an attribute out of use. */
    public void retire(Attribute attribute) {
        if (!attribute.isRetired()) {
            changed.put(attribute.ident(), attribute.toBuilder().retired(true).build());
        }
    }

    /**
     * Refuses values for an attribute that was retired before.
     *
     * @throws CairnException SCHEMA_CONFLICT if it is out of use
     */
    public void requireInUse(Attribute attribute) {
        boolean wasRetired = before(attribute).map(Attribute::isRetired).orElse(false);
        if (attribute.isRetired() && wasRetired) {
            throw conflict("Attribute \"%s\" is retired and takes no values; define it again to use it"
                    .formatted(attribute.ident()));
        }
    }

    /** Defines an undeclared attribute from its first value. */
    public Attribute infer(String ident, ValueType type, Cardinality cardinality, Object value) {
        return add(inferredSpec(ident, type, cardinality, value).withId(allocateFor(ident)));
    }

    /** The definition that the first value of an undeclared attribute gives it: decimals get 38 digits and the scale of the value. */
    public static AttributeSpec inferredSpec(String ident, ValueType type, Cardinality cardinality, Object value) {
        AttributeSpec.Builder builder = AttributeSpec.builder(ident, type);
        if (cardinality == Cardinality.MANY) {
            builder.many();
        }
        if (value instanceof BigDecimal decimal) {
            builder.decimal(Attribute.MAX_PRECISION, Math.min(Attribute.MAX_PRECISION, Math.max(0, decimal.scale())));
        }
        return builder.build();
    }

    /** First id that a user attribute can have. */
    static int firstUserId() {
        return SystemAttributes.FIRST_USER_ID;
    }

    static CairnException conflict(String message) {
        return new CairnException(ErrorCode.SCHEMA_CONFLICT, message);
    }

    private Attribute add(Attribute attribute) {
        changed.put(attribute.ident(), attribute);
        return attribute;
    }

    /** The next id, after that of the presence attribute where the namespace is new. */
    private int allocateFor(String ident) {
        String namespace = ident.substring(0, ident.indexOf('/'));
        String presence = namespace + "/" + PRESENCE_NAME;
        if (find(presence).isEmpty()) {
            add(Attribute.builder(nextId++, presence, ValueType.BOOLEAN)
                    .presence()
                    .build());
        }
        return nextId++;
    }
}
