package org.cairndb.storage.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Cardinality;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Keyword;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.datom.SystemAttributes;
import org.cairndb.storage.datom.Uniqueness;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.datom.Values;
import org.jspecify.annotations.Nullable;

/** Attribute definitions as datoms of attribute entities, and back. */
public final class SchemaDatoms {
    private static final int SCALE_BASE = 64;

    private SchemaDatoms() {}

    /** The values that an attribute's entity holds, by system attribute, in the order of their ids. */
    public static Map<Attribute, Object> of(Attribute attribute) {
        Map<Attribute, Object> values = new TreeMap<>((a, b) -> Integer.compare(a.id(), b.id()));
        values.put(SystemAttributes.IDENT, new Keyword(attribute.ident()));
        values.put(SystemAttributes.TYPE, (long) attribute.type().code());
        if (attribute.type() == ValueType.DECIMAL) {
            values.put(SystemAttributes.DECIMAL, (long) attribute.precision() * SCALE_BASE + attribute.scale());
        }
        if (attribute.isUnique()) {
            values.put(SystemAttributes.UNIQUE, (long) attribute.uniqueness().ordinal());
        }
        putIf(values, SystemAttributes.MANY, attribute.isMany());
        putIf(values, SystemAttributes.INDEXED, attribute.isIndexed());
        putIf(values, SystemAttributes.COMPONENT, attribute.isComponent());
        putIf(values, SystemAttributes.NO_HISTORY, attribute.isNoHistory());
        putIf(values, SystemAttributes.PRESENCE, attribute.isPresence());
        putIf(values, SystemAttributes.RETIRED, attribute.isRetired());
        attribute.refNamespace().ifPresent(target -> values.put(SystemAttributes.REF_NAMESPACE, target));
        attribute.doc().ifPresent(doc -> values.put(SystemAttributes.DOC, doc));
        return values;
    }

    private static void putIf(Map<Attribute, Object> values, Attribute attribute, boolean flag) {
        if (flag) {
            values.put(attribute, true);
        }
    }

    /** The schema after the additions and retractions of a transaction; the same object if none concerns an attribute entity. */
    public static Schema apply(Schema schema, DatomBatch operations) {
        Map<Integer, Map<Attribute, Object>> changed = new TreeMap<>();
        for (int i = 0; i < operations.size(); i++) {
            if (EntityIds.isAttribute(operations.entity(i))) {
                int id = (int) (operations.entity(i) - EntityIds.ATTRIBUTE_BASE);
                Map<Attribute, Object> values = changed.computeIfAbsent(id, key -> valuesOf(schema, key));
                applyOne(values, operations, i);
            }
        }
        List<Attribute> attributes = new ArrayList<>();
        changed.forEach((id, values) -> {
            if (values.containsKey(SystemAttributes.IDENT) && values.containsKey(SystemAttributes.TYPE)) {
                attributes.add(define(id, values));
            }
        });
        return schema.with(attributes);
    }

    private static Map<Attribute, Object> valuesOf(Schema schema, int id) {
        return schema.find(id)
                .map(SchemaDatoms::of)
                .orElseGet(() -> new TreeMap<>((a, b) -> Integer.compare(a.id(), b.id())));
    }

    private static void applyOne(Map<Attribute, Object> values, DatomBatch operations, int position) {
        int attributeId = operations.attribute(position);
        if (attributeId >= SystemAttributes.FIRST_USER_ID) {
            return;
        }
        Attribute attribute = Schema.empty().attribute(attributeId);
        Object value = Values.javaValue(attribute, operations.vector(position), operations.slot(position));
        if (operations.added(position)) {
            values.put(attribute, value);
        } else {
            values.remove(attribute, value);
        }
    }

    private static Attribute define(int id, Map<Attribute, Object> values) {
        Keyword ident = (Keyword) require(values, SystemAttributes.IDENT);
        long code = (Long) require(values, SystemAttributes.TYPE);
        ValueType type = ValueType.ofCode(code)
                .orElseThrow(() -> new IllegalArgumentException("Unknown value type code " + code));
        Attribute.Builder builder = Attribute.builder(id, ident.name(), type)
                .refNamespace((String) values.get(SystemAttributes.REF_NAMESPACE))
                .doc((String) values.get(SystemAttributes.DOC));
        @Nullable Object decimal = values.get(SystemAttributes.DECIMAL);
        if (decimal != null) {
            builder.decimal((int) ((Long) decimal / SCALE_BASE), (int) ((Long) decimal % SCALE_BASE));
        }
        @Nullable Object unique = values.get(SystemAttributes.UNIQUE);
        if (unique != null) {
            builder.uniqueness((Long) unique == 1 ? Uniqueness.VALUE : Uniqueness.IDENTITY);
        }
        if (values.containsKey(SystemAttributes.MANY)) {
            builder.cardinality(Cardinality.MANY);
        }
        if (values.containsKey(SystemAttributes.INDEXED)) {
            builder.indexed();
        }
        if (values.containsKey(SystemAttributes.COMPONENT)) {
            builder.component();
        }
        if (values.containsKey(SystemAttributes.NO_HISTORY)) {
            builder.noHistory();
        }
        if (values.containsKey(SystemAttributes.PRESENCE)) {
            builder.presence();
        }
        return builder.retired(values.containsKey(SystemAttributes.RETIRED)).build();
    }

    private static Object require(Map<Attribute, Object> values, Attribute attribute) {
        return Objects.requireNonNull(values.get(attribute));
    }
}
