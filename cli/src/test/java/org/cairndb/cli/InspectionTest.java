package org.cairndb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.commit.FlushBounds;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.cairndb.writer.tx.Transact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that look into a database: log, stat and check. */
class InspectionTest {
    private static final Instant START = Instant.parse("2025-03-31T12:00:00Z");

    @TempDir
    private Path folder;

    private void writeShop() {
        WriterOptions options = WriterOptions.DEFAULT.clock(Clock.fixed(START, ZoneOffset.UTC));
        try (Writer writer = Writer.open(Location.ofFolder(folder), options)) {
            writer.transact(Operation.define(AttributeSpec.builder("product/sku", ValueType.STRING)
                    .identity()
                    .build()));
            writer.transact(Transact.builder()
                    .put(Map.of("product/sku", "W001", "product/price", 9.5))
                    .metadata("tx/author", "ana")
                    .metadata("tx/reason", "first price")
                    .build());
            writer.transact(Map.of("product/sku", "W001", "product/price", 8.0));
        }
    }

    @Test
    void logListsTheNewestTransactionsFirst() {
        writeShop();
        CommandRun run = CommandRun.of("log", folder.toString(), "--format", "csv");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines.get(0)).isEqualTo("tx,instant,datoms,metadata");
        assertThat(lines.get(1)).matches("3,2025-03-31T12:00:00\\.000002Z,\\d+,\"\"");
        assertThat(lines.get(2))
                .matches("2,2025-03-31T12:00:00\\.000001Z,\\d+,\"tx/author=ana, tx/reason=first price\"");
        assertThat(lines.get(3)).matches("1,2025-03-31T12:00:00Z,\\d+,\"\"");
    }

    @Test
    void logStopsAtItsLimitAndBeginsAtAVersion() {
        writeShop();
        assertThat(CommandRun.of("log", folder.toString(), "-n", "2").out())
                .contains(" 3 | ", " 2 | ")
                .doesNotContain(" 1 | ")
                .endsWith("(2 rows)\n");
        assertThat(CommandRun.of("log", folder + "@2", "-n", "1").out())
                .contains("ana")
                .endsWith("(1 row)\n");
    }

    @Test
    void logShowsWhatWasAddedAndRetracted() {
        writeShop();
        CommandRun run = CommandRun.of("log", folder.toString(), "-n", "1", "--datoms", "--format", "csv");
        assertThat(run.out().lines())
                .contains("3,false,1,product/price,9.5", "3,true,1,product/price,8")
                .noneMatch(line -> line.contains("_presence") || line.contains("txNonce"));
        assertThat(CommandRun.of("log", folder.toString(), "--datoms").out())
                .contains("product/sku", "W001", "tx/author", "ana", "db/ident");
    }

    @Test
    void statShowsAttributesIndexesAndSizes() {
        writeShop();
        String out = CommandRun.of("stat", folder.toString()).out();
        assertThat(out)
                .contains("| file:" + folder)
                .containsPattern("tx +\\| 3\n")
                .contains("2025-03-31T12:00:00.000002Z")
                .containsPattern("tail +\\| 3 transactions, \\d+ datoms, \\d+ bytes")
                .containsPattern("product/sku +\\| string +\\| identity +\\| +1 \\| +1\n")
                .containsPattern("product/price +\\| double +\\| +\\| +1 \\|")
                .containsPattern("EAVT +\\| +0 \\| +0 \\| +0 \\| 0 bytes")
                .doesNotContain("_presence");
    }

    @Test
    void statAndCheckCountEveryNodeOnce() throws IOException {
        WriterOptions options = WriterOptions.DEFAULT.flushBounds(new FlushBounds(0, 0, 0));
        try (Writer writer = Writer.open(Location.ofFolder(folder), options)) {
            writer.transact(Transact.of(IntStream.range(0, 30_000)
                    .mapToObj(i -> Operation.put(Map.of("item/number", i, "item/name", "Item " + i)))
                    .toList()));
        }
        String out = CommandRun.of("stat", folder.toString()).out();
        try (Stream<Path> files = Files.walk(folder.resolve("nodes"))) {
            long nodes = files.filter(Files::isRegularFile).count();
            assertThat(CommandRun.of("check", folder.toString()).out()).contains(" %d nodes ".formatted(nodes));
            assertThat(out).containsPattern("total +\\| +[0-9,]+ \\| +2 \\| +%d \\|".formatted(nodes));
        }
        assertThat(out).containsPattern("bytes per datom +\\| \\d+\\.\\d, all indexes and history included");
    }

    @Test
    void checkFindsASoundDatabaseSound() {
        writeShop();
        CommandRun run = CommandRun.of("check", folder.toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("Sound: 3 transactions, ").hasLineCount(1);
        assertThat(run.code()).isZero();
    }

    @Test
    void checkNamesWhatIsDamaged() throws IOException {
        WriterOptions options = WriterOptions.DEFAULT.flushBounds(new FlushBounds(0, 0, 0));
        try (Writer writer = Writer.open(Location.ofFolder(folder), options)) {
            writer.transact(Map.of("item/name", "one"));
        }
        Path node;
        try (Stream<Path> files = Files.walk(folder.resolve("nodes"))) {
            node = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(node);
        bytes[bytes.length / 2] ^= 1;
        Files.write(node, bytes);

        CommandRun run = CommandRun.of("check", folder.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains(node.getFileName().toString());
        assertThat(run.err()).startsWith("cairn: ").contains("is damaged").hasLineCount(1);
    }

    @Test
    void wholeBranchCommandsRefuseAPastVersion() {
        writeShop();
        for (String command : List.of("stat", "check")) {
            CommandRun run = CommandRun.of(command, folder + "@2");
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err()).contains("needs a whole branch").hasLineCount(1);
        }
    }
}
