package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.cairndb.planner.AttachedDatabase;
import org.cairndb.planner.rel.JoinPolicy;
import org.cairndb.planner.rel.JoinPolicy.Method;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.junit.jupiter.api.Test;

/** Every way to join gives the pairs that two nested loops give; and which way the planner takes. */
class JoinMethodsTest {
    private static final int ROWS = 400;
    private static final long SEED = 11;

    private final List<Row> left = new ArrayList<>();
    private final List<Row> right = new ArrayList<>();
    private final List<AttachedDatabase> databases;

    /** A row with a unique code and a group that several rows share; either may be absent. */
    private record Row(String code, String family, long number) {}

    JoinMethodsTest() {
        Random random = new Random(SEED);
        databases = List.of(attach("a", left, random), attach("b", right, random));
    }

    private static AttachedDatabase attach(String name, List<Row> rows, Random random) {
        Location location = Location.parse("mem:" + name + "-" + UUID.randomUUID());
        try (Writer writer = Writer.open(location, WriterOptions.DEFAULT)) {
            writer.transact(
                    Operation.define(AttributeSpec.builder("t/code", ValueType.STRING)
                            .identity()
                            .build()),
                    Operation.define(AttributeSpec.builder("t/family", ValueType.STRING)
                            .indexed()
                            .build()),
                    Operation.define(
                            AttributeSpec.builder("t/number", ValueType.LONG).build()));
            List<Operation> operations = new ArrayList<>();
            for (int i = 0; i < ROWS; i++) {
                String code = random.nextInt(5) == 0
                        ? ""
                        : "C%04d".formatted((i * 37 + random.nextInt(2) * ROWS) % (2 * ROWS));
                String family = random.nextInt(5) == 0 ? "" : "f" + random.nextInt(60);
                boolean taken = rows.stream().anyMatch(r -> r.code.equals(code));
                Row row = new Row(taken ? "" : code, family, i);
                rows.add(row);
                operations.add(Operation.put(entity(row)));
            }
            writer.transact(operations.toArray(Operation[]::new));
        }
        return new AttachedDatabase(name, Database.open(location), location.version());
    }

    private static Map<String, Object> entity(Row row) {
        Map<String, Object> entity = new HashMap<>(Map.of("t/number", row.number));
        if (!row.code.isEmpty()) {
            entity.put("t/code", row.code);
        }
        if (!row.family.isEmpty()) {
            entity.put("t/family", row.family);
        }
        return entity;
    }

    @Test
    void uniqueKeysJoinInEveryWay() {
        String sql = "SELECT l.number, r.number FROM a.t l JOIN b.t r ON l.code = r.code";
        List<String> expected = pairs(Row::code, false, ROWS, ROWS);
        assertThat(expected).hasSizeGreaterThan(50);
        for (Method method : Method.values()) {
            assertJoin(sql, method, expected);
        }
    }

    @Test
    void repeatedKeysJoinInTheWaysThatTakeThem() {
        String sql = "SELECT l.number, r.number FROM a.t l %s JOIN b.t r ON l.family = r.family";
        assertJoin(sql.formatted(""), Method.HASH, pairs(Row::family, false, ROWS, ROWS));
        assertJoin(sql.formatted(""), Method.LOOKUP, pairs(Row::family, false, ROWS, ROWS));
        assertJoin(sql.formatted("LEFT"), Method.HASH, pairs(Row::family, true, ROWS, ROWS));
        assertJoin(sql.formatted("LEFT"), Method.LOOKUP, pairs(Row::family, true, ROWS, ROWS));
    }

    @Test
    void sidesMayBeEmpty() {
        String sql = "SELECT l.number, r.number FROM a.t l %s JOIN b.t r ON l.code = r.code";
        String none = " AND r.number < 0";
        assertJoin(sql.formatted("LEFT") + none, Method.HASH, pairs(Row::code, true, ROWS, 0));
        assertJoin(sql.formatted("LEFT") + none, Method.LOOKUP, pairs(Row::code, true, ROWS, 0));
        for (Method method : Method.values()) {
            assertJoin(sql.formatted("") + " WHERE l.number < 0", method, List.of());
            assertJoin(sql.formatted("") + none, method, List.of());
        }
    }

    @Test
    void plannerTakesTheIndexesThatHelp() {
        String join = "SELECT l.number, r.number FROM a.t l JOIN b.t r ON l.code = r.code";
        assertThat(plan(join + " WHERE l.code = 'C0037'", JoinPolicy.DEFAULT))
                .contains("range=[=(code, ")
                .doesNotContain("range=[IS NOT NULL(code)]");
        assertThat(plan("SELECT number FROM a.t WHERE code LIKE 'C003%'", JoinPolicy.DEFAULT))
                .contains("index=[AVET t/code]", "LIKE(code");
        assertThat(plan("SELECT number FROM a.t WHERE code IN ('C0001', 'C0002')", JoinPolicy.DEFAULT))
                .contains("index=[AVET t/code]", "range=[");
        assertThat(plan("SELECT number FROM a.t WHERE code BETWEEN 'C0001' AND 'C0009'", JoinPolicy.DEFAULT))
                .contains("index=[AVET t/code]", "range=[");
        assertThat(plan("SELECT number FROM a.t AS OF TIMESTAMP '2030-01-01 00:00:00'", JoinPolicy.DEFAULT))
                .contains("snapshot=[as of 2030-01-01 00:00:00");
        assertThat(plan("SELECT l.number, r.number FROM a.t l JOIN b.t r ON l.family = r.family", JoinPolicy.DEFAULT))
                .contains("DatomHashJoin");
    }

    @Test
    void hashTablesOverTheBoundGiveWayToMerging() {
        String join = "SELECT l.number, r.number FROM a.t l JOIN b.t r ON l.code = r.code";
        assertThat(plan(join, new JoinPolicy(EnumSet.of(Method.HASH, Method.MERGE), 10)))
                .contains("DatomMergeJoin");
    }

    private interface Key {
        String of(Row row);
    }

    private List<String> pairs(Key key, boolean isLeft, int leftCount, int rightCount) {
        List<String> pairs = new ArrayList<>();
        for (Row a : left.subList(0, leftCount)) {
            boolean found = false;
            for (Row b : right.subList(0, rightCount)) {
                if (!key.of(a).isEmpty() && key.of(a).equals(key.of(b))) {
                    pairs.add(a.number + " " + b.number);
                    found = true;
                }
            }
            if (isLeft && !found) {
                pairs.add(a.number + " null");
            }
        }
        return pairs.stream().sorted().toList();
    }

    private void assertJoin(String sql, Method method, List<String> expected) {
        JoinPolicy policy = new JoinPolicy(EnumSet.of(method), Double.MAX_VALUE);
        assertThat(plan(sql, policy)).as(sql).containsIgnoringCase("Datom" + method + "Join");
        assertThat(rows(sql, policy).stream().sorted().toList())
                .as(method + ": " + sql)
                .isEqualTo(expected);
    }

    private String plan(String sql, JoinPolicy policy) {
        return String.join("\n", rows("EXPLAIN " + sql, policy));
    }

    private List<String> rows(String sql, JoinPolicy policy) {
        return EngineRows.of(databases, sql, policy);
    }
}
