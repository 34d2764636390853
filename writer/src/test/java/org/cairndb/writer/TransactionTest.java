package org.cairndb.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cairndb.writer.tx.Operation.add;
import static org.cairndb.writer.tx.Operation.call;
import static org.cairndb.writer.tx.Operation.cas;
import static org.cairndb.writer.tx.Operation.define;
import static org.cairndb.writer.tx.Operation.put;
import static org.cairndb.writer.tx.Operation.retract;
import static org.cairndb.writer.tx.Operation.retractEntity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Uniqueness;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.LookupRef;
import org.cairndb.writer.tx.Operation;
import org.cairndb.writer.tx.TempId;
import org.cairndb.writer.tx.Transact;
import org.cairndb.writer.tx.TxReport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TransactionTest {
    private static final AttributeSpec SKU =
            AttributeSpec.builder("product/sku", ValueType.STRING).identity().build();
    private static final AttributeSpec CODE = AttributeSpec.builder("product/code", ValueType.LONG)
            .unique(Uniqueness.VALUE)
            .build();
    private static final AttributeSpec TAGS =
            AttributeSpec.builder("product/tags", ValueType.STRING).many().build();
    private static final AttributeSpec PARTS = AttributeSpec.builder("product/parts", ValueType.REF)
            .many()
            .component()
            .build();
    private static final AttributeSpec MAKER =
            AttributeSpec.builder("product/maker", ValueType.REF).build();
    private static final LookupRef W001 = new LookupRef("product/sku", "W001");

    private final TestDatabase database = TestDatabase.inMemory();

    @AfterEach
    void close() {
        database.close();
    }

    private long widget() {
        TxReport report = database.transact(
                define(SKU),
                define(CODE),
                define(TAGS),
                define(PARTS),
                define(MAKER),
                put(Map.of("db/id", "w", "product/sku", "W001", "product/name", "Widget", "product/price", 9.99)));
        return report.entity("w");
    }

    private static void assertRefused(ErrorCode code, String part, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(part);
    }

    @Test
    void mapWithoutIdMakesNewEntity() {
        TxReport report =
                database.writer().transact(Map.of("product/name", "Widget"), Map.of("product/name", "Gadget"));
        assertThat(report.tx()).isEqualTo(1);
        assertThat(database.entity(1)).isEqualTo(Map.of("product/name", "Widget"));
        assertThat(database.entity(2)).isEqualTo(Map.of("product/name", "Gadget"));
    }

    @Test
    void mapWithUniqueIdentityUpdatesItsEntity() {
        long widget = widget();
        TxReport report = database.transact(put(Map.of("db/id", "x", "product/sku", "W001", "product/price", 8.49)));
        assertThat(report.tempids()).isEqualTo(Map.of("x", widget));
        assertThat(database.entity(widget))
                .containsEntry("product/price", 8.49)
                .containsEntry("product/name", "Widget");
        assertThat(report.datoms().stream().filter(datom -> datom.entity() == widget))
                .hasSize(2);
    }

    @Test
    void sameNewIdentityTwiceIsOneEntity() {
        widget();
        TxReport report = database.transact(
                put(Map.of("db/id", "a", "product/sku", "G002", "product/name", "Gadget")),
                put(Map.of("db/id", "b", "product/sku", "G002", "product/price", 24.5)));
        assertThat(report.entity("a")).isEqualTo(report.entity("b"));
        assertThat(database.entity(report.entity("a"))).hasSize(3);
    }

    @Test
    void tempidsThatSpanTwoExistingEntitiesAreRefused() {
        widget();
        database.transact(put(Map.of("product/sku", "G002")));
        assertRefused(
                ErrorCode.UNIQUE_CONFLICT,
                "product/sku",
                () -> database.transact(add("x", "product/sku", "W001"), add("x", "product/sku", "G002")));
    }

    @Test
    void twoValuesForCardinalityOneAreRefused() {
        long widget = widget();
        assertRefused(
                ErrorCode.TRANSACTION_INVALID,
                "\"product/price\" holds one value, but entity 1 is given two in one transaction: 1.0 and 2.0",
                () -> database.transact(add(widget, "product/price", 1.0), add(widget, "product/price", 2.0)));
    }

    @Test
    void sameDatomTwiceIsOne() {
        long widget = widget();
        TxReport report = database.transact(add(widget, "product/price", 1.0), add(W001, "product/price", 1.0));
        assertThat(report.datoms().stream().filter(datom -> datom.entity() == widget))
                .hasSize(2);
    }

    @Test
    void addingAndRetractingOneDatomIsRefused() {
        long widget = widget();
        assertRefused(
                ErrorCode.TRANSACTION_INVALID,
                "is added and retracted in one transaction",
                () -> database.transact(add(widget, "product/tags", "a"), retract(widget, "product/tags", "a")));
    }

    @Test
    void whatIsThereOrAbsentAlreadyGivesNoDatom() {
        long widget = widget();
        TxReport report = database.transact(
                add(widget, "product/price", 9.99),
                retract(widget, "product/name", "Gadget"),
                retract(widget, "product/tags", "a"),
                retract(widget, "product/unknown"));
        assertThat(report.tx()).isEqualTo(2);
        assertThat(report.datoms()).allMatch(datom -> datom.entity() == EntityIds.ofTx(2));
    }

    @Test
    void collectionsAddToTheSet() {
        long widget = widget();
        database.transact(put(Map.of("db/id", widget, "product/tags", List.of("a", "b"))));
        database.transact(
                put(Map.of("db/id", widget, "product/tags", Set.of("b", "c"))), retract(W001, "product/tags", "a"));
        assertThat(database.snapshot().values(widget, database.attribute("product/tags")))
                .containsExactly("b", "c");
    }

    @Test
    void collectionForCardinalityOneIsRefused() {
        long widget = widget();
        assertRefused(
                ErrorCode.TRANSACTION_INVALID,
                "holds one value, but a collection was given",
                () -> database.transact(put(Map.of("db/id", widget, "product/name", List.of("a")))));
    }

    @Test
    void nullInMapRetracts() {
        long widget = widget();
        Map<String, @Nullable Object> map = new HashMap<>();
        map.put("product/sku", "W001");
        map.put("product/price", null);
        map.put("product/never", null);
        database.transact(put(map));
        assertThat(database.entity(widget)).doesNotContainKey("product/price");
        assertThat(database.snapshot().schema().find("product/never")).isEmpty();
    }

    @Test
    void nestedMapsAreEntities() {
        widget();
        TxReport report = database.transact(put(Map.of(
                "db/id",
                "set",
                "product/sku",
                "S1",
                "product/parts",
                List.of(Map.of("part/name", "bolt"), Map.of("db/id", "nut", "part/name", "nut")),
                "product/maker",
                Map.of("maker/name", "Acme"))));
        long set = report.entity("set");
        assertThat(database.snapshot().values(set, database.attribute("product/parts")))
                .hasSize(2)
                .contains(report.entity("nut"));
        Object maker = database.snapshot()
                .value(set, database.attribute("product/maker"))
                .orElseThrow();
        assertThat(database.entity((Long) maker)).isEqualTo(Map.of("maker/name", "Acme"));
    }

    @Test
    void retractEntityTakesComponentsAndReferences() {
        widget();
        TxReport report = database.transact(
                put(Map.of(
                        "db/id",
                        "set",
                        "product/sku",
                        "S1",
                        "product/parts",
                        List.of(Map.of(
                                "db/id",
                                "bolt",
                                "product/parts",
                                List.of(Map.of("db/id", "washer", "part/name", "washer")))),
                        "product/maker",
                        Map.of("db/id", "maker", "maker/name", "Acme"))),
                add(W001, "product/maker", new TempId("set")));
        database.transact(retractEntity(report.entity("set")));
        assertThat(database.entity(report.entity("set"))).isEmpty();
        assertThat(database.entity(report.entity("bolt"))).isEmpty();
        assertThat(database.entity(report.entity("washer"))).isEmpty();
        assertThat(database.entity(report.entity("maker"))).isNotEmpty();
        assertThat(database.entity(1)).doesNotContainKey("product/maker");
    }

    @Test
    void casReplacesOnlyTheExpectedValue() {
        long widget = widget();
        database.transact(cas(widget, "product/price", 9.99, 8.0));
        assertRefused(
                ErrorCode.CAS_FAILED,
                "Attribute \"product/price\" of entity 1 is 8.0, not 9.99 as expected",
                () -> database.transact(cas(widget, "product/price", 9.99, 7.0)));
        database.transact(cas(widget, "product/price", 8.0, null));
        database.transact(cas(widget, "product/price", null, 6.0));
        assertThat(database.entity(widget)).containsEntry("product/price", 6.0);
        assertRefused(
                ErrorCode.CAS_FAILED, "not absent", () -> database.transact(cas(widget, "product/price", null, 5.0)));
    }

    @Test
    void functionSeesTheStateBefore() {
        long widget = widget();
        Operation raise = call(before -> List.of(add(
                widget,
                "product/price",
                (Double) before.value(
                                        widget,
                                        before.schema().find("product/price").orElseThrow())
                                .orElseThrow()
                        + 1)));
        database.transact(raise);
        database.transact(call(before -> List.of(raise)));
        assertThat((Double) database.entity(widget).get("product/price")).isEqualTo(11.99);
    }

    @Test
    void failingFunctionAbortsItsTransactionAlone() {
        widget();
        RuntimeException failure = new IllegalStateException("no");
        assertThatThrownBy(() -> database.transact(put(Map.of("product/sku", "X")), call(before -> {
                    throw failure;
                })))
                .isSameAs(failure);
        assertThat(database.snapshot().tx()).isEqualTo(1);
    }

    @Test
    void metadataGoesToTheTransactionEntity() {
        widget();
        TxReport report = database.writer()
                .transact(Transact.builder()
                        .add(W001, "product/price", 8.0)
                        .metadata("tx/author", "ana")
                        .build());
        assertThat(database.entity(EntityIds.ofTx(2)))
                .containsEntry("tx/author", "ana")
                .containsEntry("db/txInstant", report.instant());
        database.transact(
                add(EntityIds.ofTx(2), "tx/reason", "typo"), put(Map.of("db/id", "db/tx", "tx/author", "bo")));
        assertThat(database.entity(EntityIds.ofTx(2))).containsEntry("tx/reason", "typo");
        assertThat(database.entity(EntityIds.ofTx(3))).containsEntry("tx/author", "bo");
    }

    @Test
    void instantsIncreaseThoughTheClockStandsStill() {
        widget();
        TxReport report = database.transact();
        assertThat(report.tx()).isEqualTo(2);
        assertThat(report.instant()).isEqualTo(TestDatabase.START.plusNanos(1000));
        assertThat(database.snapshot().asOf(report.instant()).tx()).isEqualTo(2);
    }

    @Test
    void uniqueValueHasOneOwner() {
        long widget = widget();
        database.transact(add(widget, "product/code", 7));
        assertRefused(
                ErrorCode.UNIQUE_CONFLICT,
                "Attribute \"product/code\" is unique: value 7 belongs to entity 1 and cannot be given to entity 2",
                () -> database.transact(put(Map.of("product/code", 7))));
        assertRefused(
                ErrorCode.UNIQUE_CONFLICT,
                "value 8",
                () -> database.transact(put(Map.of("product/code", 8)), put(Map.of("product/code", 8))));
    }

    @Test
    void uniqueValuesCanBeSwapped() {
        long widget = widget();
        long other = database.transact(
                        put(Map.of("db/id", "o", "product/sku", "O", "product/code", 2)),
                        add(widget, "product/code", 1))
                .entity("o");
        database.transact(add(widget, "product/code", 2), add(other, "product/code", 1));
        assertThat(database.entity(widget)).containsEntry("product/code", 2L);
        assertRefused(ErrorCode.UNIQUE_CONFLICT, "value 1", () -> database.transact(put(Map.of("product/code", 1))));
        database.transact(retract(other, "product/code"));
        database.transact(put(Map.of("product/code", 1)));
    }

    @Test
    void lookupRefFindsEntityOfTheSameTransactionToo() {
        widget();
        TxReport report = database.transact(
                put(Map.of("db/id", "n", "product/sku", "N1")),
                add(W001, "product/maker", new LookupRef("product/sku", "N1")));
        assertThat(database.entity(1)).containsEntry("product/maker", report.entity("n"));
        assertRefused(
                ErrorCode.NO_SUCH_ENTITY,
                "No entity has product/sku \"NONE\"",
                () -> database.transact(add(new LookupRef("product/sku", "NONE"), "product/price", 1.0)));
        assertRefused(
                ErrorCode.TRANSACTION_INVALID,
                "is not a unique attribute",
                () -> database.transact(add(new LookupRef("product/name", "Widget"), "product/price", 1.0)));
    }

    @Test
    void unknownEntitiesAreRefused() {
        widget();
        assertRefused(ErrorCode.NO_SUCH_ENTITY, "no entity 99", () -> database.transact(add(99, "product/price", 1.0)));
        assertRefused(
                ErrorCode.TRANSACTION_INVALID,
                "Tempid \"ghost\" is used, but no attribute is put on it",
                () -> database.transact(add(W001, "product/maker", "ghost")));
    }

    @Test
    void undeclaredAttributeTakesTheTypeOfItsFirstValue() {
        database.transact(put(Map.of("a/x", 1, "a/list", List.of("p", "q"), "a/ref", Map.of("b/y", true))));
        assertThat(database.attribute("a/x").type()).isEqualTo(ValueType.LONG);
        assertThat(database.attribute("a/list").isMany()).isTrue();
        assertThat(database.attribute("a/ref").type()).isEqualTo(ValueType.REF);
        assertRefused(
                ErrorCode.VALUE_INVALID,
                "Attribute \"a/x\" holds long values, but the value given is a String",
                () -> database.transact(put(Map.of("a/x", "one"))));
        assertRefused(
                ErrorCode.VALUE_INVALID,
                "A Thread cannot be the value of attribute \"a/z\"",
                () -> database.transact(put(Map.of("a/z", Thread.currentThread()))));
    }

    @Test
    void definitionsOfCairnAreOutOfReach() {
        widget();
        assertRefused(
                ErrorCode.TRANSACTION_INVALID, "belongs to Cairn", () -> database.transact(put(Map.of("db/doc", "x"))));
        assertRefused(
                ErrorCode.SCHEMA_CONFLICT,
                "names that begin with an underscore belong to Cairn",
                () -> database.transact(put(Map.of("product/_id", 1))));
        assertRefused(
                ErrorCode.SCHEMA_CONFLICT, "write it namespace/name", () -> database.transact(put(Map.of("x", 1))));
        assertRefused(
                ErrorCode.TRANSACTION_INVALID,
                "is an attribute",
                () -> database.transact(add(EntityIds.ofAttribute(65), "product/name", "x")));
    }

    @Test
    void reportGivesTheSnapshotRightAfter() {
        TxReport first = database.transact(put(Map.of("a/x", 1L)));
        database.transact(put(Map.of("a/x", 2L)));
        Snapshot after = first.snapshot();
        assertThat(after.tx()).isEqualTo(1);
        assertThat(TestDatabase.entity(after, 1)).isEqualTo(Map.of("a/x", 1L));
        assertThat(TestDatabase.entity(after, 2)).isEmpty();
    }

    @Test
    void presenceFollowsTheLastAttribute() {
        long widget = widget();
        long marker =
                database.snapshot().schema().presenceOf("product").orElseThrow().id();
        database.transact(
                retract(widget, "product/sku"), retract(widget, "product/name"), retract(widget, "product/price"));
        assertThat(database.snapshot().statistics((int) marker).count()).isZero();
        database.transact(add(widget, "product/name", "back"));
        assertThat(database.snapshot().statistics((int) marker).count()).isEqualTo(1);
    }
}
