package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairndb.planner.AttachedDatabase;
import org.cairndb.planner.PreparedQuery;
import org.cairndb.planner.QueryEngine;
import org.cairndb.planner.QueryResult;
import org.cairndb.planner.SnapshotSet;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Cancellation;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.TextColumn;
import org.cairndb.storage.Stores;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.LocationVersion;
import org.cairndb.storage.store.RequestCounter;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.ingest.BulkLoader;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The way in which each kind of condition and order reads a table, and exactly how many nodes it reads when nothing is in memory: every index has one
 * branch node, and every column of the table five leaves.
 */
class ScanPlanTest {
    private static final int ROWS = 40_000;
    private static final Location LOCATION = Location.parse("mem:scan-plans");
    private static final NodeCache CACHE = new NodeCache(200 << 20);
    private static final QueryEngine ENGINE = engine();

    private static QueryEngine engine() {
        load();
        Database database = Database.open(Stores.open(LOCATION), "main", CACHE);
        return new QueryEngine(
                List.of(new AttachedDatabase("shop", database, new LocationVersion.Unspecified())),
                Optional.empty(),
                Clock.systemUTC());
    }

    private static void load() {
        try (Writer writer = Writer.open(LOCATION, WriterOptions.DEFAULT)) {
            writer.transact(
                    Operation.define(AttributeSpec.builder("item/code", ValueType.STRING)
                            .identity()
                            .build()),
                    Operation.define(AttributeSpec.builder("item/number", ValueType.LONG)
                            .indexed()
                            .build()),
                    Operation.define(
                            AttributeSpec.builder("item/day", ValueType.LONG).build()),
                    Operation.define(AttributeSpec.builder("item/label", ValueType.STRING)
                            .build()),
                    Operation.define(AttributeSpec.builder("item/grade", ValueType.LONG)
                            .indexed()
                            .build()));
            try (BulkLoader loader = writer.bulkLoader()) {
                for (int i = 0; i < ROWS; i++) {
                    add(loader, i);
                }
                loader.commit();
            }
        }
    }

    private static void add(BulkLoader loader, int row) {
        loader.begin();
        loader.addText(attribute(loader, "item/code"), text("C%05d".formatted(row)));
        loader.addLong(attribute(loader, "item/number"), numberOf(row));
        loader.addLong(attribute(loader, "item/day"), row / 10);
        loader.addText(attribute(loader, "item/label"), text("label " + row % 1000));
        if (row % 4 != 0) {
            loader.addLong(attribute(loader, "item/grade"), row % 5000);
        }
    }

    /** Numbers in an order of their own, each once. */
    private static long numberOf(int row) {
        return row * 7919L % ROWS;
    }

    private static Attribute attribute(BulkLoader loader, String ident) {
        return loader.schema().find(ident).orElseThrow();
    }

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    @BeforeAll
    static void tableHasFiveLeavesAColumn() {
        assertThat(read("SELECT day FROM item").nodes()).isEqualTo(2 + 5 + 5 - 1);
    }

    private record Run(List<List<Object>> rows, long nodes) {}

    /** Runs a planned statement with nothing in memory. */
    private static Run read(String sql) {
        RequestCounter counter = new RequestCounter();
        SnapshotSet snapshots = ENGINE.snapshots(Duration.ofHours(1), counter, likely -> {});
        PreparedQuery query = ENGINE.prepare(sql, snapshots);
        CACHE.clear();
        long before = counter.totals().gets();
        List<List<Object>> rows = new ArrayList<>();
        try (QueryResult result = query.execute(snapshots, List.of(), Instant.EPOCH, Cancellation.unlimited())) {
            for (Batch batch = result.next(); batch != null; batch = result.next()) {
                for (int i = 0; i < batch.rowCount(); i++) {
                    rows.add(row(batch, batch.row(i)));
                }
            }
        }
        return new Run(rows, counter.totals().gets() - before);
    }

    private static List<Object> row(Batch batch, int row) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < batch.columnCount(); i++) {
            Column column = batch.column(i);
            if (column.isNull(row)) {
                values.add("NULL");
            } else {
                values.add(column instanceof TextColumn text ? text.string(row) : ((LongColumn) column).get(row));
            }
        }
        return values;
    }

    private static String plan(String sql) {
        return read("EXPLAIN " + sql).rows().toString();
    }

    @Test
    void uniqueValueReadsItsIndexAndThenItsRow() {
        Run run = read("SELECT number, day FROM item WHERE code = 'C12345'");
        assertThat(run.rows()).containsExactly(List.of(numberOf(12_345), 1_234L));
        assertThat(run.nodes()).isEqualTo(2 + 2);
    }

    @Test
    void rangeOfAnIndexReadsOneLeafOfIt() {
        String sql = "SELECT number FROM item WHERE number BETWEEN 100 AND 109";
        assertThat(plan(sql)).contains("index=[AVET item/number]");
        assertThat(read(sql).rows()).hasSize(10);
        assertThat(read(sql).nodes()).isEqualTo(2);
    }

    @Test
    void neighbouringKeysOfAListShareTheirLeaf() {
        Run run = read("SELECT code FROM item WHERE code IN ('C00001', 'C00002', 'C00500', 'C20000', 'none')");
        assertThat(run.rows()).hasSize(4);
        assertThat(run.nodes()).isEqualTo(1 + 3);
    }

    @Test
    void boundsOfLeavesLeaveOneLeafOfAColumnWithoutIndex() {
        String sql = "SELECT code FROM item WHERE day = 1234";
        assertThat(plan(sql)).contains("index=[AEVT item/_presence]");
        Run run = read(sql);
        assertThat(run.rows()).hasSize(10).contains(List.of("C12340"));
        assertThat(run.nodes()).isEqualTo(1 + 4);
        assertThat(read("SELECT code FROM item WHERE day BETWEEN 1200 AND 1201").nodes())
                .isEqualTo(1 + 4);
        assertThat(read("SELECT code FROM item WHERE day IN (1200, 1201)").nodes())
                .isEqualTo(1 + 4);
        assertThat(read("SELECT code FROM item WHERE label LIKE 'nothing%'")).isEqualTo(new Run(List.of(), 1));
        assertThat(read("SELECT e FROM \"item/day\" WHERE v = 1234").nodes()).isEqualTo(2);
    }

    @Test
    void columnsAfterASelectiveConditionAreReadForItsRowsAlone() {
        Run run = read("SELECT code FROM item WHERE label = 'label 500' AND day BETWEEN 3000 AND 3001");
        assertThat(run.rows()).isEmpty();
        assertThat(run.nodes()).isEqualTo(1 + 1 + 1 + 2);
        Run all = read("SELECT code FROM item WHERE label = 'label 1'");
        assertThat(all.rows()).hasSize(40);
        assertThat(all.nodes()).isEqualTo(1 + 3 * 5);
    }

    @Test
    void lastRowsInOrderAreReadFromTheEndOfAnIndex() {
        Run run = read("SELECT number FROM item ORDER BY number DESC LIMIT 3");
        assertThat(run).isEqualTo(new Run(List.of(List.of(39_999L), List.of(39_998L), List.of(39_997L)), 2));
        Run ids = read("SELECT _id FROM item ORDER BY _id DESC LIMIT 2");
        assertThat(ids).isEqualTo(new Run(List.of(List.of((long) ROWS), List.of(ROWS - 1L)), 3));
        Run inRange = read("SELECT number FROM item WHERE number < 20000 ORDER BY number DESC LIMIT 1");
        assertThat(inRange).isEqualTo(new Run(List.of(List.of(19_999L)), 2));
    }

    @Test
    void rowsWithoutAValueComeFirstOrLastAsTheOrderSays() {
        assertThat(plan("SELECT grade FROM item ORDER BY grade LIMIT 3"))
                .contains("DatomOrderedScan")
                .contains("NULLS LAST");
        assertThat(read("SELECT grade FROM item ORDER BY grade LIMIT 1")).isEqualTo(new Run(List.of(List.of(1L)), 2));
        assertThat(read("SELECT grade FROM item ORDER BY grade DESC NULLS LAST LIMIT 1"))
                .isEqualTo(new Run(List.of(List.of(4_999L)), 2));
        assertThat(read("SELECT grade FROM item ORDER BY grade DESC LIMIT 1").rows())
                .containsExactly(List.of("NULL"));
        assertThat(read("SELECT grade FROM item ORDER BY grade DESC LIMIT 1 OFFSET " + ROWS / 4)
                        .rows())
                .containsExactly(List.of(4_999L));
        assertThat(read("SELECT grade FROM item ORDER BY grade LIMIT 2 OFFSET " + (ROWS * 3 / 4 - 1))
                        .rows())
                .containsExactly(List.of(4_999L), List.of("NULL"));
    }

    @Test
    void countsOfRangesComeFromBranchNodesAndTheLeavesAtTheirEnds() {
        String count = "SELECT COUNT(*) FROM item WHERE number BETWEEN 1000 AND 30000";
        assertThat(plan(count)).contains("DatomRangeFacts");
        assertThat(read(count)).isEqualTo(new Run(List.of(List.of(29_001L)), 1 + 2));
        assertThat(read("SELECT MIN(number), MAX(number), COUNT(*) FROM item WHERE number < 777"))
                .isEqualTo(new Run(List.of(List.of(0L, 776L, 777L)), 1 + 1));
        assertThat(read("SELECT COUNT(*), MAX(_id) FROM item WHERE _id <= 100").rows())
                .containsExactly(List.of(100L, 100L));
        assertThat(read("SELECT COUNT(*), MIN(number) FROM item WHERE number > 40000")
                        .rows())
                .containsExactly(List.of(0L, "NULL"));
    }
}
