package org.cairndb.it;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cairndb.storage.Stores;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.snapshot.Head;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.HeadRead;
import org.cairndb.storage.store.HeadSwap;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.commit.FlushBounds;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;

/**
 * A database of items and parts with a random past: entities come, change, cease and come back, attributes are added on the way, and flushes happen at
 * random places. What every transaction left behind is known from LOG alone.
 */
final class RandomHistory {
    /** The attributes of items in the order in which they are defined; the last two come later than the others. */
    static final List<String> ITEM = List.of("code", "price", "name", "owner", "weight", "note");

    private static final int MOST_IN_TAIL = 6;
    private static final int FIRST_ATTRIBUTES = 4;

    private final Location location;
    private final Random random;
    private final Set<Long> everKnown = new TreeSet<>();
    private Writer writer;
    private int defined = FIRST_ATTRIBUTES;
    private int nextCode;

    RandomHistory(Location location, long seed) {
        this.location = location;
        this.random = new Random(seed);
        this.writer = reopened();
    }

    /** What entities hold: values by the name of their attribute. */
    record State(TreeMap<Long, TreeMap<String, TreeSet<String>>> entities) {
        State copy() {
            TreeMap<Long, TreeMap<String, TreeSet<String>>> copy = new TreeMap<>();
            entities.forEach((entity, held) -> {
                TreeMap<String, TreeSet<String>> values = new TreeMap<>();
                held.forEach((ident, set) -> values.put(ident, new TreeSet<>(set)));
                copy.put(entity, values);
            });
            return new State(copy);
        }
    }

    /** Commits the definitions and so many transactions. */
    void commit(int transactions) {
        writer.transact(
                define(AttributeSpec.builder("item/code", ValueType.STRING).identity()),
                define(AttributeSpec.builder("item/price", ValueType.DECIMAL).decimal(10, 2)),
                define(AttributeSpec.builder("item/name", ValueType.STRING).indexed()),
                define(AttributeSpec.builder("item/owner", ValueType.REF)),
                define(AttributeSpec.builder("item/tags", ValueType.STRING).many()),
                define(AttributeSpec.builder("part/size", ValueType.LONG)));
        for (int i = 0; i < transactions; i++) {
            if (random.nextInt(6) == 0) {
                writer.close();
                writer = reopened();
            }
            if (defined < ITEM.size() && i > transactions * (defined - 2) / ITEM.size()) {
                grow();
            }
            step();
        }
        writer.close();
    }

    private static Operation define(AttributeSpec.Builder attribute) {
        return Operation.define(attribute.build());
    }

    private Writer reopened() {
        FlushBounds bounds = new FlushBounds(1 << 20, 100_000, random.nextInt(MOST_IN_TAIL));
        return Writer.open(location, WriterOptions.DEFAULT.flushBounds(bounds));
    }

    private void grow() {
        writer.transact(define(AttributeSpec.builder("item/" + ITEM.get(defined), ValueType.LONG)));
        defined++;
    }

    private void step() {
        List<Operation> operations = new ArrayList<>();
        Set<Long> touched = new HashSet<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            add(operations, touched, i);
        }
        if (!operations.isEmpty()) {
            writer.transact(operations.toArray(Operation[]::new))
                    .tempids()
                    .values()
                    .forEach(everKnown::add);
        }
    }

    private void add(List<Operation> operations, Set<Long> touched, int number) {
        int kind = random.nextInt(12);
        if (kind < 3 || everKnown.isEmpty()) {
            operations.add(
                    Operation.put(Map.of("db/id", "new" + number, "item/code", newCode(), "item/price", price())));
            return;
        }
        List<Long> known = List.copyOf(everKnown);
        long entity = known.get(random.nextInt(known.size()));
        if (!touched.add(entity)) {
            return;
        }
        switch (kind) {
            case 3 -> operations.add(Operation.retractEntity(entity));
            case 4 -> operations.add(Operation.retract(entity, "item/" + ITEM.get(random.nextInt(defined))));
            case 5 -> operations.add(Operation.put(Map.of("db/id", entity, "item/tags", List.of(tag(), tag()))));
            case 6 -> operations.add(Operation.retract(entity, "item/tags", tag()));
            case 7 -> operations.add(Operation.add(entity, "part/size", (long) random.nextInt(3)));
            case 8 -> operations.add(Operation.add(entity, "item/owner", known.get(random.nextInt(known.size()))));
            case 9 -> operations.add(Operation.add(entity, "item/code", newCode()));
            case 10 -> operations.add(Operation.add(entity, "item/name", "name " + random.nextInt(4)));
            default -> addNumber(operations, entity);
        }
    }

    private void addNumber(List<Operation> operations, long entity) {
        int later = FIRST_ATTRIBUTES + random.nextInt(ITEM.size() - FIRST_ATTRIBUTES);
        if (later < defined) {
            operations.add(Operation.add(entity, "item/" + ITEM.get(later), (long) random.nextInt(3)));
        } else {
            operations.add(Operation.add(entity, "item/price", price()));
        }
    }

    private String newCode() {
        return "code " + nextCode++;
    }

    private BigDecimal price() {
        return BigDecimal.valueOf(random.nextInt(5), 2);
    }

    private String tag() {
        return "tag " + random.nextInt(4);
    }

    /** The state after each transaction, by its number less one, replayed from LOG. */
    static List<State> replay(Snapshot snapshot) {
        List<State> states = new ArrayList<>();
        State state = new State(new TreeMap<>());
        for (long tx = 1; tx <= snapshot.tx(); tx++) {
            try (DatomCursor cursor = snapshot.log(tx, tx + 1)) {
                while (cursor.next()) {
                    for (int i = cursor.from(); i < cursor.to(); i++) {
                        apply(state, cursor.batch(), i, snapshot);
                    }
                }
            }
            states.add(state.copy());
        }
        return states;
    }

    private static void apply(State state, DatomBatch batch, int position, Snapshot snapshot) {
        Attribute attribute = snapshot.schema().attribute(batch.attribute(position));
        if (attribute.isSystem() || attribute.isPresence()) {
            return;
        }
        long entity = batch.entity(position);
        String value = Values.javaValue(attribute, batch.vector(position), batch.slot(position))
                .toString();
        TreeMap<String, TreeSet<String>> held = state.entities.computeIfAbsent(entity, e -> new TreeMap<>());
        TreeSet<String> values = held.computeIfAbsent(attribute.ident(), i -> new TreeSet<>());
        if (batch.added(position)) {
            values.add(value);
        } else {
            values.remove(value);
        }
        if (values.isEmpty()) {
            held.remove(attribute.ident());
        }
        if (held.isEmpty()) {
            state.entities.remove(entity);
        }
    }

    /** Declares the roots of all flushes but the last gone, as after the removal of nodes that only they need. */
    static void dropRoots(Location location) {
        NodeStore store = Stores.open(location);
        HeadRead.Found found = (HeadRead.Found) store.readHead("main");
        Head head = Head.decode(found.bytes(), "main");
        Bytes next = head.withRootsSince(head.tx()).encode(Bytes.of(new byte[16]));
        HeadSwap swapped = store.swapHead("main", Optional.of(found.version()), next);
        if (!(swapped instanceof HeadSwap.Swapped)) {
            throw new IllegalStateException("The head was not swapped: " + swapped);
        }
    }
}
