package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.LongStream;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.commit.FlushBounds;
import org.cairndb.writer.merge.Merge;
import org.cairndb.writer.merge.MergeConflict;
import org.cairndb.writer.merge.MergeReport;
import org.cairndb.writer.merge.MergeReport.Outcome;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.LookupRef;
import org.cairndb.writer.tx.Operation;
import org.cairndb.writer.tx.Transact;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Merges of a branch {@code feature} into main, which part after products P0 to P1999 with price 1. */
class MergeTest {
    private static final int PRODUCTS = 2_000;

    private final String location = "mem:merge-" + UUID.randomUUID();
    private final WriterOptions options = WriterOptions.DEFAULT.flushBounds(new FlushBounds(1 << 20, 1_000, 5));
    private final Writer main = Writer.open(Location.parse(location), options);
    private final Writer feature;

    MergeTest() {
        main.transact(
                Operation.define(AttributeSpec.builder("product/sku", ValueType.STRING)
                        .identity()
                        .build()),
                Operation.define(AttributeSpec.builder("product/part", ValueType.REF)
                        .many()
                        .component()
                        .build()));
        List<Operation> products = new ArrayList<>();
        for (int i = 0; i < PRODUCTS; i++) {
            products.add(Operation.put(Map.of("product/sku", "P" + i, "product/price", 1L)));
        }
        main.transact(Transact.of(products));
        main.createBranch("feature");
        feature = Writer.open(Location.parse(location + "@feature"), options);
    }

    @AfterEach
    void everyBranchIsSound() {
        feature.close();
        main.close();
        Soundness.requireAllSound(Location.parse(location));
    }

    @Test
    void disjointChangesOfBothSidesAreKept() throws SQLException {
        setPrices(main, 0, 1_000, 2);
        setPrices(feature, 1_000, 2_000, 3);
        long next = create(feature, "N1");
        MergeReport report = main.merge(Merge.of("feature"));
        assertThat(report.outcome()).isEqualTo(Outcome.MERGED);
        assertThat(rows("SELECT price, COUNT(*) FROM product GROUP BY price ORDER BY price NULLS LAST"))
                .hasToString("[[2, 1000], [3, 1000], [null, 1]]");
        assertThat(id(main, "N1")).isEqualTo(next);
        assertThat(create(main, "N2")).isEqualTo(PRODUCTS + 1);
        main.transact(Operation.add(next, "product/price", 9L));
        assertThat(rows("SELECT merged_branch, merged_tx, merged_hash FROM transactions WHERE merged_tx IS NOT NULL"))
                .containsExactly(List.of(
                        "feature",
                        feature.snapshot().tx(),
                        feature.snapshot().head().hash().hex()));
    }

    /** What the source changed before it retired the attribute comes along. */
    @Test
    void anAttributeThatTheSourceRetiredIsRetired() throws SQLException {
        set(feature, 0, 3);
        feature.transact(Operation.retire("product/price"));
        create(main, "N1");
        assertThat(main.merge(Merge.of("feature")).outcome()).isEqualTo(Outcome.MERGED);
        assertThat(main.snapshot().schema().find("product/price"))
                .hasValueSatisfying(
                        attribute -> assertThat(attribute.isRetired()).isTrue());
        assertThat(rows("SELECT price FROM product FOR VERSION AS OF 'main' WHERE sku = 'P0'"))
                .hasToString("[[3]]");
    }

    @Test
    void conflictsAreListedAndNothingIsCommitted() {
        set(main, 0, 2);
        set(feature, 0, 3);
        set(feature, 1, 3);
        long tx = main.snapshot().tx();
        MergeReport report = main.merge(Merge.of("feature"));
        assertThat(report.outcome()).isEqualTo(Outcome.CONFLICTS);
        assertThat(main.snapshot().tx()).isEqualTo(tx);
        assertThat(report.conflicts())
                .containsExactly(new MergeConflict(
                        id(main, "P0"),
                        "product/price",
                        MergeConflict.Kind.VALUE,
                        new MergeConflict.Values(Optional.of(1L), Optional.of(2L), Optional.of(3L)),
                        OptionalLong.empty()));
    }

    @Test
    void conflictsAreResolvedByEitherSideOrAValue() {
        for (int i = 0; i < 4; i++) {
            set(main, i, 2);
            set(feature, i, 3);
        }
        Merge merge = Merge.of("feature")
                .resolve(id(main, "P1"), "product/price", 50L)
                .resolve(id(main, "P2"), "product/price", null)
                .metadata("tx/author", "ana");
        assertThat(main.merge(merge).conflicts()).hasSize(2);
        assertThat(main.merge(merge.theirs()).outcome()).isEqualTo(Outcome.MERGED);
        assertThat(LongStream.range(0, 5).mapToObj(i -> price(main, "P" + i)))
                .containsExactly(Optional.of(3L), Optional.of(50L), Optional.empty(), Optional.of(3L), Optional.of(1L));
    }

    @Test
    void uniqueValuesHaveOneHolder() {
        long ours = create(main, "N1");
        long theirs = create(feature, "N1");
        feature.transact(Operation.add(theirs, "product/price", 7L));
        MergeReport report = main.merge(Merge.of("feature"));
        assertThat(report.conflicts()).singleElement().satisfies(conflict -> {
            assertThat(conflict.kind()).isEqualTo(MergeConflict.Kind.UNIQUE);
            assertThat(conflict.entity()).isEqualTo(theirs);
            assertThat(conflict.holder()).hasValue(ours);
        });
        main.createBranch("ours");
        try (Writer other = Writer.open(Location.parse(location + "@ours"), options)) {
            other.merge(Merge.of("feature").ours());
            assertThat(id(other, "N1")).isEqualTo(ours);
            assertThat(price(other, theirs)).contains(7L);
        }
        main.merge(Merge.of("feature").theirs());
        assertThat(id(main, "N1")).isEqualTo(theirs);
    }

    @Test
    void skusThatChangePlacesAreNoConflict() {
        feature.transact(
                Operation.add(id(main, "P0"), "product/sku", "P1"), Operation.add(id(main, "P1"), "product/sku", "P0"));
        long first = id(main, "P0");
        set(main, 5, 5);
        assertThat(main.merge(Merge.of("feature")).outcome()).isEqualTo(Outcome.MERGED);
        assertThat(id(main, "P1")).isEqualTo(first);
    }

    @Test
    void aBranchThatIsAheadIsTakenOver() {
        set(feature, 0, 3);
        long created = create(feature, "N1");
        MergeReport report = main.merge(Merge.of("feature").fastForwardOnly());
        assertThat(report.outcome()).isEqualTo(Outcome.FAST_FORWARDED);
        assertThat(main.snapshot().head().hash())
                .isEqualTo(feature.snapshot().head().hash());
        assertThat(price(main, "P0")).contains(3L);
        assertThat(create(main, "N2")).isEqualTo(PRODUCTS + 1);
        assertThat(create(feature, "N3")).isEqualTo(created + 1);
        assertThat(main.merge(Merge.of("feature~1")).outcome()).isEqualTo(Outcome.UP_TO_DATE);
        assertThat(main.merge(Merge.of("main")).outcome()).isEqualTo(Outcome.UP_TO_DATE);
        assertThatThrownBy(() -> main.merge(Merge.of("feature").fastForwardOnly()))
                .isInstanceOf(CairnException.class)
                .hasMessageContaining("has commits that branch \"feature\" lacks");
    }

    @Test
    void aPastVersionAndATagCanBeTakenOver() {
        for (long price = 2; price < 12; price++) {
            set(feature, 0, price);
        }
        feature.createTag("v1");
        assertThat(main.merge(Merge.of("feature~7")).outcome()).isEqualTo(Outcome.FAST_FORWARDED);
        assertThat(price(main, "P0")).contains(4L);
        set(main, 1, 9);
        assertThat(main.merge(Merge.of("v1")).outcome()).isEqualTo(Outcome.MERGED);
        assertThat(price(main, "P0")).contains(11L);
        assertThat(price(main, "P1")).contains(9L);
    }

    @Test
    void theNextMergeBeginsWhereTheLastEnded() {
        set(main, 9, 9);
        set(feature, 0, 2);
        main.merge(Merge.of("feature"));
        set(main, 0, 5);
        set(feature, 1, 2);
        assertThat(main.merge(Merge.of("feature")).outcome()).isEqualTo(Outcome.MERGED);
        assertThat(price(main, "P0")).contains(5L);
        assertThat(main.merge(Merge.of("feature")).outcome()).isEqualTo(Outcome.UP_TO_DATE);
        assertThat(feature.merge(Merge.of("main")).outcome()).isEqualTo(Outcome.MERGED);
        assertThat(price(feature, "P0")).contains(5L);
        set(main, 0, 6);
        set(feature, 1, 6);
        assertThat(main.merge(Merge.of("feature")).outcome()).isEqualTo(Outcome.MERGED);
        assertThat(price(main, "P0")).contains(6L);
        assertThat(price(main, "P1")).contains(6L);
    }

    @Test
    void newAttributesComeAlongByTheirNames() throws SQLException {
        feature.transact(Map.of("product/sku", "P0", "product/color", "red", "box/width", 5L));
        main.transact(Map.of("product/sku", "P1", "product/color", "blue"));
        int id = feature.snapshot().schema().find("box/width").orElseThrow().id();
        assertThat(main.merge(Merge.of("feature")).outcome()).isEqualTo(Outcome.MERGED);
        assertThat(main.snapshot().schema().find("box/width").orElseThrow().id())
                .isEqualTo(id);
        assertThat(rows("SELECT sku, color FROM product WHERE color IS NOT NULL ORDER BY sku"))
                .containsExactly(List.of("P0", "red"), List.of("P1", "blue"));
        assertThat(rows("SELECT COUNT(*), MAX(width) FROM box")).containsExactly(List.of(1L, 5L));
    }

    @Test
    void attributesThatDifferAreRefused() {
        feature.transact(Map.of("product/sku", "P0", "product/size", "big"));
        main.transact(Map.of("product/sku", "P0", "product/size", 7L));
        assertThatThrownBy(() -> main.merge(Merge.of("feature").theirs()))
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SCHEMA_CONFLICT))
                .hasMessage("Attribute \"product/size\" is defined differently on \"main\" and \"feature\"; make the"
                        + " definitions equal, then merge");
    }

    @Test
    void whatOneSideAlteredIsAltered() {
        feature.transact(Operation.define(
                AttributeSpec.builder("product/price", ValueType.LONG).many().build()));
        feature.transact(Operation.add(id(main, "P0"), "product/price", 2L));
        set(main, 1, 4);
        assertThat(main.merge(Merge.of("feature")).outcome()).isEqualTo(Outcome.MERGED);
        Snapshot merged = main.snapshot();
        assertThat(merged.values(
                        id(main, "P0"), merged.schema().find("product/price").orElseThrow()))
                .containsExactly(1L, 2L);
    }

    @Test
    void entitiesGoWithTheirComponents() throws SQLException {
        feature.transact(Map.of(
                "product/sku", "P0", "product/part", List.of(Map.of("part/name", "a"), Map.of("part/name", "b"))));
        main.merge(Merge.of("feature").withoutFastForward());
        assertThat(rows("SELECT COUNT(*) FROM part")).containsExactly(List.of(2L));
        feature.transact(Operation.retractEntity(new LookupRef("product/sku", "P0")));
        set(main, 1, 2);
        assertThat(main.merge(Merge.of("feature")).outcome()).isEqualTo(Outcome.MERGED);
        assertThat(rows("SELECT COUNT(*) FROM part")).containsExactly(List.of(0L));
        assertThat(rows("SELECT COUNT(*) FROM product")).containsExactly(List.of(PRODUCTS - 1L));
    }

    private void set(Writer writer, int product, long price) {
        writer.transact(Map.of("product/sku", "P" + product, "product/price", price));
    }

    private static void setPrices(Writer writer, int from, int to, long price) {
        List<Operation> operations = new ArrayList<>();
        for (int i = from; i < to; i++) {
            operations.add(Operation.put(Map.of("product/sku", "P" + i, "product/price", price)));
        }
        writer.transact(Transact.of(operations));
    }

    private static long create(Writer writer, String sku) {
        return writer.transact(Map.of("db/id", "new", "product/sku", sku)).entity("new");
    }

    private static long id(Writer writer, String sku) {
        Snapshot snapshot = writer.snapshot();
        return snapshot.findEntity(snapshot.schema().find("product/sku").orElseThrow(), sku)
                .orElseThrow();
    }

    private static Optional<Object> price(Writer writer, String sku) {
        return price(writer, id(writer, sku));
    }

    private static Optional<Object> price(Writer writer, long entity) {
        Snapshot snapshot = writer.snapshot();
        return snapshot.value(entity, snapshot.schema().find("product/price").orElseThrow());
    }

    private List<List<Object>> rows(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:cairn:" + location)) {
            return SqlRows.of(connection, sql);
        }
    }
}
