package org.cairndb.storage.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.check.Checker;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.DatomSorter;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.Keyword;
import org.cairndb.storage.datom.SystemAttributes;
import org.cairndb.storage.datom.ValueBuilder;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.datom.ValueVector;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.store.memory.MemoryNodeStore;
import org.cairndb.storage.tree.Direction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bounds in a head are those of a plain map of values, or absent; each seed replays alone. */
class BoundsModelTest {
    private static final Attribute PRESENCE =
            Attribute.builder(64, "all/_presence", ValueType.BOOLEAN).presence().build();
    private static final List<Attribute> COLUMNS = columns();
    private static final Comparator<ValueVector> BY_VALUE = (a, b) -> a.compare(0, b, 0);

    private final MemoryNodeStore store = MemoryNodeStore.anonymous();
    private final NodeReader nodes = new NodeReader(store, new NodeCache(64 << 20));
    private Snapshot snapshot = new Snapshot(Head.create(new UUID(1, 2), "main"), nodes);
    /** Current values by attribute and entity. */
    private final Map<Integer, TreeMap<Long, ValueVector>> current = new HashMap<>();

    /** Values to set by entity and attribute; empty to retract. */
    private final Map<Map.Entry<Long, Integer>, Optional<Object>> pending = new HashMap<>();

    /** Nodes of the last flush. */
    private final List<StoredNode> written = new ArrayList<>();

    private DatomBatchBuilder operations = new DatomBatchBuilder(Index.LOG);

    /** Each type twice, indexed and not. */
    private static List<Attribute> columns() {
        List<Attribute> columns = new ArrayList<>();
        for (ValueType type : ValueType.values()) {
            for (boolean indexed : new boolean[] {false, true}) {
                Attribute.Builder builder =
                        Attribute.builder(65 + columns.size(), "all/" + type.label() + columns.size(), type);
                if (type == ValueType.DECIMAL) {
                    builder.decimal(indexed ? 30 : 12, 2);
                }
                columns.add((indexed ? builder.indexed() : builder).build());
            }
        }
        return columns;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void boundsAreThoseOfTheModelOrAbsent(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        define();
        int spread = 1 + random.nextInt(3) * 20;
        for (int i = 0; i < 60; i++) {
            boolean clears = random.nextInt(12) == 0;
            for (int change = random.nextInt(30); change >= 0; change--) {
                change(random, spread);
            }
            if (clears) {
                clear(COLUMNS.get(random.nextInt(COLUMNS.size())));
            }
            commit();
            verify();
            if (random.nextInt(6) == 0) {
                flush();
                verify();
                verifyIndexedAreKnown();
            }
            snapshot = new Snapshot(Head.decode(snapshot.head().encode(nonce(i)), "main"), nodes);
            verify();
        }
        store.swapHead("main", Optional.empty(), snapshot.head().encode(nonce(99)));
        assertThat(Checker.check(Database.open(store, "main")).problems()).isEmpty();
    }

    @Test
    void bulkLoadMakesBoundsKnownAndUpdatesOfOtherColumnsKeepThem() {
        define();
        commit();
        flush();
        load(3000);
        verify();
        assertThat(snapshot.head().allStatistics().withoutBounds()).isEmpty();
        Attribute changing = COLUMNS.get(2);
        for (long entity = 1; entity < 50; entity++) {
            set(changing, entity, entity * 3);
            commit();
        }
        verify();
        flush();
        assertThat(snapshot.head().allStatistics().withoutBounds())
                .doesNotContain(COLUMNS.get(4).id(), 64);
    }

    @Test
    void retractedBoundOfColumnWithoutIndexIsKnownAgainOnceReached() {
        define();
        Attribute plain = COLUMNS.get(2);
        set(plain, 1, 5L);
        set(plain, 2, 7L);
        commit();
        set(plain, 1, 6L);
        commit();
        assertThat(least(plain)).isEmpty();
        assertThat(snapshot.head().bounds(plain.id()).least())
                .hasValueSatisfying(limit -> assertThat(limit.isHeld()).isFalse());
        set(plain, 3, 5L);
        commit();
        assertThat(least(plain)).contains(5L);
    }

    @Test
    void longTextIsNotKept() {
        define();
        Attribute text = COLUMNS.get(0);
        set(text, 1, "b".repeat(ValueBounds.MAX_TEXT_BYTES));
        set(text, 2, "c".repeat(ValueBounds.MAX_TEXT_BYTES + 1));
        commit();
        assertThat(snapshot.head().bounds(text.id()).least()).isPresent();
        assertThat(snapshot.head().bounds(text.id()).greatest()).isEmpty();
    }

    @Test
    void checkFindsWrongBounds() {
        define();
        Attribute plain = COLUMNS.get(2);
        set(plain, 1, 5L);
        set(plain, 2, 7L);
        commit();
        flush();
        verifyCheck(plain, 5L, 8L, "No datom holds the greatest value");
        verifyCheck(plain, 4L, 7L, "No datom holds the least value");
        verifyCheck(plain, 5L, 6L, "lies beyond the bounds");
        verifyCheck(plain, 6L, 7L, "lies beyond the bounds");
    }

    private void verifyCheck(Attribute attribute, long least, long greatest, String problem) {
        ValueBounds wrong = new ValueBounds(
                new ValueLimit(vector(attribute, least), true), new ValueLimit(vector(attribute, greatest), true));
        Head head = snapshot.head().flushedTo(snapshot.head().roots(), Map.of(attribute.id(), wrong));
        MemoryNodeStore copy = MemoryNodeStore.anonymous();
        written.forEach(node -> copy.putNodes(List.of(node)));
        copy.swapHead("main", Optional.empty(), head.encode(nonce(1)));
        assertThat(Checker.check(Database.open(copy, "main")).problems())
                .anySatisfy(said -> assertThat(said).contains(problem));
    }

    private Optional<Object> least(Attribute attribute) {
        return snapshot.head()
                .bounds(attribute.id())
                .least()
                .filter(ValueLimit::isHeld)
                .map(limit -> Values.javaValue(attribute, limit.value(), 0));
    }

    private void define() {
        List<Attribute> all = new ArrayList<>(COLUMNS);
        all.add(PRESENCE);
        for (Attribute attribute : all) {
            SchemaDatoms.of(attribute)
                    .forEach((of, value) ->
                            operations.append(of, EntityIds.ofAttribute(attribute.id()), value, snapshot.tx() + 1));
        }
    }

    private void change(SplittableRandom random, int spread) {
        long entity = 1 + random.nextLong(40);
        Attribute attribute = COLUMNS.get(random.nextInt(COLUMNS.size()));
        if (random.nextInt(3) == 0) {
            set(attribute, entity, null);
        } else {
            set(attribute, entity, value(attribute.type(), random.nextInt(spread)));
        }
    }

    private void clear(Attribute attribute) {
        List.copyOf(current.getOrDefault(attribute.id(), new TreeMap<>()).keySet())
                .forEach(entity -> set(attribute, entity, null));
    }

    /** A value for each number, in no particular order. */
    private static Object value(ValueType type, int number) {
        int scattered = number * 7919 % 1009 - 300;
        return switch (type) {
            case STRING -> number % 9 == 8 ? "long ".repeat(20) + number : "text " + scattered;
            case LONG -> (long) scattered;
            case DOUBLE -> number % 11 == 7 ? Double.NaN : scattered / 8.0;
            case DECIMAL -> BigDecimal.valueOf(scattered, 2);
            case BOOLEAN -> number % 2 == 0;
            case INSTANT -> Instant.ofEpochSecond(scattered * 1000L, scattered < 0 ? 0 : scattered * 1000L);
            case DATE -> LocalDate.ofEpochDay(scattered);
            case TIME -> LocalTime.ofSecondOfDay(scattered + 300);
            case UUID -> new UUID(scattered * 0x9E3779B97F4A7C15L, scattered);
            case REF -> 1L + number;
            case BYTES -> Bytes.of(new byte[] {(byte) scattered, (byte) number});
            case KEYWORD -> new Keyword("status/" + scattered);
        };
    }

    /** Changes the value of an entity once a transaction; null retracts it. */
    private void set(Attribute attribute, long entity, @Nullable Object value) {
        pending.put(Map.entry(entity, attribute.id()), Optional.ofNullable(value));
    }

    private void commit() {
        long tx = snapshot.tx() + 1;
        pending.forEach((slot, value) -> apply(slot.getKey(), COLUMNS.get(slot.getValue() - 65), value, tx));
        pending.clear();
        mark(tx);
        operations.append(SystemAttributes.TX_INSTANT, EntityIds.ofTx(tx), Instant.ofEpochSecond(tx), tx);
        DatomBatch sorted = DatomSorter.sort(operations.build(), Index.LOG);
        snapshot = snapshot.with(new Transaction(tx, sorted));
        operations = new DatomBatchBuilder(Index.LOG);
    }

    private void apply(long entity, Attribute attribute, Optional<Object> value, long tx) {
        TreeMap<Long, ValueVector> column = current.computeIfAbsent(attribute.id(), id -> new TreeMap<>());
        ValueVector old = column.get(entity);
        ValueVector wanted = value.map(v -> vector(attribute, v)).orElse(null);
        if (old != null && wanted != null && BY_VALUE.compare(old, wanted) == 0) {
            return;
        }
        if (old != null) {
            operations.append(attribute, entity, Values.javaValue(attribute, old, 0), tx);
            operations.retract();
            column.remove(entity);
        }
        if (wanted != null) {
            operations.append(attribute, entity, Values.javaValue(attribute, wanted, 0), tx);
            column.put(entity, wanted);
        }
    }

    private void mark(long tx) {
        TreeMap<Long, ValueVector> marked = current.computeIfAbsent(PRESENCE.id(), id -> new TreeMap<>());
        TreeMap<Long, ValueVector> now = new TreeMap<>();
        COLUMNS.forEach(column -> current.getOrDefault(column.id(), new TreeMap<>())
                .keySet()
                .forEach(entity -> now.put(entity, vector(COLUMNS.get(2), entity))));
        now.keySet().stream()
                .filter(entity -> !marked.containsKey(entity))
                .forEach(entity -> operations.append(PRESENCE, entity, true, tx));
        for (long entity : marked.keySet()) {
            if (!now.containsKey(entity)) {
                operations.append(PRESENCE, entity, true, tx);
                operations.retract();
            }
        }
        current.put(PRESENCE.id(), now);
    }

    private static ValueVector vector(Attribute attribute, Object value) {
        ValueBuilder builder = ValueBuilder.of(attribute.physical());
        Values.append(attribute, value, builder);
        return builder.build();
    }

    private void load(int entities) {
        long tx = snapshot.tx() + 1;
        for (Attribute attribute : COLUMNS) {
            for (long entity = 1; entity <= entities; entity++) {
                Object value = value(attribute.type(), attribute.type() == ValueType.STRING ? 0 : (int) entity % 97);
                apply(entity, attribute, Optional.of(value), tx);
            }
        }
        mark(tx);
        operations.append(SystemAttributes.TX_INSTANT, EntityIds.ofTx(tx), Instant.ofEpochSecond(tx), tx);
        DatomBatch log = operations.build();
        written.clear();
        operations = new DatomBatchBuilder(Index.LOG);
        BulkLoad load = new BulkLoad(snapshot, log.size(), written::add);
        load.addEavt(DatomSorter.sort(log, Index.EAVT));
        load.addAevt(DatomSorter.sort(log, Index.AEVT));
        load.addAvet(DatomSorter.sort(
                log, Index.AVET, id -> snapshot.schema().attribute(id).inAvet()));
        snapshot = load.finish(Instant.ofEpochSecond(tx));
        store.putNodes(written);
    }

    private void flush() {
        written.clear();
        snapshot = Flusher.flush(snapshot, written::add);
        store.putNodes(written);
    }

    private static Bytes nonce(int number) {
        byte[] nonce = new byte[16];
        nonce[0] = (byte) number;
        return Bytes.wrap(nonce);
    }

    private void verify() {
        current.forEach((id, column) -> {
            ValueBounds bounds = snapshot.head().bounds(id);
            verifySide(column, bounds.least(), 1);
            verifySide(column, bounds.greatest(), -1);
            verifyEnds(id, column);
        });
    }

    private static void verifySide(TreeMap<Long, ValueVector> column, Optional<ValueLimit> limit, int sign) {
        if (column.isEmpty()) {
            assertThat(limit).isEmpty();
        } else if (limit.isPresent()) {
            Comparator<ValueVector> order = sign > 0 ? BY_VALUE : BY_VALUE.reversed();
            ValueVector actual = column.values().stream().min(order).orElseThrow();
            int side = order.compare(actual, limit.get().value());
            assertThat(side).isGreaterThanOrEqualTo(0);
            assertThat(side == 0 || !limit.get().isHeld()).isTrue();
        }
    }

    private void verifyEnds(int id, TreeMap<Long, ValueVector> column) {
        Attribute attribute = snapshot.schema().attribute(id);
        ValueEnds ends = new ValueEnds(snapshot);
        boolean ofEntities = attribute.isPresence();
        ValueEnds.End end =
                ofEntities ? ends.entity(attribute, Direction.BACKWARD) : ends.value(attribute, Direction.BACKWARD);
        if (column.isEmpty()) {
            assertThat(end).isInstanceOfAny(ValueEnds.End.Empty.class);
        } else if (end instanceof ValueEnds.End.Found found) {
            ValueVector actual = column.values().stream().max(BY_VALUE).orElseThrow();
            assertThat(found.values().compare(found.slot(), actual, 0)).isZero();
        } else {
            assertThat(attribute.inAvet()).isFalse();
        }
    }

    private void verifyIndexedAreKnown() {
        for (Attribute attribute : snapshot.schema().attributes()) {
            boolean short64 = attribute.type() != ValueType.STRING;
            if (short64 && (attribute.inAvet() || attribute.isPresence())) {
                assertThat(snapshot.head().allStatistics().withoutBounds()).doesNotContain(attribute.id());
            }
        }
    }
}
