package org.cairndb.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cairndb.writer.tx.Operation.define;
import static org.cairndb.writer.tx.Operation.put;

import java.math.BigDecimal;
import java.util.Map;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Cardinality;
import org.cairndb.storage.datom.Uniqueness;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.writer.schema.AttributeSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SchemaGrowthTest {
    private final TestDatabase database = TestDatabase.inMemory();

    @AfterEach
    void close() {
        database.close();
    }

    private static AttributeSpec.Builder name() {
        return AttributeSpec.builder("a/name", ValueType.STRING);
    }

    private void assertRefused(AttributeSpec spec, String part) {
        assertThatThrownBy(() -> database.transact(define(spec)))
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SCHEMA_CONFLICT))
                .hasMessageContaining(part);
    }

    @Test
    void definitionSurvivesInHeadAndLog() {
        AttributeSpec price = AttributeSpec.builder("a/price", ValueType.DECIMAL)
                .decimal(10, 2)
                .indexed()
                .noHistory()
                .doc("what it costs")
                .build();
        database.transact(define(price), put(Map.of("a/price", new BigDecimal("1.5"))));
        Attribute stored = database.attribute("a/price");
        assertThat(stored.typeLabel()).isEqualTo("decimal(10,2)");
        assertThat(stored.isIndexed()).isTrue();
        assertThat(stored.isNoHistory()).isTrue();
        assertThat(stored.doc()).contains("what it costs");
        assertThat(database.entity(1)).isEqualTo(Map.of("a/price", new BigDecimal("1.50")));
    }

    @Test
    void definingAgainChangesNothing() {
        database.transact(define(name().identity().build()));
        assertThat(database.transact(define(name().identity().build())).datoms())
                .hasSize(1);
    }

    @Test
    void definitionAndUseInOneTransactionInAnyOrder() {
        database.transact(put(Map.of("a/name", "x")), define(name().many().build()));
        assertThat(database.attribute("a/name").isMany()).isTrue();
    }

    @Test
    void allowedAlterationsTakeEffect() {
        database.transact(define(name().identity().build()), put(Map.of("a/name", "x")));
        database.transact(define(name().many().noHistory().doc("names").build()));
        Attribute altered = database.attribute("a/name");
        assertThat(altered.cardinality()).isEqualTo(Cardinality.MANY);
        assertThat(altered.uniqueness()).isEqualTo(Uniqueness.NONE);
        assertThat(altered.isIndexed()).as("the index stays").isTrue();
        assertThat(altered.isNoHistory()).isTrue();
        assertThat(altered.doc()).contains("names");
        assertThat(database.snapshot()
                        .asOf(1)
                        .schema()
                        .find("a/name")
                        .orElseThrow()
                        .isUnique())
                .isTrue();
    }

    @Test
    void indexCanBeAddedWhileThereAreNoValues() {
        database.transact(define(name().build()));
        database.transact(define(name().identity().build()));
        database.transact(put(Map.of("a/name", "x")));
        assertThat(database.snapshot().findEntity(database.attribute("a/name"), "x"))
                .hasValue(1);
    }

    @Test
    void refusedAlterationsSayWhy() {
        database.transact(
                define(name().build()),
                define(AttributeSpec.builder("a/tags", ValueType.STRING).many().build()),
                define(AttributeSpec.builder("a/price", ValueType.DECIMAL)
                        .decimal(10, 2)
                        .build()),
                put(Map.of("a/name", "x")));
        assertRefused(name().indexed().build(), "holds values already, so it can no longer become indexed or unique");
        assertRefused(name().identity().build(), "holds values already");
        assertRefused(AttributeSpec.builder("a/name", ValueType.LONG).build(), "from string to long");
        assertRefused(AttributeSpec.builder("a/tags", ValueType.STRING).build(), "from cardinality many to one");
        assertRefused(
                AttributeSpec.builder("a/price", ValueType.DECIMAL)
                        .decimal(10, 3)
                        .build(),
                "from decimal(10,2) to decimal(10,3)");
        assertRefused(
                AttributeSpec.builder("a/price", ValueType.DECIMAL)
                        .decimal(20, 2)
                        .build(),
                "from decimal(10,2) to decimal(20,2)");
        database.transact(define(AttributeSpec.builder("a/price", ValueType.DECIMAL)
                .decimal(18, 2)
                .build()));
        assertThat(database.attribute("a/price").precision()).isEqualTo(18);
    }

    @Test
    void partsThatDoNotFitAreRefusedAtOnce() {
        assertThatThrownBy(() ->
                        AttributeSpec.builder("a/x", ValueType.LONG).component().build())
                .isInstanceOf(CairnException.class)
                .hasMessageContaining("need type ref");
    }

    @Test
    void inferredDecimalKeepsTheScaleOfTheFirstValue() {
        database.transact(put(Map.of("a/amount", new BigDecimal("12.345"))));
        assertThat(database.attribute("a/amount").typeLabel()).isEqualTo("decimal(38,3)");
    }
}
