package org.cairndb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.commit.FlushBounds;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncCommandTest {
    @TempDir
    private Path folder;

    private String shop;
    private String copy;

    @BeforeEach
    void name() {
        shop = folder.resolve("shop").toString();
        copy = folder.resolve("copy").toString();
    }

    private static void write(String database, Object... skus) {
        WriterOptions options = WriterOptions.DEFAULT.flushBounds(new FlushBounds(0, 0, 0));
        try (Writer writer = Writer.open(Location.parse(database), options)) {
            for (Object sku : skus) {
                writer.transact(Map.of("product/sku", sku));
            }
        }
    }

    @Test
    void aCopyIsMadeAndBroughtUpToDate() {
        write(shop, "W001", "W002");

        CommandRun first = CommandRun.of("sync", shop, copy);
        assertThat(first.err()).isEmpty();
        assertThat(first.code()).isZero();
        assertThat(first.out())
                .containsPattern(
                        "^main: copied from the beginning to transaction 2: \\d+ nodes, [0-9.]+ KiB; already there: 0 nodes, 0 bytes\n"
                                + "main: requests to the source: \\d+ GET, 0 PUT, 0 LIST; to the destination: \\d+ GET, \\d+ PUT, \\d+ LIST\n$");
        assertThat(CommandRun.of("check", copy).code()).isZero();
        assertThat(CommandRun.of("sync", shop, copy).out())
                .isEqualTo("main: nothing to do, both are at transaction 2\n");

        write(shop, "W003");
        assertThat(CommandRun.of("sync", shop, copy).out())
                .startsWith("main: copied from transaction 2 to transaction 3: ");
        assertThat(CommandRun.of("log", copy, "--format", "csv").out())
                .isEqualTo(CommandRun.of("log", shop, "--format", "csv").out());
    }

    @Test
    void branchesAreNamedOrAllCopied() {
        write(shop + "@main", "W001");

        assertThat(CommandRun.of("sync", shop + "@main", copy + "@main").code()).isZero();
        assertThat(CommandRun.of("sync", "--all", shop, copy).out()).startsWith("main: nothing to do");
        assertThat(CommandRun.of("sync", shop + "@feature", copy).err())
                .contains("has no branch \"feature\"")
                .hasLineCount(1);
    }

    @Test
    void aCopyThatIsAheadIsLeftAlone() {
        write(shop, "W001");
        CommandRun.of("sync", shop, copy);
        write(copy, "W002");

        CommandRun run = CommandRun.of("sync", shop, copy);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("cairn: Branch \"main\" of \"file:" + copy + "\" is ahead")
                .hasLineCount(1);
        assertThat(CommandRun.of("sync", copy, shop).code()).isZero();
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        write(shop, "W001");

        assertThat(CommandRun.of("sync", shop + "@1", copy).err()).contains("needs a whole branch");
        assertThat(CommandRun.of("sync", shop, copy + "@other").err()).contains("\"main\" cannot become \"other\"");
        assertThat(CommandRun.of("sync", "--all", shop + "@main", copy).err()).contains("leave \"@\" out");
        assertThat(CommandRun.of("sync", shop, "mem:copy").err()).contains("would be gone when the command ends");
        assertThat(CommandRun.of("sync", folder.resolve("none").toString(), copy)
                        .err())
                .contains("There is no database");
        assertThat(folder.resolve("copy")).doesNotExist();
    }
}
