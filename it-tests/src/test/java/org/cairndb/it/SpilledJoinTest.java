package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.cairndb.planner.AttachedDatabase;
import org.cairndb.planner.exec.ExecutionSettings;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Joins that do not fit into memory give what they give there, in one thread and in several, or say what they lack. */
class SpilledJoinTest {
    private static final long SEED = 5;
    private static final int GREAT = 60_000;
    private static final int SMALL = 20_000;
    /** Less than what any of these joins holds, and less than a partition of the greater table. */
    private static final long LITTLE_MEMORY = 100_000;

    private static final JoinPolicy HASH = new JoinPolicy(EnumSet.of(Method.HASH), Double.MAX_VALUE);

    private static List<AttachedDatabase> databases;

    @TempDir
    private Path folder;

    @BeforeAll
    static void load() {
        Random random = new Random(SEED);
        Location location = Location.parse("mem:spilled-joins-" + UUID.randomUUID());
        try (Writer writer = Writer.open(location, WriterOptions.DEFAULT)) {
            for (String table : List.of("great", "small")) {
                writer.transact(
                        Operation.define(AttributeSpec.builder(table + "/id", ValueType.LONG)
                                .identity()
                                .build()),
                        Operation.define(AttributeSpec.builder(table + "/k", ValueType.LONG)
                                .build()),
                        Operation.define(AttributeSpec.builder(table + "/same", ValueType.STRING)
                                .build()));
                fill(writer, table, table.equals("great") ? GREAT : SMALL, random);
            }
        }
        databases = List.of(new AttachedDatabase("x", Database.open(location), location.version()));
    }

    private static void fill(Writer writer, String table, int rows, Random random) {
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            Map<String, Object> entity = new HashMap<>(Map.of(table + "/id", (long) i, table + "/same", "same"));
            if (random.nextInt(5) > 0) {
                entity.put(table + "/k", (long) random.nextInt(GREAT));
            }
            operations.add(Operation.put(entity));
        }
        writer.transact(operations.toArray(Operation[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT g.id, s.id FROM great g JOIN small s ON g.k = s.k",
                "SELECT g.id, s.id FROM great g LEFT JOIN small s ON g.k = s.k AND g.id > s.id",
                "SELECT g.id, s.id FROM small s LEFT JOIN great g ON g.k = s.k",
                "SELECT g.id, s.id FROM great g FULL JOIN small s ON g.k = s.k AND g.id < s.id",
                "SELECT g.id FROM great g WHERE EXISTS (SELECT 1 FROM small s WHERE g.k = s.k AND s.id <> g.id)",
                "SELECT g.id FROM great g WHERE NOT EXISTS (SELECT 1 FROM small s WHERE g.k = s.k)",
                "SELECT g.id FROM great g JOIN small s ON g.same = s.same AND g.k = s.id + 1 AND g.id < s.id * 7",
                "SELECT g.id, s.id, t.id FROM great g JOIN small s ON g.k = s.k JOIN great t ON t.id = g.k",
                "SELECT s.same, COUNT(*), SUM(g.id) FROM great g JOIN small s ON g.k = s.k GROUP BY s.same"
            })
    void rowsAreTheSameWithLittleMemory(String sql) {
        List<String> expected = rows(sql, ExecutionSettings.defaults());
        assertThat(expected).isNotEmpty();
        for (int threads : List.of(1, 4)) {
            ExecutionSettings little = little(threads);
            assertThat(rows(sql, little)).as("%d threads", threads).isEqualTo(expected);
            assertThatThrownBy(() -> rows(sql, little.withSpillDirectory(folder.resolve("missing"))))
                    .hasMessageContaining("No temporary file can be made");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT COUNT(*) FROM great g JOIN small s ON g.same = s.same AND g.k + s.k = 4",
                "SELECT COUNT(*) FROM great g JOIN small s ON g.id < s.k"
            })
    void rowsThatTheirKeysDoNotTellApartNeedMemory(String sql) {
        for (int threads : List.of(1, 4)) {
            assertThatThrownBy(() -> rows(sql, little(threads))).hasMessageContaining("raise maxQueryMemory");
        }
        assertThat(folder).isEmptyDirectory();
    }

    private ExecutionSettings little(int threads) {
        return ExecutionSettings.defaults()
                .withThreads(threads)
                .withSpillDirectory(folder)
                .withMaxQueryMemory(LITTLE_MEMORY);
    }

    private static List<String> rows(String sql, ExecutionSettings settings) {
        return EngineRows.of(databases, sql, HASH, settings).stream().sorted().toList();
    }
}
