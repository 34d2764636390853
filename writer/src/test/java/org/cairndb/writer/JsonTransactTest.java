package org.cairndb.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.UUID;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Keyword;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.writer.ingest.JsonOptions;
import org.cairndb.writer.ingest.JsonReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JsonTransactTest {
    private static final String SKU =
            "{\"db/attribute\": {\"ident\": \"p/sku\", \"type\": \"string\", \"unique\": \"identity\"}}";

    private final TestDatabase database = TestDatabase.inMemory();

    @AfterEach
    void close() {
        database.close();
    }

    private JsonReport run(int linesPerTransaction, String... lines) {
        return database.writer()
                .transactLines(
                        new BufferedReader(new StringReader(String.join("\n", lines))),
                        new JsonOptions(linesPerTransaction, done -> {}));
    }

    private Map<String, Object> bySku(String sku) {
        return database.entity(
                database.snapshot().findEntity(database.attribute("p/sku"), sku).orElseThrow());
    }

    @Test
    void undeclaredValuesTakeTheirJsonTypes() {
        JsonReport report = run(
                10,
                "{\"a/int\": 1, \"a/frac\": 1.5, \"a/text\": \"x\", \"a/flag\": true, \"a/sub\": {\"b/n\": 2},"
                        + " \"a/set\": [\"p\", \"q\"]}",
                "",
                "{\"a/frac\": 2}");
        assertThat(report.lines()).isEqualTo(2);
        assertThat(report.transactions()).isEqualTo(1);
        assertThat(database.attribute("a/int").type()).isEqualTo(ValueType.LONG);
        assertThat(database.attribute("a/frac").type()).isEqualTo(ValueType.DOUBLE);
        assertThat(database.attribute("a/sub").type()).isEqualTo(ValueType.REF);
        assertThat(database.attribute("a/set").isMany()).isTrue();
        assertThat(database.entity(1)).containsEntry("a/int", 1L).containsEntry("a/flag", true);
    }

    @Test
    void anAttributeIsRetiredAndDefinedAgain() {
        run(1, SKU, "{\"p/sku\": \"A\"}", "{\"db/retire\": \"p/sku\"}");
        assertThat(database.attribute("p/sku").isRetired()).isTrue();
        assertThatThrownBy(() -> run(1, "{\"p/sku\": \"B\"}"))
                .hasMessageContaining("Line 1: Attribute \"p/sku\" is retired");
        run(1, SKU, "{\"p/sku\": \"B\"}");
        assertThat(bySku("B")).containsEntry("p/sku", "B");
    }

    @Test
    void declaredTypesDecideHowStringsAndNumbersAreRead() {
        run(
                100,
                SKU,
                "{\"db/attribute\": {\"ident\": \"p/price\", \"type\": \"decimal\", \"precision\": 10, \"scale\": 2}}",
                "{\"db/attribute\": {\"ident\": \"p/at\", \"type\": \"instant\"}}",
                "{\"db/attribute\": {\"ident\": \"p/day\", \"type\": \"date\", \"indexed\": true, \"doc\": \"when\"}}",
                "{\"db/attribute\": {\"ident\": \"p/time\", \"type\": \"time\"}}",
                "{\"db/attribute\": {\"ident\": \"p/id\", \"type\": \"uuid\"}}",
                "{\"db/attribute\": {\"ident\": \"p/raw\", \"type\": \"bytes\"}}",
                "{\"db/attribute\": {\"ident\": \"p/state\", \"type\": \"keyword\"}}",
                "{\"db/attribute\": {\"ident\": \"p/next\", \"type\": \"ref\"}}",
                "{\"p/sku\": \"A\", \"p/price\": 0.1, \"p/at\": \"2024-01-01T12:00:00+02:00\", \"p/day\":"
                        + " \"2024-02-29\", \"p/time\": \"01:02:03\", \"p/id\": \"00112233-4455-6677-8899-aabbccddeeff\","
                        + " \"p/raw\": \"AP8=\", \"p/state\": \":on/sale\"}",
                "{\"p/sku\": \"B\", \"p/price\": \"12345678.90\", \"p/next\": {\"db/lookup\": [\"p/sku\", \"A\"]}}");
        assertThat(bySku("A"))
                .containsEntry("p/price", new BigDecimal("0.10"))
                .containsEntry("p/at", Instant.parse("2024-01-01T10:00:00Z"))
                .containsEntry("p/day", LocalDate.of(2024, 2, 29))
                .containsEntry("p/time", LocalTime.of(1, 2, 3))
                .containsEntry("p/id", UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"))
                .containsEntry("p/raw", Bytes.of(new byte[] {0, -1}))
                .containsEntry("p/state", new Keyword("on/sale"));
        assertThat(bySku("B")).containsEntry("p/next", 1L).containsEntry("p/price", new BigDecimal("12345678.90"));
        assertThat(database.attribute("p/day").doc()).contains("when");
    }

    @Test
    void operationsHaveForms() {
        run(
                1,
                SKU,
                "{\"p/sku\": \"A\", \"p/n\": 1, \"p/tags\": [\"x\", \"y\"]}",
                "{\"db/retract\": [{\"db/lookup\": [\"p/sku\", \"A\"]}, \"p/tags\", \"x\"]}",
                "{\"db/cas\": [1, \"p/n\", 1, 2]}",
                "{\"db/add\": [1, \"p/m\", 5]}",
                "{\"p/sku\": \"A\", \"p/m\": null}");
        assertThat(bySku("A")).isEqualTo(Map.of("p/sku", "A", "p/n", 2L, "p/tags", "y"));
        run(1, "{\"db/retractEntity\": 1}");
        assertThat(database.entity(1)).isEmpty();
    }

    @Test
    void arrayLineIsATransactionOfItsOwnWithMetadata() {
        JsonReport report = run(
                100,
                "{\"a/n\": 1}",
                "[{\"db/tx\": {\"tx/author\": \"ana\"}}, {\"db/id\": \"x\", \"a/n\": 2}, {\"a/other\": {\"db/id\":"
                        + " \"x\", \"a/m\": 3}}]",
                "{\"a/n\": 4}");
        assertThat(report.transactions()).isEqualTo(3);
        assertThat(report.firstTx()).isEqualTo(1);
        assertThat(report.lastTx()).isEqualTo(3);
        assertThat(database.entity(EntityIds.ofTx(2))).containsEntry("tx/author", "ana");
    }

    private void assertFails(ErrorCode code, String message, int linesPerTransaction, String... lines) {
        assertThatThrownBy(() -> run(linesPerTransaction, lines))
                .isInstanceOfSatisfying(
                        CairnException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    @Test
    void errorsNameTheLineAndWhatIsCommitted() {
        assertFails(ErrorCode.SOURCE_FAILED, "Line 2: not valid JSON", 100, "{\"a/n\": 1}", "{\"a/n\": ");
        assertFails(
                ErrorCode.SOURCE_FAILED,
                "Line 1: not valid JSON: Unexpected end-of-input: expected close marker for Object, at column 10;"
                        + " nothing",
                100,
                "{\"a/n\": 1");
        assertFails(
                ErrorCode.SOURCE_FAILED, "Line 1: not valid JSON: Duplicate field", 100, "{\"a/n\": 1, \"a/n\": 2}");
        assertThat(database.writer().snapshot().tx()).isZero();
        assertFails(
                ErrorCode.VALUE_INVALID,
                "; lines 1 to 2 are committed, the last as transaction 1",
                2,
                "{\"a/n\": 1}",
                "{\"a/n\": 2}",
                "{\"a/n\": 3}",
                "{\"a/n\": \"four\"}");
        assertThat(database.snapshot().tx()).isEqualTo(1);
    }

    @Test
    void brokenRuleIsTracedToItsLine() {
        run(1, SKU, "{\"db/attribute\": {\"ident\": \"p/code\", \"type\": \"long\", \"unique\": \"value\"}}");
        assertFails(
                ErrorCode.UNIQUE_CONFLICT,
                "Line 5: Attribute \"p/code\" is unique",
                100,
                "{\"p/sku\": \"A\", \"p/code\": 1}",
                "{\"p/sku\": \"B\", \"p/code\": 2}",
                "",
                "{\"p/sku\": \"C\", \"p/code\": 3}",
                "{\"p/sku\": \"D\", \"p/code\": 2}",
                "{\"p/sku\": \"E\", \"p/code\": 4}");
        assertThat(database.snapshot().tx()).isEqualTo(2);
    }

    @Test
    void wrongFormsAreExplained() {
        assertFails(ErrorCode.VALUE_INVALID, "Line 1: a line is an object", 1, "5");
        assertFails(ErrorCode.VALUE_INVALID, "\"db/cas\" takes an array of 4 elements", 1, "{\"db/cas\": [1]}");
        assertFails(ErrorCode.VALUE_INVALID, "too large for a long", 1, "{\"a/n\": 99999999999999999999}");
        assertFails(
                ErrorCode.VALUE_INVALID,
                "\"colour\" is not a type of attributes",
                1,
                "{\"db/attribute\": {\"ident\": \"a/x\", \"type\": \"colour\"}}");
        run(1, "{\"db/attribute\": {\"ident\": \"a/day\", \"type\": \"date\"}}");
        assertFails(ErrorCode.VALUE_INVALID, "\"tomorrow\" is no date", 1, "{\"a/day\": \"tomorrow\"}");
    }
}
