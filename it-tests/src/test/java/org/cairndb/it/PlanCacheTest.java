package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cairndb.planner.AttachedDatabase;
import org.cairndb.planner.BoundStatement;
import org.cairndb.planner.PlanCache;
import org.cairndb.planner.PreparedQuery;
import org.cairndb.planner.QueryEngine;
import org.cairndb.planner.QueryResult;
import org.cairndb.planner.SnapshotSet;
import org.cairndb.planner.StatementHandle;
import org.cairndb.planner.StatementHandle.Literals;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Cancellation;
import org.cairndb.planner.rel.JoinPolicy;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.LocationVersion;
import org.cairndb.storage.store.RequestCounter;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a statement is planned anew, and when a plan is used again. */
class PlanCacheTest {
    private static final int PARTS = 300;

    private final Location location = Location.parse("mem:plans-" + UUID.randomUUID());
    private final Location other = Location.parse("mem:plans-" + UUID.randomUUID());
    private final PlanCache plans = new PlanCache(8 << 20);
    private final List<Database> open = new ArrayList<>();

    PlanCacheTest() {
        try (Writer writer = Writer.open(location, WriterOptions.DEFAULT)) {
            writer.transact(
                    Operation.define(AttributeSpec.builder("part/code", ValueType.STRING)
                            .identity()
                            .build()),
                    Operation.define(AttributeSpec.builder("part/number", ValueType.LONG)
                            .identity()
                            .build()),
                    Operation.define(
                            AttributeSpec.builder("part/size", ValueType.LONG).build()));
            add(writer, 0, PARTS);
        }
        try (Writer writer = Writer.open(other, WriterOptions.DEFAULT)) {
            writer.transact(Map.of("maker/name", "Acme"));
        }
    }

    private static void add(Writer writer, long from, long to) {
        List<Operation> parts = new ArrayList<>();
        for (long i = from; i < to; i++) {
            parts.add(Operation.put(Map.of("part/code", "P" + i, "part/number", 1000 + i, "part/size", i)));
        }
        writer.transact(parts.toArray(Operation[]::new));
    }

    @AfterEach
    void close() {
        open.forEach(Database::close);
    }

    private AttachedDatabase attach(String name, Location at) {
        Database database = Database.open(at);
        open.add(database);
        return new AttachedDatabase(name, database, new LocationVersion.Unspecified());
    }

    private QueryEngine engine() {
        return engine(List.of(attach("main", location)));
    }

    private QueryEngine engine(List<AttachedDatabase> databases) {
        return new QueryEngine(
                databases, Optional.empty(), Clock.systemUTC(), new QueryEngine.Planning(JoinPolicy.DEFAULT, plans));
    }

    /** Runs a statement as the driver runs texts, and answers the first column of its first row. */
    private static String run(QueryEngine engine, String sql) {
        StatementHandle handle = engine.handle(sql, engine.defaultSchema(), Literals.SHARED);
        SnapshotSet snapshots = handle.snapshots(Duration.ZERO, new RequestCounter(), likely -> {});
        BoundStatement bound = handle.bind(snapshots);
        PreparedQuery query = bound.query();
        try (QueryResult rows =
                query.execute(snapshots, bound.values(List.of()), Instant.EPOCH, Cancellation.unlimited())) {
            Batch batch = rows.next();
            return batch == null ? "nothing" : query.columns().get(0).type().kind() + " " + batch.rowCount();
        }
    }

    @Test
    void connectionsShareThePlansOfADatabase() {
        String sql = "SELECT size FROM part WHERE size > 7";

        run(engine(), sql);
        run(engine(), sql);

        assertThat(plans.plannedStatements()).isEqualTo(1);
    }

    @Test
    void databasesOfTheSameSchemaDoNotShareThem() {
        Location copy = Location.parse("mem:plans-" + UUID.randomUUID());
        try (Writer writer = Writer.open(copy, WriterOptions.DEFAULT)) {
            writer.transact(Map.of("maker/name", "Acme"));
        }

        run(engine(List.of(attach("main", other))), "SELECT name FROM maker");
        run(engine(List.of(attach("main", copy))), "SELECT name FROM maker");

        assertThat(plans.plannedStatements()).isEqualTo(2);
    }

    @Test
    void threadsThatRunTheSameTextWaitForOnePlan() throws Exception {
        QueryEngine engine = engine();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> tasks = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                tasks.add(() -> run(engine, "SELECT count(*) FROM part a JOIN part b ON a.code = b.code"));
            }
            for (Future<String> result : threads.invokeAll(tasks)) {
                assertThat(result.get()).isEqualTo("LONG 1");
            }
        } finally {
            threads.shutdown();
        }
        assertThat(plans.plannedStatements()).isEqualTo(1);
    }

    @Test
    void aChangedSchemaMakesANewPlan() {
        QueryEngine engine = engine();
        run(engine, "SELECT * FROM part WHERE size = 3 AND 1 = 1");
        try (Writer writer = Writer.open(location, WriterOptions.DEFAULT)) {
            writer.transact(Map.of("part/code", "P1", "part/colour", "red"));
        }
        StatementHandle handle =
                engine.handle("SELECT * FROM part WHERE size = 3 AND 1 = 1", Optional.of("main"), Literals.SHARED);
        SnapshotSet snapshots = handle.snapshots(Duration.ZERO, new RequestCounter(), likely -> {});

        assertThat(handle.bind(snapshots).query().columns()).hasSize(5);
        assertThat(plans.plannedStatements()).isEqualTo(2);
    }

    @Test
    void aTableThatGrewALotMakesANewPlanAndOneThatGrewALittleDoesNot() {
        QueryEngine engine = engine();
        String sql = "SELECT size FROM part WHERE size > 7";
        run(engine, sql);
        try (Writer writer = Writer.open(location, WriterOptions.DEFAULT)) {
            add(writer, PARTS, 2 * PARTS);
        }
        run(engine, sql);
        assertThat(plans.plannedStatements()).isEqualTo(1);
        try (Writer writer = Writer.open(location, WriterOptions.DEFAULT)) {
            add(writer, 2 * PARTS, 5 * PARTS);
        }
        run(engine, sql);
        run(engine, sql);
        assertThat(plans.plannedStatements()).isEqualTo(2);
    }

    @Test
    void textsThatDifferInAUniqueValueShareAPlan() {
        QueryEngine engine = engine();
        for (int i = 0; i < 20; i++) {
            assertThat(run(engine, "SELECT size FROM part p WHERE p.code = 'P%d'".formatted(i)))
                    .isEqualTo("LONG 1");
        }
        // The first as it is; the second as it is and with a parameter.
        assertThat(plans.plannedStatements()).isEqualTo(3);
        for (int i = 0; i < 20; i++) {
            assertThat(run(engine, "SELECT code FROM part WHERE %d = number".formatted(1000 + i)))
                    .isEqualTo("TEXT 1");
        }
        assertThat(plans.plannedStatements()).isEqualTo(6);
        assertThat(run(engine, "SELECT code FROM part WHERE 5 = number")).isEqualTo("nothing");
    }

    @Test
    void literalsThatAPlanMayDependOnStayInIt() {
        QueryEngine engine = engine();
        List<String> forms = List.of(
                "SELECT code FROM part WHERE size > %d",
                "SELECT code FROM part WHERE number = 1001 LIMIT %d",
                "SELECT code, %d FROM part WHERE number = 1001",
                "SELECT code FROM part WHERE number = 1001 OR number = %d",
                "SELECT code FROM part WHERE number + 0 = %d");
        for (String form : forms) {
            long before = plans.plannedStatements();
            for (int i = 1; i <= 4; i++) {
                run(engine, form.formatted(i));
            }
            assertThat(plans.plannedStatements() - before).as(form).isGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void plansAreDroppedBeforeTheyTakeTooMuchMemory() {
        PlanCache small = new PlanCache(1 << 20);
        QueryEngine engine = new QueryEngine(
                List.of(attach("main", location)),
                Optional.empty(),
                Clock.systemUTC(),
                new QueryEngine.Planning(JoinPolicy.DEFAULT, small));
        for (int i = 0; i < 60; i++) {
            run(engine, "SELECT size FROM part WHERE size > %d".formatted(i));
        }
        assertThat(small.plannedStatements()).isEqualTo(60);
        assertThat(small.size()).isBetween(10, 40);
    }

    @Test
    void onlyTheHeadsOfDatabasesThatAreReadAreAskedFor() {
        QueryEngine engine = engine(List.of(attach("catalog", location), attach("makers", other)));
        run(engine, "SELECT count(*) FROM catalog.part");
        StatementHandle handle =
                engine.handle("SELECT count(*) FROM catalog.part", engine.defaultSchema(), Literals.SHARED);
        RequestCounter counter = new RequestCounter();
        SnapshotSet snapshots = handle.snapshots(Duration.ZERO, counter, likely -> {});

        assertThat(snapshots.byDatabase().keySet()).isEqualTo(Set.of("catalog", "makers"));
        assertThat(counter.totals().gets()).isEqualTo(1);
    }

    @Test
    void aStatementSeesACommitToTheOtherDatabaseAsSoonAsItReadsIt() throws SQLException {
        String url = "jdbc:cairn:?attach.catalog=%s&attach.makers=%s"
                .formatted(location.address().uri(), other.address().uri());
        try (Connection connection = DriverManager.getConnection(url)) {
            assertThat(Jdbc.rows(connection, "SELECT count(*) FROM catalog.part"))
                    .isEqualTo(List.of(List.of((long) PARTS)));
            try (Writer writer = Writer.open(other, WriterOptions.DEFAULT)) {
                writer.transact(Map.of("maker/name", "Globex", "maker/city", "Springfield"));
            }
            assertThat(Jdbc.rows(connection, "SELECT count(*) FROM catalog.part"))
                    .isEqualTo(List.of(List.of((long) PARTS)));
            assertThat(Jdbc.rows(connection, "SELECT city FROM makers.maker WHERE name = 'Globex'"))
                    .isEqualTo(List.of(List.of("Springfield")));
        }
    }

    @Test
    void pointsInTimeUseOnePlan() throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:cairn:" + location.address().uri());
                PreparedStatement statement =
                        connection.prepareStatement("SELECT count(*) FROM part FOR VERSION AS OF ? WHERE size >= 0")) {
            long before = PlanCache.shared().plannedStatements();
            for (long tx = 1; tx <= 2; tx++) {
                statement.setLong(1, tx);
                try (ResultSet rows = statement.executeQuery()) {
                    rows.next();
                    assertThat(rows.getLong(1)).isEqualTo(tx == 1 ? 0 : PARTS);
                }
            }
            assertThat(PlanCache.shared().plannedStatements()).isEqualTo(before);
        }
    }

    @Test
    void aTextWithAMissingTableFailsAgainAndAgain() {
        QueryEngine engine = engine();
        for (int i = 0; i < 3; i++) {
            String sql = "SELECT x FROM nothing WHERE code = 'P%d'".formatted(i);
            assertThatThrownBy(() -> run(engine, sql)).isInstanceOf(CairnException.class);
        }
    }

    @Test
    void aTextRunByOneStatementAgainAndAgainSeesNewCommits() throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:cairn:" + location.address().uri());
                Statement statement = connection.createStatement();
                Writer writer = Writer.open(location, WriterOptions.DEFAULT)) {
            for (long i = 0; i < 20; i++) {
                writer.transact(Map.of("part/code", "P7", "part/size", 5000 + i));
                try (ResultSet rows = statement.executeQuery("SELECT size FROM part WHERE code = 'P7'")) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getLong(1)).isEqualTo(5000 + i);
                }
            }
        }
    }
}
