package org.cairndb.writer.tx;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Datom;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.writer.schema.SchemaGrowth;
import org.jspecify.annotations.Nullable;

/** What a transaction wants of each attribute of each entity, with the rules that hold inside one transaction. */
final class Slots {
    /** Where a slot is. */
    record Key(long entity, int attribute) {}

    /** The wanted additions and retractions of one attribute of one entity, whether or not they have an effect. */
    static final class Slot {
        private final long entity;
        private final Attribute attribute;
        private final Set<Object> additions = new LinkedHashSet<>(2);
        private final Set<Object> retractions = new LinkedHashSet<>(2);

        private Slot(long entity, Attribute attribute) {
            this.entity = entity;
            this.attribute = attribute;
        }

        long entity() {
            return entity;
        }

        Attribute attribute() {
            return attribute;
        }

        Set<Object> additions() {
            return additions;
        }

        Set<Object> retractions() {
            return retractions;
        }
    }

    private final State state;
    private final SchemaGrowth growth;
    private final Entities entities;
    private final Map<Key, Slot> slots = new LinkedHashMap<>();

    Slots(State state, SchemaGrowth growth, Entities entities) {
        this.state = state;
        this.growth = growth;
        this.entities = entities;
    }

    void apply(Claim claim) {
        long entity = entities.idOf(claim.entity());
        if (EntityIds.isAttribute(entity)) {
            throw Expansion.invalid("Entity %d is an attribute; it is changed by an AttributeSpec".formatted(entity));
        }
        if (claim instanceof Claim.Assertion assertion) {
            add(entity, assertion.attribute(), idOrValue(assertion.value()));
        } else if (claim instanceof Claim.Retraction retraction) {
            slot(entity, retraction.attribute()).retractions.add(idOrValue(retraction.value()));
        } else if (claim instanceof Claim.RetractionOfAll retraction) {
            retractAll(entity, retraction.attribute());
        } else if (claim instanceof Claim.RetractionOfEntity) {
            retractEntity(entity);
        } else if (claim instanceof Claim.Comparison comparison) {
            compareAndSet(entity, comparison);
        }
    }

    /** All slots in the order of first mention, after a check that none both adds and retracts one value. */
    Collection<Slot> checked() {
        for (Slot slot : slots.values()) {
            for (Object value : slot.additions) {
                if (slot.retractions.contains(value)) {
                    throw Expansion.invalid(
                            "Value %s of attribute \"%s\" of entity %d is added and retracted in one transaction"
                                    .formatted(Text.of(value), slot.attribute.ident(), slot.entity));
                }
            }
        }
        return slots.values();
    }

    private Slot slot(long entity, Attribute attribute) {
        return slots.computeIfAbsent(new Key(entity, attribute.id()), key -> new Slot(entity, attribute));
    }

    private void add(long entity, Attribute attribute, Object value) {
        Slot slot = slot(entity, attribute);
        boolean another = slot.additions.add(value) && slot.additions.size() > 1;
        if (another && !attribute.isMany()) {
            throw Expansion.invalid(
                    "Attribute \"%s\" holds one value, but entity %d is given two in one transaction: %s and %s"
                            .formatted(
                                    attribute.ident(),
                                    entity,
                                    Text.of(slot.additions.iterator().next()),
                                    Text.of(value)));
        }
    }

    private void retractAll(long entity, Attribute attribute) {
        if (entities.isNew(entity)) {
            return;
        }
        for (Object value : state.values(entity, attribute)) {
            slot(entity, attribute).retractions.add(value);
        }
    }

    private void retractEntity(long first) {
        if (EntityIds.isTx(first)) {
            throw Expansion.invalid("Entity %d is a transaction and cannot be retracted".formatted(first));
        }
        Deque<Long> open = new ArrayDeque<>();
        Set<Long> seen = new HashSet<>();
        open.add(first);
        while (!open.isEmpty()) {
            long entity = open.remove();
            if (seen.add(entity) && !entities.isNew(entity)) {
                retractDatoms(entity, open);
            }
        }
    }

    private void retractDatoms(long entity, Deque<Long> open) {
        for (Datom datom : state.datoms(entity)) {
            Attribute attribute = state.schema().attribute(datom.attribute());
            if (attribute.isPresence()) {
                continue;
            }
            slot(entity, attribute).retractions.add(datom.value());
            if (attribute.isComponent()) {
                open.add((Long) datom.value());
            }
        }
        for (Datom reference : state.references(entity, growth.refAttributes())) {
            slot(reference.entity(), state.schema().attribute(reference.attribute()))
                    .retractions
                    .add(reference.value());
        }
    }

    private void compareAndSet(long entity, Claim.Comparison comparison) {
        Attribute attribute = comparison.attribute();
        Optional<Object> current = entities.isNew(entity) ? Optional.empty() : state.value(entity, attribute);
        @Nullable Object expected = idOrNull(comparison.expected());
        if (!Objects.equals(expected, current.orElse(null))) {
            throw new CairnException(
                    ErrorCode.CAS_FAILED,
                    "Attribute \"%s\" of entity %d is %s, not %s as expected; read it again"
                            .formatted(attribute.ident(), entity, shown(current.orElse(null)), shown(expected)));
        }
        @Nullable Object next = idOrNull(comparison.next());
        if (next != null) {
            add(entity, attribute, next);
        } else {
            current.ifPresent(value -> slot(entity, attribute).retractions.add(value));
        }
    }

    private @Nullable Object idOrNull(@Nullable Object value) {
        return value == null ? null : idOrValue(value);
    }

    private Object idOrValue(Object value) {
        return value instanceof EntityRef ref ? (Object) entities.idOf(ref) : value;
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "absent" : Text.of(value);
    }
}
