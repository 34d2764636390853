package org.cairndb.storage.snapshot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Datom;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.DatomSorter;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.datom.SystemAttributes;
import org.cairndb.storage.datom.Uniqueness;
import org.cairndb.storage.datom.ValueType;

/** Makes random effective transactions and remembers, in plain sets, what every state must hold. */
public final class TransactionModel {
    static final Attribute NAME = Attribute.builder(64, "thing/name", ValueType.STRING)
            .uniqueness(Uniqueness.VALUE)
            .build();
    static final Attribute SIZE =
            Attribute.builder(65, "thing/size", ValueType.LONG).indexed().build();
    static final Attribute NOTE =
            Attribute.builder(66, "thing/note", ValueType.STRING).noHistory().build();
    static final Attribute LATER =
            Attribute.builder(67, "thing/later", ValueType.DOUBLE).build();
    static final Attribute PRESENCE = Attribute.builder(68, "thing/_presence", ValueType.BOOLEAN)
            .presence()
            .build();
    static final List<Attribute> FIRST = List.of(NAME, SIZE, NOTE, PRESENCE);
    /** With every attribute that a history may come to. */
    static final Schema ALL = Schema.empty().with(FIRST).with(List.of(LATER));

    /** An entity, an attribute and a value. */
    record Fact(long entity, int attribute, Object value) {}

    private final SplittableRandom random;
    private final Map<Fact, Long> current = new HashMap<>();
    /** What was current after each transaction, with the transaction that added it. */
    final TreeMap<Long, Map<Fact, Long>> states = new TreeMap<>();

    private final TreeMap<Long, Instant> instants = new TreeMap<>();
    final TreeMap<Long, Set<Attribute>> attributes = new TreeMap<>();
    private Schema schema = Schema.empty();
    private long tx;

    /** Begins with an empty database. */
    public TransactionModel(SplittableRandom random) {
        this.random = random;
    }

    /** A model with the same past that goes on by itself. */
    TransactionModel fork(SplittableRandom ofFork) {
        TransactionModel fork = new TransactionModel(ofFork);
        fork.current.putAll(current);
        fork.states.putAll(states);
        fork.instants.putAll(instants);
        fork.attributes.putAll(attributes);
        fork.schema = schema;
        fork.tx = tx;
        return fork;
    }

    Instant instantOf(long ofTx) {
        return Objects.requireNonNull(instants.get(ofTx));
    }

    Schema schema() {
        return schema;
    }

    /** The next transaction with about this many changes. */
    public Transaction next(int size) {
        tx++;
        Map<Fact, Boolean> operations = new HashMap<>();
        Instant instant = Instant.parse("2025-01-01T00:00:00Z").plusSeconds(tx * 60);
        operations.put(new Fact(EntityIds.ofTx(tx), SystemAttributes.TX_INSTANT.id(), instant), true);
        if (tx == 1) {
            FIRST.forEach(attribute -> define(attribute, operations));
        }
        if (tx == 9) {
            define(LATER, operations);
        }
        for (int i = 0; i < size; i++) {
            change(operations);
        }
        mark(operations);
        instants.put(tx, instant);
        operations.forEach((fact, added) -> {
            if (added) {
                current.put(fact, tx);
            } else {
                current.remove(fact);
            }
        });
        states.put(tx, new HashMap<>(current));
        attributes.put(tx, Set.copyOf(schema.attributes()));
        return new Transaction(tx, batch(operations));
    }

    private void define(Attribute attribute, Map<Fact, Boolean> operations) {
        schema = schema.with(List.of(attribute));
        long entity = EntityIds.ofAttribute(attribute.id());
        SchemaDatoms.of(attribute).forEach((of, value) -> operations.put(new Fact(entity, of.id(), value), true));
    }

    /** Adds and retracts the markers of entities that gain their first value or lose their last. */
    private void mark(Map<Fact, Boolean> operations) {
        Set<Long> before = entitiesOf(current.keySet());
        Set<Fact> after = new HashSet<>(current.keySet());
        operations.forEach((fact, added) -> {
            if (added) {
                after.add(fact);
            } else {
                after.remove(fact);
            }
        });
        Set<Long> now = entitiesOf(after);
        for (Long entity : now) {
            if (!before.contains(entity)) {
                operations.put(new Fact(entity, PRESENCE.id(), true), true);
            }
        }
        for (Long entity : before) {
            if (!now.contains(entity)) {
                operations.put(new Fact(entity, PRESENCE.id(), true), false);
            }
        }
    }

    private static Set<Long> entitiesOf(Set<Fact> facts) {
        Set<Long> entities = new HashSet<>();
        for (Fact fact : facts) {
            if (EntityIds.isUser(fact.entity()) && fact.attribute() != PRESENCE.id()) {
                entities.add(fact.entity());
            }
        }
        return entities;
    }

    private void change(Map<Fact, Boolean> operations) {
        List<Attribute> choices = schema.attributes().stream()
                .filter(a -> !a.isSystem() && !a.isPresence())
                .toList();
        Attribute attribute = choices.get(random.nextInt(choices.size()));
        long entity = 1 + random.nextLong(400);
        Object value = value(attribute, entity);
        List<Fact> old = new ArrayList<>();
        for (Fact fact : operations.keySet()) {
            if (fact.entity() == entity && fact.attribute() == attribute.id()) {
                return;
            }
        }
        current.keySet().stream()
                .filter(fact -> fact.entity() == entity && fact.attribute() == attribute.id())
                .forEach(old::add);
        Fact added = new Fact(entity, attribute.id(), value);
        if (old.contains(added)) {
            return;
        }
        old.forEach(fact -> operations.put(fact, false));
        if (old.isEmpty() || random.nextInt(3) > 0) {
            operations.put(added, true);
        }
    }

    private Object value(Attribute attribute, long entity) {
        return switch (attribute.type()) {
            case STRING -> (attribute.isUnique() ? "name-" + entity + "-" : "note ") + random.nextInt(6);
            case LONG -> random.nextLong(8);
            default -> random.nextInt(100) / 4.0;
        };
    }

    private DatomBatch batch(Map<Fact, Boolean> operations) {
        List<Fact> sorted = new ArrayList<>(operations.keySet());
        sorted.sort(Comparator.comparingLong(Fact::entity).thenComparingInt(Fact::attribute));
        DatomBatchBuilder builder = new DatomBatchBuilder(Index.LOG);
        for (Fact fact : sorted) {
            builder.append(schema.attribute(fact.attribute()), fact.entity(), fact.value(), tx);
            if (Boolean.FALSE.equals(operations.get(fact))) {
                builder.retract();
            }
        }
        return DatomSorter.sort(builder.build(), Index.LOG);
    }

    /** The facts that datoms state, each with its transaction. */
    static Map<Fact, Long> facts(List<Datom> datoms) {
        Map<Fact, Long> facts = new HashMap<>();
        for (Datom datom : datoms) {
            facts.put(new Fact(datom.entity(), datom.attribute(), datom.value()), datom.tx());
        }
        return facts;
    }

    /** What a state must hold in an index. */
    Map<Fact, Long> expected(long atTx, Index index) {
        Map<Fact, Long> facts = new HashMap<>(states.get(atTx));
        if (index == Index.AVET) {
            facts.keySet().removeIf(fact -> !schema.attribute(fact.attribute()).inAvet());
        }
        return facts;
    }
}
