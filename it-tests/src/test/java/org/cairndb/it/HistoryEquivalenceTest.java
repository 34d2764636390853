package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.cairndb.it.RandomHistory.State;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All ways to read a past state give the same rows: through the roots of then, from current and retired datoms, out of the versions of rows, and from LOG. */
class HistoryEquivalenceTest {
    private static final int TRANSACTIONS = 36;
    private static final String ITEMS = "_id, code, price, name, owner, weight, note";
    private static final String LIVE = "_tx_from <= ? AND (_tx_to IS NULL OR _tx_to > ?)";

    /** Tables with the columns that are compared, and what LOG says of them. */
    private static final List<Table> TABLES = List.of(
            new Table("item", ITEMS, HistoryEquivalenceTest::items),
            new Table("part", "_id, size", HistoryEquivalenceTest::parts),
            new Table("item__tags", "_id, tags", state -> values(state, "item/tags")),
            new Table("\"item/price\"", "e, v", state -> values(state, "item/price")),
            new Table("\"item/name\"", "e, v", state -> values(state, "item/name")));

    private record Table(String name, String columns, Expected expected) {}

    /** The rows that a table has in a state. */
    private interface Expected {
        List<String> of(State state);
    }

    private static final String VERSIONS =
            "SELECT " + ITEMS + ", _tx_from, _tx_to, _from, _to FROM item FOR SYSTEM_TIME ALL";

    private static final List<Condition> CONDITIONS = List.of(
            new Condition("_id = ?", 0, Object::equals),
            new Condition("_id >= ?", 0, (held, value) -> compare(held, value) >= 0),
            new Condition("code = ?", 1, Object::equals),
            new Condition(
                    "code >= ? AND code < 'code 2'",
                    1,
                    (held, value) -> compare(held, value) >= 0 && compare(held, "code 2") < 0),
            new Condition("name = ?", 3, Object::equals),
            new Condition("name > ?", 3, (held, value) -> compare(held, value) > 0),
            new Condition("owner = ?", 4, Object::equals));

    /**
     * A condition on a column.
     *
     * @param sql with a parameter
     * @param column place in the rows
     * @param test the same of a value and the parameter
     */
    private record Condition(String sql, int column, BiPredicate<Object, Object> test) {
        /** All values that the column ever had. */
        Set<Object> values(List<List<@Nullable Object>> rows) {
            Set<Object> values = new LinkedHashSet<>();
            for (List<@Nullable Object> row : rows) {
                Object value = row.get(column);
                if (value != null) {
                    values.add(value);
                }
            }
            return values;
        }
    }

    private long seed;
    private String location = "";
    private List<State> states = List.of();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyWayToReadAPastStateGivesTheSameRows(long newSeed) throws SQLException {
        seed = newSeed;
        location = "mem:history-" + UUID.randomUUID();
        new RandomHistory(Location.parse(location), seed).commit(TRANSACTIONS);
        try (Writer reader = Writer.open(Location.parse(location), WriterOptions.DEFAULT)) {
            states = RandomHistory.replay(reader.snapshot());
        }
        compareAll();
        RandomHistory.dropRoots(Location.parse(location));
        compareAll();
    }

    private void compareAll() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:cairn:" + location)) {
            for (Table table : TABLES) {
                for (int tx = 1; tx <= states.size(); tx++) {
                    compare(connection, table, tx);
                }
            }
        }
        for (int tx = 1; tx <= states.size(); tx += 12) {
            compareSessionAt(tx);
        }
    }

    private void compare(Connection connection, Table table, int tx) throws SQLException {
        String select = "SELECT " + table.columns + " FROM " + table.name;
        List<String> expected = table.expected.of(states.get(tx - 1));
        String place = "seed %d, transaction %d, %s".formatted(seed, tx, table.name);
        assertThat(rows(connection, select + " FOR VERSION AS OF ?", tx))
                .as(place)
                .isEqualTo(expected);
        assertThat(rows(connection, select + " FOR SYSTEM_TIME ALL WHERE " + LIVE, tx, tx))
                .as(place)
                .isEqualTo(expected);
        assertThat(rows(connection, select + " FOR VERSION BETWEEN ? AND ?", tx, tx))
                .as(place)
                .isEqualTo(expected);
        assertThat(rows(connection, select + " FOR VERSION FROM ? TO ?", tx, tx + 1))
                .as(place)
                .isEqualTo(expected);
    }

    /** A session in the past sees the versions until then, those that ended later as current. */
    private void compareSessionAt(int tx) throws SQLException {
        try (Connection newest = DriverManager.getConnection("jdbc:cairn:" + location);
                Connection past = DriverManager.getConnection("jdbc:cairn:" + location + "@" + tx)) {
            for (Table table : TABLES) {
                String from = " FROM " + table.name + " FOR SYSTEM_TIME ALL";
                List<String> cut = rows(
                        newest,
                        "SELECT " + shown(table) + ", _tx_from, CASE WHEN _tx_to <= ? THEN _tx_to END" + from
                                + " WHERE _tx_from <= ?",
                        tx,
                        tx);
                assertThat(rows(past, "SELECT " + shown(table) + ", _tx_from, _tx_to" + from))
                        .as("seed %d, session at %d, %s", seed, tx, table.name)
                        .isEqualTo(cut);
            }
        }
    }

    /** Columns that the tables of all states have. */
    private static String shown(Table table) {
        return table.name.equals("item") ? "_id, code, price, name, owner" : table.columns;
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void conditionsOnVersionsGiveWhatTheyGiveOnAllVersions(long newSeed) throws SQLException {
        seed = newSeed;
        location = "mem:history-" + UUID.randomUUID();
        new RandomHistory(Location.parse(location), seed).commit(TRANSACTIONS);
        try (Connection connection = DriverManager.getConnection("jdbc:cairn:" + location)) {
            assertThat(plan(connection, "_id >= ?", 3)).contains("index=[EAVT, RETIRED_EAVT]", "range=[>=(_id, ?0)]");
            assertThat(plan(connection, "code = ?", "code 3"))
                    .contains("index=[AVET item/code, ", "range=[=(code, ?0)]");
            List<List<@Nullable Object>> all = Jdbc.rows(connection, VERSIONS);
            for (Condition condition : CONDITIONS) {
                for (Object value : condition.values(all)) {
                    List<String> expected = all.stream()
                            .filter(row -> row.get(condition.column) != null)
                            .filter(row -> condition.test.test(row.get(condition.column), value))
                            .map(List::toString)
                            .sorted()
                            .toList();
                    assertThat(rows(connection, VERSIONS + " WHERE " + condition.sql, value))
                            .as("seed %d, %s, %s", seed, condition.sql, value)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @SuppressWarnings("unchecked") // values of one column
    private static int compare(Object held, Object value) {
        return ((Comparable<Object>) held).compareTo(value);
    }

    private static String plan(Connection connection, String condition, Object value) throws SQLException {
        String sql = "EXPLAIN SELECT * FROM item FOR SYSTEM_TIME ALL WHERE " + condition;
        return Jdbc.rows(connection, sql, value).toString();
    }

    private static List<String> items(State state) {
        List<String> rows = new ArrayList<>();
        state.entities().forEach((entity, held) -> {
            if (held.keySet().stream().anyMatch(ident -> ident.startsWith("item/"))) {
                StringBuilder row = new StringBuilder("[").append(entity);
                for (String name : RandomHistory.ITEM) {
                    row.append(", ").append(one(held, "item/" + name));
                }
                rows.add(row.append(']').toString());
            }
        });
        return rows.stream().sorted().toList();
    }

    private static List<String> parts(State state) {
        List<String> rows = new ArrayList<>();
        state.entities().forEach((entity, held) -> {
            if (held.containsKey("part/size")) {
                rows.add("[" + entity + ", " + one(held, "part/size") + "]");
            }
        });
        return rows.stream().sorted().toList();
    }

    private static @Nullable String one(TreeMap<String, TreeSet<String>> held, String ident) {
        TreeSet<String> values = held.get(ident);
        return values == null ? null : values.first();
    }

    private static List<String> values(State state, String ident) {
        List<String> rows = new ArrayList<>();
        state.entities()
                .forEach((entity, held) -> held.getOrDefault(ident, new TreeSet<>())
                        .forEach(value -> rows.add("[" + entity + ", " + value + "]")));
        return rows.stream().sorted().toList();
    }

    private static List<String> rows(Connection connection, String sql, Object... parameters) throws SQLException {
        return Jdbc.rows(connection, sql, parameters).stream()
                .map(List::toString)
                .sorted()
                .toList();
    }
}
