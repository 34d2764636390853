package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a hash join holds narrows the scan of the other input, and the rows stay the same. */
class DynamicFilterTest {
    private static final int FACTS = 30_000;
    private static final int KINDS = 300;
    private static final int FACTS_PER_KIND = FACTS / KINDS;
    private static final JoinPolicy HASHES = new JoinPolicy(EnumSet.of(Method.HASH), Double.MAX_VALUE);

    private static List<AttachedDatabase> databases;

    @BeforeAll
    static void load() {
        Location location = Location.parse("mem:dynamic-" + UUID.randomUUID());
        try (Writer writer = Writer.open(location, WriterOptions.DEFAULT)) {
            writer.transact(
                    Operation.define(
                            AttributeSpec.builder("kind/number", ValueType.LONG).build()),
                    Operation.define(
                            AttributeSpec.builder("kind/name", ValueType.STRING).build()),
                    Operation.define(
                            AttributeSpec.builder("fact/kind", ValueType.LONG).build()),
                    Operation.define(
                            AttributeSpec.builder("fact/name", ValueType.STRING).build()),
                    Operation.define(
                            AttributeSpec.builder("fact/amount", ValueType.LONG).build()));
            List<Operation> operations = new ArrayList<>();
            for (int i = 0; i < KINDS; i++) {
                operations.add(Operation.put(Map.of("kind/number", (long) i, "kind/name", "kind " + i % 100)));
            }
            for (int i = 0; i < FACTS; i++) {
                operations.add(Operation.put(Map.of(
                        "fact/kind", (long) (i / FACTS_PER_KIND),
                        "fact/name", "kind " + i % 200,
                        "fact/amount", (long) i)));
            }
            writer.transact(operations.toArray(Operation[]::new));
        }
        databases = List.of(new AttachedDatabase("x", Database.open(location), location.version()));
    }

    @Test
    void scansGiveOnlyRowsThatCanMatch() {
        String sql = "SELECT f.amount FROM fact f JOIN kind k ON f.kind = k.number WHERE k.name = 'kind 7'";
        assertThat(rows(sql)).isEqualTo(facts(7, 107, 207));
        assertThat(plan(sql)).contains("dynamic filter=[kind]");
        assertThat(plan("ANALYZE " + sql))
                .containsPattern("dynamic filter=\\[kind\\].*real 300 rows.*, leaves with [1-9][0-9]* values skipped");
    }

    @Test
    void semiJoinsNarrowTheirLeftInput() {
        String sql =
                "SELECT f.amount FROM fact f WHERE f.kind IN (SELECT k.number FROM kind k WHERE k.name = 'kind 7')";
        assertThat(rows(sql)).isEqualTo(facts(7, 107, 207));
    }

    @Test
    void rowsThatAnOuterJoinKeepsAreNotDropped() {
        String sql = "SELECT f.amount FROM fact f LEFT JOIN (SELECT number FROM kind WHERE name = 'kind 7') k"
                + " ON f.kind = k.number";
        assertThat(rows(sql)).hasSize(FACTS);
        String none = "SELECT f.amount FROM fact f WHERE NOT EXISTS"
                + " (SELECT 1 FROM kind k WHERE k.name = 'kind 7' AND k.number = f.kind)";
        assertThat(rows(none)).hasSize(FACTS - 3 * FACTS_PER_KIND);
    }

    @Test
    void keysOfSeveralColumnsNarrowEach() {
        String sql = "SELECT f.amount FROM fact f JOIN kind k ON f.kind = k.number AND f.name = k.name"
                + " WHERE k.name IN ('kind 7', 'kind 8')";
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < FACTS; i++) {
            int kind = i / FACTS_PER_KIND;
            boolean named = kind % 100 == 7 || kind % 100 == 8;
            if (named && i % 200 == kind % 100) {
                expected.add(Integer.toString(i));
            }
        }
        assertThat(rows(sql)).isEqualTo(expected.stream().sorted().toList());
    }

    @Test
    void nothingHeldMeansNothingRead() {
        String sql = "SELECT f.amount FROM fact f JOIN kind k ON f.kind = k.number WHERE k.name = 'none'";
        assertThat(rows(sql)).isEmpty();
        assertThat(plan("ANALYZE " + sql)).doesNotContainPattern("table=\\[x.fact\\].*real [1-9]");
    }

    private static List<String> facts(int... kinds) {
        List<String> facts = new ArrayList<>();
        for (int kind : kinds) {
            for (int i = kind * FACTS_PER_KIND; i < (kind + 1) * FACTS_PER_KIND; i++) {
                facts.add(Integer.toString(i));
            }
        }
        return facts.stream().sorted().toList();
    }

    private static List<String> rows(String sql) {
        return EngineRows.of(databases, sql, HASHES).stream().sorted().toList();
    }

    private static String plan(String sql) {
        return String.join("\n", EngineRows.of(databases, "EXPLAIN " + sql, HASHES));
    }
}
