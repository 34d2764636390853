package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.cairndb.storage.Stores;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.node.StoredNode;
import org.cairndb.storage.snapshot.BranchStart;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.snapshot.Head;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.commit.FlushBounds;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.LookupRef;
import org.cairndb.writer.tx.Operation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories on two branches: DIFF between any two states gives what differs in two reads of the table; each seed replays alone. */
class DiffModelTest {
    private static final List<String> COLUMNS = List.of("key", "amount", "note", "exact", "id", "late");
    private static final List<Integer> ALL =
            IntStream.range(0, COLUMNS.size()).boxed().toList();
    private static final int KEYS = 25;

    /** A state: a transaction of a branch. */
    private record State(String branch, long tx) {}

    private final String location = "mem:diff-model-" + UUID.randomUUID();
    private final NodeStore store = Stores.open(Location.parse(location));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void differenceIsWhatTwoReadsDifferIn(long seed) throws SQLException {
        SplittableRandom random = new SplittableRandom(seed);
        define();
        write("main", 5 + random.nextInt(15), random);
        long fork = 2 + random.nextLong(newest("main") - 1);
        branch("other", fork, random);
        write("main", random.nextInt(15), random);
        write("other", random.nextInt(15), random);
        try (Connection main = DriverManager.getConnection("jdbc:cairn:" + location);
                Connection other = DriverManager.getConnection("jdbc:cairn:" + location + "@other")) {
            Map<String, Connection> readers = Map.of("main", main, "other", other);
            List<Integer> shown = IntStream.range(0, COLUMNS.size())
                    .filter(c -> random.nextInt(3) > 0)
                    .boxed()
                    .toList();
            for (int i = 0; i < 20; i++) {
                State from = anyState(random);
                State to = anyState(random);
                String states = "seed %d, %s to %s".formatted(seed, from, to);
                verifyRows(readers, from, to, i % 2 == 0 ? shown : ALL, states);
                verifyTags(readers, from, to, states);
            }
        }
    }

    private void define() {
        try (Writer writer = Writer.open(store, "main", WriterOptions.DEFAULT)) {
            writer.transact(
                    define(AttributeSpec.builder("thing/key", ValueType.STRING).identity()),
                    define(AttributeSpec.builder("thing/amount", ValueType.LONG)),
                    define(AttributeSpec.builder("thing/note", ValueType.STRING)),
                    define(AttributeSpec.builder("thing/exact", ValueType.DECIMAL)
                            .decimal(30, 2)),
                    define(AttributeSpec.builder("thing/id", ValueType.UUID)),
                    define(AttributeSpec.builder("thing/tags", ValueType.STRING).many()));
            writer.transact(define(AttributeSpec.builder("thing/late", ValueType.DOUBLE)));
        }
    }

    private static Operation define(AttributeSpec.Builder attribute) {
        return Operation.define(attribute.build());
    }

    private long newest(String branch) {
        return Database.open(store, branch).snapshot().tx();
    }

    private State anyState(SplittableRandom random) {
        String branch = random.nextBoolean() ? "main" : "other";
        return new State(branch, 2 + random.nextLong(newest(branch) - 1));
    }

    private void branch(String name, long tx, SplittableRandom random) {
        List<StoredNode> nodes = new ArrayList<>();
        Head head = BranchStart.head(Database.open(store, "main").snapshot().asOf(tx), name, nodes::add);
        store.putNodes(nodes);
        byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        store.swapHead(name, Optional.empty(), head.encode(Bytes.wrap(nonce)));
    }

    private void write(String branch, int transactions, SplittableRandom random) {
        WriterOptions options = WriterOptions.DEFAULT.flushBounds(new FlushBounds(1 << 20, 10_000, 4));
        try (Writer writer = Writer.open(store, branch, options)) {
            for (int i = 0; i < transactions; i++) {
                Set<String> keys = new HashSet<>();
                List<Operation> operations = new ArrayList<>();
                for (int j = 1 + random.nextInt(8); j > 0; j--) {
                    String key = "K" + random.nextInt(KEYS);
                    if (keys.add(key)) {
                        writer.transact(Map.of("thing/key", key, "thing/amount", (long) random.nextInt(4)));
                        operations.add(change(new LookupRef("thing/key", key), random));
                    }
                }
                writer.transact(operations.toArray(Operation[]::new));
            }
        }
    }

    private static Operation change(Object thing, SplittableRandom random) {
        return switch (random.nextInt(9)) {
            case 0 -> Operation.add(thing, "thing/note", "note " + random.nextInt(3));
            case 1 -> Operation.add(thing, "thing/exact", BigDecimal.valueOf(random.nextInt(3), 2));
            case 2 -> Operation.add(thing, "thing/id", new UUID(0, random.nextInt(3)));
            case 3 -> Operation.add(thing, "thing/late", random.nextInt(3) / 2.0);
            case 4 -> Operation.retract(thing, "thing/amount");
            case 5 -> Operation.retract(thing, "thing/note");
            case 6 -> Operation.retractEntity(thing);
            case 7 -> Operation.retract(thing, "thing/tags", "tag " + random.nextInt(4));
            default -> Operation.add(thing, "thing/tags", "tag " + random.nextInt(4));
        };
    }

    /** A point of a session on main; states of the other branch are named from its end. */
    private String point(State state) {
        return state.branch().equals("main")
                ? String.valueOf(state.tx())
                : "other~%d".formatted(newest("other") - state.tx());
    }

    private List<List<@Nullable Object>> difference(Connection main, String columns, String table, State from, State to)
            throws SQLException {
        String sql = "SELECT %s FROM TABLE(DIFF('%s', ?, ?))".formatted(columns, table);
        return Jdbc.rows(main, sql, point(from), point(to));
    }

    private static Connection main(Map<String, Connection> readers) {
        return Objects.requireNonNull(readers.get("main"));
    }

    private static List<List<@Nullable Object>> read(Map<String, Connection> readers, State state, String select)
            throws SQLException {
        String sql = select + " FOR VERSION AS OF CAST(? AS BIGINT)";
        return Jdbc.rows(Objects.requireNonNull(readers.get(state.branch())), sql, state.tx());
    }

    private void verifyRows(Map<String, Connection> readers, State from, State to, List<Integer> shown, String states)
            throws SQLException {
        Map<Object, List<@Nullable Object>> before = rowsById(readers, from);
        Map<Object, List<@Nullable Object>> after = rowsById(readers, to);
        List<List<@Nullable Object>> expected = new ArrayList<>();
        Set<Object> ids = new HashSet<>(before.keySet());
        ids.addAll(after.keySet());
        for (Object id : ids) {
            List<@Nullable Object> old = before.get(id);
            List<@Nullable Object> now = after.get(id);
            if (!Objects.equals(old, now)) {
                expected.add(differing(id, old, now, shown));
            }
        }
        StringBuilder columns = new StringBuilder("_id, _change");
        shown.forEach(c -> columns.append(", old_%1$s, new_%1$s".formatted(COLUMNS.get(c))));
        assertThat(difference(main(readers), columns.toString(), "thing", from, to))
                .as(states)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static List<@Nullable Object> differing(
            Object id,
            @Nullable List<@Nullable Object> old,
            @Nullable List<@Nullable Object> now,
            List<Integer> shown) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(id);
        row.add(old == null ? "insert" : now == null ? "delete" : "update");
        for (int column : shown) {
            row.add(old == null ? null : old.get(column));
            row.add(now == null ? null : now.get(column));
        }
        return row;
    }

    private static Map<Object, List<@Nullable Object>> rowsById(Map<String, Connection> readers, State state)
            throws SQLException {
        Map<Object, List<@Nullable Object>> rows = new TreeMap<>();
        String select = "SELECT _id, " + String.join(", ", COLUMNS) + " FROM thing";
        for (List<@Nullable Object> row : read(readers, state, select)) {
            rows.put(row.get(0), row.subList(1, row.size()));
        }
        return rows;
    }

    private void verifyTags(Map<String, Connection> readers, State from, State to, String states) throws SQLException {
        Set<List<@Nullable Object>> old = new HashSet<>(read(readers, from, "SELECT _id, tags FROM thing__tags"));
        Set<List<@Nullable Object>> now = new HashSet<>(read(readers, to, "SELECT _id, tags FROM thing__tags"));
        Set<List<@Nullable Object>> expected = new HashSet<>();
        now.stream().filter(t -> !old.contains(t)).forEach(t -> expected.add(link(t, "insert")));
        old.stream().filter(t -> !now.contains(t)).forEach(t -> expected.add(link(t, "delete")));
        String columns = "_id, COALESCE(old_tags, new_tags), _change";
        assertThat(difference(main(readers), columns, "thing__tags", from, to))
                .as(states)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static List<@Nullable Object> link(List<@Nullable Object> tag, String change) {
        List<@Nullable Object> link = new ArrayList<>(tag);
        Collections.addAll(link, change);
        return link;
    }
}
