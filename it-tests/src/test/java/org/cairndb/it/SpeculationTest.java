package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.cairndb.planner.AttachedDatabase;
import org.cairndb.planner.QueryEngine;
import org.cairndb.planner.SnapshotSet;
import org.cairndb.planner.exec.ExecutionSettings;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.Location;
import org.cairndb.storage.store.RequestCounter;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.commit.FlushBounds;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.cairndb.writer.tx.Speculation;
import org.cairndb.writer.tx.Transact;
import org.cairndb.writer.tx.TxReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** States that are never stored. Transaction 1 defines, 2 to 9 set the price of W1 to the number of the transaction. */
class SpeculationTest {
    private final Location location = Location.parse("mem:speculation-" + UUID.randomUUID());
    private final Writer writer =
            Writer.open(location, WriterOptions.DEFAULT.flushBounds(new FlushBounds(1 << 20, 10_000, 2)));

    SpeculationTest() {
        writer.transact(Operation.define(AttributeSpec.builder("product/sku", ValueType.STRING)
                .identity()
                .build()));
        for (long tx = 2; tx < 10; tx++) {
            writer.transact(price("W1", tx));
        }
    }

    @AfterEach
    void close() {
        writer.close();
    }

    @Test
    void transactionsFollowOneAnotherAndNothingIsStored() {
        Snapshot before = writer.snapshot();
        TxReport first = Speculation.with(before, price("W1", 100));
        TxReport second = Speculation.with(first.snapshot(), price("W2", 200));
        assertThat(second.tx()).isEqualTo(11);
        assertThat(rows(second.snapshot(), "SELECT sku, price FROM product ORDER BY sku"))
                .containsExactly("W1 100", "W2 200");
        assertThat(rows(first.snapshot(), "SELECT COUNT(*), SUM(price) FROM product"))
                .containsExactly("1 100");
        assertThat(rows(second.snapshot().asOf(10), "SELECT price FROM product"))
                .containsExactly("100");
        assertThat(rows(before, "SELECT price FROM product")).containsExactly("9");
        assertThat(writer.snapshot().tx()).isEqualTo(9);
        assertThatThrownBy(() -> Speculation.with(before, price("W1", "dear"))).isInstanceOf(CairnException.class);
    }

    @Test
    void thePastCanGoOnInAnotherWay() {
        for (long tx = 1; tx < 10; tx++) {
            Snapshot after = Speculation.with(writer.snapshot().asOf(tx), price("W9", 1000))
                    .snapshot();
            assertThat(after.tx()).isEqualTo(tx + 1);
            List<String> expected = new ArrayList<>();
            if (tx > 1) {
                expected.add("W1 " + tx);
            }
            expected.add("W9 1000");
            assertThat(rows(after, "SELECT sku, price FROM product ORDER BY sku"))
                    .isEqualTo(expected);
            for (long past = 2; past <= tx; past++) {
                assertThat(rows(after.asOf(past), "SELECT sku, price FROM product"))
                        .containsExactly("W1 " + past);
            }
        }
    }

    private static Transact price(String sku, Object price) {
        return Transact.of(Map.of("product/sku", sku, "product/price", price));
    }

    private List<String> rows(Snapshot snapshot, String sql) {
        try (Database database = Database.open(location)) {
            AttachedDatabase attached = new AttachedDatabase("main", database, location.version());
            QueryEngine engine = new QueryEngine(List.of(attached), Optional.empty(), Clock.systemUTC());
            SnapshotSet snapshots = new SnapshotSet(Map.of("main", snapshot), new RequestCounter());
            return EngineRows.of(engine, sql, snapshots, ExecutionSettings.defaults());
        }
    }
}
