package org.cairndb.writer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Datom;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.Uniqueness;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.memory.MemoryNodeStore;
import org.cairndb.writer.commit.FlushBounds;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.LookupRef;
import org.cairndb.writer.tx.Operation;
import org.cairndb.writer.tx.Transact;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random transactions against plain maps; the state after every transaction is compared through as-of reads at the end. */
class TransactionModelTest {
    private static final int TRANSACTIONS = 150;

    private static final List<Operation> DEFINITIONS = List.of(
            Operation.define(
                    AttributeSpec.builder("item/key", ValueType.LONG).identity().build()),
            Operation.define(AttributeSpec.builder("item/code", ValueType.STRING)
                    .unique(Uniqueness.VALUE)
                    .build()),
            Operation.define(AttributeSpec.builder("item/price", ValueType.DOUBLE)
                    .indexed()
                    .build()),
            Operation.define(
                    AttributeSpec.builder("item/tags", ValueType.STRING).many().build()),
            Operation.define(AttributeSpec.builder("item/next", ValueType.REF).build()),
            Operation.define(AttributeSpec.builder("item/parts", ValueType.REF)
                    .many()
                    .component()
                    .build()),
            Operation.define(AttributeSpec.builder("note/text", ValueType.STRING)
                    .noHistory()
                    .build()));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void everyStateEqualsThatOfPlainMaps(long seed) {
        new Run(seed).run();
    }

    /** A database as plain maps: entity to ident to values. */
    private static final class Model {
        private final TreeMap<Long, TreeMap<String, Set<Object>>> entities = new TreeMap<>();

        Model copy() {
            Model copy = new Model();
            entities.forEach((entity, values) -> values.forEach((ident, set) ->
                    set.forEach(value -> copy.values(entity, ident).add(value))));
            return copy;
        }

        Set<Object> values(long entity, String ident) {
            return entities.computeIfAbsent(entity, key -> new TreeMap<>())
                    .computeIfAbsent(ident, key -> new HashSet<>());
        }

        void set(long entity, String ident, Object value) {
            values(entity, ident).clear();
            values(entity, ident).add(value);
        }

        @Nullable
        Long owner(String ident, Object value) {
            for (Long entity : entities.keySet()) {
                if (values(entity, ident).contains(value)) {
                    return entity;
                }
            }
            return null;
        }

        void remove(long entity) {
            Set<Object> parts = new HashSet<>(values(entity, "item/parts"));
            entities.remove(entity);
            for (Long other : entities.keySet()) {
                values(other, "item/next").remove(entity);
                values(other, "item/parts").remove(entity);
            }
            for (Object part : parts) {
                remove((Long) part);
            }
        }

        Set<String> facts() {
            Set<String> facts = new TreeSet<>();
            entities.forEach((entity, values) ->
                    values.forEach((ident, set) -> set.forEach(value -> facts.add(fact(entity, ident, value)))));
            return facts;
        }
    }

    private static String fact(long entity, String ident, Object value) {
        return entity + " " + ident + " " + value;
    }

    private static final class Run {
        private final long seed;
        private final Random random;
        private final TestDatabase database;
        private final List<Model> states = new ArrayList<>();
        private Model model = new Model();
        private long nextEntity = 1;

        Run(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            WriterOptions options = WriterOptions.DEFAULT
                    .random(new Random(seed))
                    .clock(Clock.fixed(TestDatabase.START, ZoneOffset.UTC))
                    .flushBounds(new FlushBounds(1 << 20, random.nextInt(400), 1000));
            database = TestDatabase.on(MemoryNodeStore.anonymous(), options);
        }

        void run() {
            try (database) {
                database.writer().transact(Transact.of(DEFINITIONS));
                states.add(model.copy());
                for (int i = 0; i < TRANSACTIONS; i++) {
                    step();
                }
                Snapshot newest = database.snapshot();
                for (int i = 0; i < states.size(); i++) {
                    assertThat(facts(newest.asOf(i + 1)))
                            .as("seed %d, transaction %d", seed, i + 1)
                            .isEqualTo(states.get(i).facts());
                }
            }
        }

        private void step() {
            Model next = model.copy();
            List<Operation> operations = new ArrayList<>();
            Set<Long> touched = new HashSet<>();
            long firstNew = nextEntity;
            int count = 1 + random.nextInt(6);
            boolean conflict = false;
            for (int i = 0; i < count; i++) {
                conflict |= add(operations, next, touched, i);
            }
            try {
                database.writer().transact(Transact.of(operations));
                assertThat(conflict).as("seed %d: %s", seed, operations).isFalse();
                model = next;
                states.add(model.copy());
            } catch (CairnException e) {
                assertThat(e.code())
                        .as("seed %d: %s: %s", seed, operations, e.getMessage())
                        .isEqualTo(ErrorCode.UNIQUE_CONFLICT);
                assertThat(conflict)
                        .as("seed %d: %s: %s", seed, operations, e.getMessage())
                        .isTrue();
                nextEntity = firstNew;
            }
        }

        /** Adds one operation on an entity that no other operation of the transaction touches; whether it must conflict. */
        private boolean add(List<Operation> operations, Model next, Set<Long> touched, int number) {
            int kind = random.nextInt(10);
            if (kind < 4 || model.entities.isEmpty()) {
                return putByKey(operations, next, touched, number);
            }
            List<Long> known = new ArrayList<>(model.entities.keySet());
            long entity = known.get(random.nextInt(known.size()));
            if (!next.entities.containsKey(entity) || !touched.add(entity)) {
                return false;
            }
            switch (kind) {
                case 4 -> retractEntity(operations, next, touched, entity);
                case 5 -> retractAll(operations, next, entity);
                case 6 -> setTags(operations, next, entity);
                case 7 -> link(operations, next, touched, entity, known);
                case 8 -> compareAndSet(operations, next, entity);
                default -> {
                    return setCode(operations, next, touched, entity);
                }
            }
            return false;
        }

        private boolean putByKey(List<Operation> operations, Model next, Set<Long> touched, int number) {
            long key = random.nextInt(40);
            @Nullable Long owner = model.owner("item/key", key);
            @Nullable Long inNext = next.owner("item/key", key);
            if (owner != null ? !touched.add(owner) || inNext == null : inNext != null) {
                return false;
            }
            long entity = owner != null ? owner : nextEntity++;
            touched.add(entity);
            double price = random.nextInt(5);
            Map<String, Object> map = new HashMap<>(Map.of("item/key", key, "item/price", price));
            next.set(entity, "item/key", key);
            next.set(entity, "item/price", price);
            if (random.nextBoolean()) {
                String text = "n" + random.nextInt(3);
                map.put("note/text", text);
                next.set(entity, "note/text", text);
            }
            if (owner == null && random.nextInt(4) == 0) {
                map.put("item/parts", List.of(Map.of("db/id", "part" + number, "note/text", "part")));
                long part = nextEntity++;
                touched.add(part);
                next.values(entity, "item/parts").add(part);
                next.set(part, "note/text", "part");
            }
            operations.add(Operation.put(map));
            return false;
        }

        private void retractEntity(List<Operation> operations, Model next, Set<Long> touched, long entity) {
            Set<Long> affected = new HashSet<>();
            collect(entity, affected);
            boolean safe = affected.stream().allMatch(one -> one == entity || touched.add(one));
            boolean unreferenced = next.entities.entrySet().stream()
                    .noneMatch(row -> touched.contains(row.getKey())
                            && !affected.contains(row.getKey())
                            && affected.stream()
                                    .anyMatch(one -> next.values(row.getKey(), "item/next")
                                                    .contains(one)
                                            || next.values(row.getKey(), "item/parts")
                                                    .contains(one)));
            if (safe && unreferenced) {
                operations.add(Operation.retractEntity(entity));
                next.remove(entity);
            }
        }

        private void collect(long entity, Set<Long> affected) {
            if (affected.add(entity)) {
                new HashSet<>(model.values(entity, "item/parts")).forEach(part -> collect((Long) part, affected));
            }
        }

        private void retractAll(List<Operation> operations, Model next, long entity) {
            String ident =
                    List.of("item/price", "item/tags", "note/text", "item/code").get(random.nextInt(4));
            operations.add(Operation.retract(entity, ident));
            next.values(entity, ident).clear();
        }

        private void setTags(List<Operation> operations, Model next, long entity) {
            Set<Object> tags = next.values(entity, "item/tags");
            String added = "t" + random.nextInt(5);
            String removed = "r" + random.nextInt(2);
            if (random.nextBoolean()) {
                operations.add(Operation.put(Map.of("db/id", entity, "item/tags", List.of(added, removed))));
                tags.addAll(List.of(added, removed));
            } else {
                operations.add(Operation.add(entity, "item/tags", added));
                operations.add(Operation.retract(entity, "item/tags", removed));
                tags.add(added);
                tags.remove(removed);
            }
        }

        private void link(List<Operation> operations, Model next, Set<Long> touched, long entity, List<Long> known) {
            long target = known.get(random.nextInt(known.size()));
            if (next.entities.containsKey(target) && (target == entity || touched.add(target))) {
                Set<Object> keys = model.values(target, "item/key");
                Object name = keys.isEmpty()
                        ? target
                        : new LookupRef("item/key", keys.iterator().next());
                operations.add(Operation.add(entity, "item/next", name));
                next.set(entity, "item/next", target);
            }
        }

        private void compareAndSet(List<Operation> operations, Model next, long entity) {
            Set<Object> prices = model.values(entity, "item/price");
            @Nullable
            Object expected = prices.isEmpty() ? null : prices.iterator().next();
            double price = random.nextInt(5);
            operations.add(Operation.cas(entity, "item/price", expected, price));
            next.set(entity, "item/price", price);
        }

        /** Gives an entity a code that may belong to another. */
        private boolean setCode(List<Operation> operations, Model next, Set<Long> touched, long entity) {
            String code = "c" + random.nextInt(12);
            @Nullable Long owner = next.owner("item/code", code);
            @Nullable Long before = model.owner("item/code", code);
            if (before != null && before != entity && (owner == null || owner == entity)) {
                return false;
            }
            boolean conflict = owner != null && owner != entity;
            if (owner != null && conflict && !touched.add(owner)) {
                return false;
            }
            operations.add(Operation.add(entity, "item/code", code));
            if (conflict) {
                return true;
            }
            next.set(entity, "item/code", code);
            return false;
        }

        private static Set<String> facts(Snapshot snapshot) {
            Set<String> facts = new TreeSet<>();
            for (Datom datom : snapshot.datoms(Index.EAVT, KeyRange.ofEntities(1, EntityIds.ATTRIBUTE_BASE))) {
                Attribute attribute = snapshot.schema().attribute(datom.attribute());
                if (!attribute.isPresence()) {
                    facts.add(fact(datom.entity(), attribute.ident(), datom.value()));
                }
            }
            return facts;
        }
    }
}
