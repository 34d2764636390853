package org.cairndb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.LookupRef;
import org.cairndb.writer.tx.Operation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeShop() {
        try (Writer writer = open(folder.resolve("shop"))) {
            writer.transact(
                    Operation.define(AttributeSpec.builder("product/sku", ValueType.STRING)
                            .identity()
                            .build()),
                    Operation.define(AttributeSpec.builder("product/tags", ValueType.STRING)
                            .many()
                            .build()));
            writer.transact(product("W1", 10, "a"), product("W2", 20, "b"));
            writer.transact(
                    product("W1", 11, "c"),
                    product("W3", 30, "a"),
                    Operation.retractEntity(new LookupRef("product/sku", "W2")));
            writer.transact(Map.of("seller/name", "Ana"));
        }
    }

    private static Writer open(Path path) {
        return Writer.open(Location.ofFolder(path), WriterOptions.DEFAULT);
    }

    private static Operation product(String sku, long price, String tag) {
        return Operation.put(Map.of("product/sku", sku, "product/price", price, "product/tags", List.of(tag)));
    }

    private CommandRun diff(String from, String to, String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "diff";
        arguments[1] = folder.resolve("shop") + from;
        arguments[2] = folder.resolve("shop") + to;
        System.arraycopy(more, 0, arguments, 3, more.length);
        return CommandRun.of(arguments);
    }

    @Test
    void withoutATableChangesAreCounted() {
        CommandRun run = diff("@2", "", "--format", "csv");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        "table,inserted,updated,deleted", "product,1,1,1", "product__tags,2,0,1", "seller,1,0,0");
        assertThat(diff("", "@main~1", "--format", "csv").out().lines())
                .containsExactly("table,inserted,updated,deleted", "seller,0,0,1");
        assertThat(diff("@3", "@main~1").out()).endsWith("(0 rows)\n");
    }

    @Test
    void rowsOfATableAreShownAsTheyWereAndAsTheyAre() {
        CommandRun run = diff("@2", "@3", "product", "--format", "csv");
        assertThat(run.out().lines())
                .contains("_id,_change,old_sku,new_sku,old_price,new_price")
                .anyMatch(line -> line.endsWith(",update,W1,W1,10,11"))
                .anyMatch(line -> line.endsWith(",delete,W2,,20,"))
                .anyMatch(line -> line.endsWith(",insert,,W3,,30"))
                .hasSize(4);
        assertThat(diff("@2", "@4", "seller", "--format", "json").out()).contains("\"insert\"", "\"Ana\"");
    }

    @Test
    void copiesAreComparedAndOtherDatabasesAreNot() {
        String copy = folder.resolve("copy").toString();
        CommandRun.of("sync", folder.resolve("shop").toString(), copy);
        try (Writer writer = open(folder.resolve("copy"))) {
            writer.transact(product("W3", 31, "a"));
        }
        assertThat(CommandRun.of("diff", folder.resolve("shop").toString(), copy)
                        .out())
                .contains(" product |", "(1 row)");
        try (Writer writer = open(folder.resolve("other"))) {
            writer.transact(product("W3", 31, "a"));
        }
        CommandRun other = CommandRun.of("diff", copy, folder.resolve("other").toString());
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).contains("hold different databases");
    }

    @Test
    void unknownTableIsAnError() {
        CommandRun run = diff("@2", "@3", "nothing");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("There is no table \"from.nothing\"");
    }
}
