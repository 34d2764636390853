package org.cairndb.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cairndb.storage.cache.NodeCache;
import org.cairndb.storage.check.CheckReport;
import org.cairndb.storage.check.Checker;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.Datom;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.Database;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.store.memory.MemoryNodeStore;
import org.cairndb.storage.testing.FaultInjectingStore;
import org.cairndb.writer.ingest.BulkColumn;
import org.cairndb.writer.ingest.BulkLoader;
import org.cairndb.writer.ingest.BulkReport;
import org.cairndb.writer.ingest.BulkSettings;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BulkLoaderTest {
    private static final int ENTITIES = 130_000;

    private final NodeStore store = MemoryNodeStore.anonymous();
    private final Writer writer = Writer.open(store, Writer.MAIN_BRANCH, TestDatabase.options(1));

    @AfterEach
    void databaseIsSound() {
        writer.close();
        CheckReport report = Checker.check(Database.open(store, Writer.MAIN_BRANCH, new NodeCache(64 << 20)));
        assertThat(report.problems()).isEmpty();
    }

    private void define() {
        writer.transact(
                Operation.define(AttributeSpec.builder("product/sku", ValueType.STRING)
                        .identity()
                        .build()),
                Operation.define(AttributeSpec.builder("product/price", ValueType.DOUBLE)
                        .indexed()
                        .build()),
                Operation.define(AttributeSpec.builder("product/tags", ValueType.STRING)
                        .many()
                        .build()));
    }

    private static Attribute attribute(BulkLoader loader, String ident) {
        return loader.schema().find(ident).orElseThrow();
    }

    /** Loads products in an order that is sorted in no index but EAVT, in more than one chunk. */
    private BulkReport load(int from, int to) {
        try (BulkLoader loader = writer.bulkLoader()) {
            Attribute sku = attribute(loader, "product/sku");
            Attribute price = attribute(loader, "product/price");
            Attribute tags = attribute(loader, "product/tags");
            for (int i = from; i < to; i++) {
                assertThat(loader.nextEntity()).isEqualTo(loader.begin());
                loader.addDouble(price, (i * 7919L % 100_000) / 100.0);
                loader.add(tags, "t" + i % 7);
                loader.addText(sku, Bytes.wrap(skuOf(i).getBytes(StandardCharsets.US_ASCII)));
                loader.add(tags, "t" + (i % 5 + 7));
            }
            return loader.commit();
        }
    }

    private static String skuOf(int i) {
        return "W%07d".formatted(i * 48_271L % 1_000_003);
    }

    @Test
    void loadedEntitiesAreWhatOrdinaryTransactionsWouldHaveMade() {
        define();
        writer.transact(Map.of("product/sku", "first", "product/price", 1.5));
        BulkReport report = load(0, ENTITIES);
        assertThat(report.datoms()).isEqualTo(4L * ENTITIES);
        Snapshot snapshot = writer.snapshot();
        assertThat(snapshot.tx()).isEqualTo(report.tx());
        Attribute sku = snapshot.schema().find("product/sku").orElseThrow();
        Attribute price = snapshot.schema().find("product/price").orElseThrow();
        for (int i = 0; i < ENTITIES; i += 997) {
            long entity = snapshot.findEntity(sku, skuOf(i)).orElseThrow();
            assertThat(snapshot.value(entity, price)).contains((i * 7919L % 100_000) / 100.0);
        }
        assertThat(snapshot.count(Index.AVET, KeyRange.ofAttribute(sku.id()))).isEqualTo(ENTITIES + 1);
        writer.transact(Map.of("product/sku", skuOf(5), "product/price", 9.0));
        assertThat(writer.snapshot().datoms(Index.AVET, KeyRange.ofValue(sku, skuOf(5))))
                .hasSize(1);
        assertThat(snapshot.asOf(report.tx() - 1).count(Index.AVET, KeyRange.ofAttribute(sku.id())))
                .isEqualTo(1);
    }

    @Test
    void secondLoadContinuesTheFirst() {
        define();
        load(0, 1000);
        load(1000, 3000);
        Snapshot snapshot = writer.snapshot();
        Attribute sku = snapshot.schema().find("product/sku").orElseThrow();
        List<Datom> all = snapshot.datoms(Index.AEVT, KeyRange.ofAttribute(sku.id()));
        Set<Object> values = new HashSet<>();
        all.forEach(datom -> values.add(datom.value()));
        assertThat(values).hasSize(3000);
    }

    @Test
    void valueOfAUniqueAttributeThatOccursTwiceIsRefused() {
        define();
        load(0, 100);
        assertThatThrownBy(() -> load(50, 150))
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNIQUE_CONFLICT))
                .hasMessageContaining("product/sku");
        assertThatThrownBy(() -> {
                    try (BulkLoader loader = writer.bulkLoader()) {
                        for (int i = 0; i < 2; i++) {
                            loader.begin();
                            loader.add(attribute(loader, "product/sku"), "same");
                        }
                        loader.commit();
                    }
                })
                .hasMessageContaining("\"same\"");
    }

    @Test
    void secondValueOfAnAttributeThatAllowsOneIsRefused() {
        define();
        try (BulkLoader loader = writer.bulkLoader()) {
            loader.begin();
            loader.add(attribute(loader, "product/price"), 1.0);
            assertThatThrownBy(() -> loader.add(attribute(loader, "product/price"), 2.0))
                    .hasMessageContaining("two values of \"product/price\"");
        }
    }

    @Test
    void loadIsBuiltAgainWhenAnotherWriterCommitsMeanwhile() {
        define();
        try (BulkLoader loader = writer.bulkLoader();
                Writer other = Writer.open(store, Writer.MAIN_BRANCH, TestDatabase.options(2))) {
            long entity = loader.begin();
            loader.add(attribute(loader, "product/sku"), "a");
            other.transact(Map.of("product/sku", "b"));
            BulkReport report = loader.commit();
            assertThat(report.tx()).isEqualTo(3);
            assertThat(report.idShift()).isEqualTo(1);
            Attribute sku = report.snapshot().schema().find("product/sku").orElseThrow();
            assertThat(report.snapshot().findEntity(sku, "a")).hasValue(entity + report.idShift());
            assertThat(report.snapshot().findEntity(sku, "b")).hasValue(entity);
        }
    }

    @Test
    void valueThatAnotherWriterTookMeanwhileIsRefused() {
        define();
        try (BulkLoader loader = writer.bulkLoader();
                Writer other = Writer.open(store, Writer.MAIN_BRANCH, TestDatabase.options(2))) {
            loader.begin();
            loader.add(attribute(loader, "product/sku"), "a");
            other.transact(Map.of("product/sku", "a"));
            assertThatThrownBy(loader::commit)
                    .isInstanceOfSatisfying(
                            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNIQUE_CONFLICT));
        }
        assertThat(writer.snapshot().tx()).isEqualTo(2);
    }

    @Test
    void whatDoesNotFitIntoMemoryIsSortedOnDisk() {
        BulkSettings tiny = new BulkSettings(1, 5_000, 4_000, BulkSettings.DEFAULT.directory());
        try (BulkLoader loader = writer.bulkLoader(tiny)) {
            BulkColumn key = loader.column(
                    AttributeSpec.builder("a/key", ValueType.STRING).identity().build());
            BulkColumn number = loader.column(
                    AttributeSpec.builder("a/number", ValueType.LONG).indexed().build());
            BulkColumn next =
                    loader.column(AttributeSpec.builder("a/next", ValueType.REF).build());
            for (int i = 0; i < ENTITIES * 2; i++) {
                long entity = loader.begin();
                key.appendText(skuOf(i));
                number.appendLong(i % 1000);
                next.appendLong(i + 1 == ENTITIES * 2 ? entity : entity + 1);
            }
            assertThat(loader.commit().datoms()).isEqualTo(6L * ENTITIES);
        }
    }

    @Test
    void referenceToNothingIsRefused() {
        try (BulkLoader loader = writer.bulkLoader()) {
            BulkColumn next =
                    loader.column(AttributeSpec.builder("a/next", ValueType.REF).build());
            next.appendLong(loader.begin() + 1);
            assertThatThrownBy(loader::commit)
                    .isInstanceOfSatisfying(
                            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_SUCH_ENTITY));
        }
        writer.transact(Map.of("a/x", 1));
    }

    @Test
    void rowsAsMapsAndMetadataAreLoadedToo() {
        try (BulkLoader loader = writer.bulkLoader()) {
            loader.metadata("tx/author", "ana");
            long first = loader.add(Map.of("a/x", 1, "a/tags", List.of("p", "q", "p")));
            BulkReport report = loader.commit();
            assertThat(TestDatabase.entity(report.snapshot(), first)).containsEntry("a/x", 1L);
            assertThat(TestDatabase.entity(report.snapshot(), EntityIds.ofTx(report.tx())))
                    .containsEntry("tx/author", "ana");
        }
    }

    @Test
    void lostAnswerOfTheSwapLoadsOnce() {
        FaultInjectingStore faulty = new FaultInjectingStore(store, 1);
        define();
        try (Writer unlucky = Writer.open(faulty, Writer.MAIN_BRANCH, TestDatabase.options(3));
                BulkLoader loader = unlucky.bulkLoader()) {
            loader.add(Map.of("product/sku", "a"));
            faulty.failNext(FaultInjectingStore.Operation.SWAP_HEAD, FaultInjectingStore.Fault.FAIL_AFTER);
            assertThat(loader.commit().tx()).isEqualTo(2);
        }
        assertThat(writer.snapshot().tx()).isEqualTo(2);
    }
}
