package org.cairndb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands branch, tag and merge. */
class BranchCommandsTest {
    @TempDir
    private Path folder;

    private String shop = "";

    /** Transaction 1 defines, 2 adds W1 at price 2, which is entity 1, and 3 makes that 3. */
    @BeforeEach
    void write() {
        shop = folder.toString();
        commit("", 2);
        commit("", 3);
    }

    private void commit(String version, long price) {
        try (Writer writer = Writer.open(Location.parse(shop + version), WriterOptions.DEFAULT)) {
            if (writer.snapshot().tx() == 0) {
                writer.transact(Operation.define(AttributeSpec.builder("product/sku", ValueType.STRING)
                        .identity()
                        .build()));
            }
            writer.transact(Map.of("product/sku", "W1", "product/price", price));
        }
    }

    @Test
    void branchesAreCreatedListedAndDeleted() {
        assertThat(run("branch", shop, "feature").out())
                .matches("Branch \"feature\" begins at transaction 3 \\([0-9a-f]{12}\\)\\R");
        assertThat(run("branch", shop, "old", "--at", "main~1").out())
                .startsWith("Branch \"old\" begins at transaction 2");
        assertThat(run("branch", shop + "@2", "older").out()).startsWith("Branch \"older\" begins at transaction 2");
        assertThat(run("branch", shop, "--format", "csv").out().lines().map(line -> line.split(",")[0]))
                .containsExactly("name", "feature", "main", "old", "older");
        assertThat(price("@old")).isEqualTo("2");
        assertThat(run("branch", shop, "old", "--delete").out())
                .startsWith("Branch \"old\" is deleted; it was at transaction 2");
        CommandRun gone = CommandRun.of("sql", shop + "@old", "-e", "SELECT 1");
        assertThat(gone.code()).isEqualTo(1);
        assertThat(gone.err()).contains("has no version \"old\"").hasLineCount(1);
    }

    @Test
    void tagsAreCreatedListedAndDeleted() {
        assertThat(run("tag", shop, "v1", "--at", "2").out()).startsWith("Tag \"v1\" names transaction 2");
        assertThat(run("tag", shop, "--format", "csv").out().lines().map(line -> line.split(",")[0]))
                .containsExactly("name", "v1");
        assertThat(price("@v1")).isEqualTo("2");
        assertThat(run("check", shop + "@v1").out()).startsWith("Sound: 2 transactions");
        assertThat(run("log", shop + "@v1", "--format", "csv").out()).hasLineCount(3);
        CommandRun refused = CommandRun.withInput("{}", "transact", shop + "@tags/v1", "-");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("\"v1\" is a tag");
        assertThat(run("tag", shop, "v1", "--delete").out()).startsWith("Tag \"v1\" is deleted");
        assertThat(CommandRun.of("tag", shop, "v1", "--delete").err()).contains("has no version \"v1\"");
    }

    @Test
    void mergesTakeOverOrListConflicts() {
        run("branch", shop, "feature");
        commit("@feature", 5);
        assertThat(run("merge", shop + "@feature", "main").out()).startsWith("feature: nothing to do");
        commit("", 4);
        CommandRun conflict = CommandRun.of("merge", shop, "feature", "--format", "csv");
        assertThat(conflict.code()).isEqualTo(1);
        assertThat(conflict.out().lines())
                .containsExactly("entity,attribute,base,ours,theirs,kind,held_by", "1,product/price,3,4,5,value,");
        assertThat(conflict.err())
                .startsWith("cairn: Nothing was merged, because of 1 conflicts")
                .hasLineCount(1);
        assertThat(CommandRun.of("merge", shop, "feature", "--fast-forward-only")
                        .err())
                .contains("cannot be fast-forwarded");
        assertThat(run("merge", shop, "feature", "--resolve", "1:product/price=7", "--author", "ana")
                        .out())
                .startsWith("main: merged \"feature\" as transaction 5");
        assertThat(price("")).isEqualTo("7");
        assertThat(run("merge", shop + "@feature", "main").out())
                .startsWith("feature: merged \"main\" as transaction 5");
        assertThat(price("@feature")).isEqualTo("7");
    }

    @Test
    void aBranchThatIsAheadIsTakenOver() {
        run("branch", shop, "feature");
        commit("@feature", 5);
        assertThat(run("merge", shop, "feature").out()).isEqualTo("main: fast-forwarded to transaction 4\n");
        assertThat(price("")).isEqualTo("5");
    }

    @Test
    void wrongUsageIsExplained() {
        assertThat(CommandRun.of("branch", shop, "--delete").code()).isEqualTo(2);
        assertThat(CommandRun.of("tag", shop, "v1", "--delete", "--at", "1").code())
                .isEqualTo(2);
        assertThat(CommandRun.of("merge", shop, "main", "--ours", "--theirs").code())
                .isEqualTo(2);
        assertThat(CommandRun.of("merge", shop, "main", "--resolve", "x").code())
                .isEqualTo(2);
        assertThat(CommandRun.of("merge", shop, "main", "--resolve", "1:product/price=dear")
                        .err())
                .contains("\"dear\" is no long");
        assertThat(CommandRun.of("branch", shop, "main").err()).contains("has a branch \"main\" already");
        assertThat(CommandRun.of("branch", shop + "-nowhere").err()).contains("There is no database");
    }

    private static CommandRun run(String... arguments) {
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return run;
    }

    private String price(String version) {
        return run("sql", "shop=" + shop + version, "-e", "SELECT price FROM product", "--format", "csv")
                .out()
                .lines()
                .skip(1)
                .findFirst()
                .orElse("");
    }
}
