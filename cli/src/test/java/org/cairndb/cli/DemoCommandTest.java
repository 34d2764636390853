package org.cairndb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
    private static final String LAST_QUARTER = """
             name        | price | count
            -------------+-------+-------
             Widget      |  9.99 |   140
             Thingamajig |  3.75 |    58
            (2 rows)
            """;
    private static final String TODAY = LAST_QUARTER.replace(" 9.99", " 11.5").replace("3.75", "3.25");

    @TempDir
    private Path folder;

    private CommandRun demo() {
        return CommandRun.of("demo", "--dir", folder.resolve("demo").toString());
    }

    @Test
    void demoReplacesAnEarlierOneTellsItsStoriesAndEveryNextStepWorks() throws IOException {
        CommandRun.withInput(
                "{\"a/b\": 1}", "transact", folder.resolve("demo/catalog").toString(), "-");
        Files.writeString(folder.resolve("demo/.cairn-demo"), "");
        Path notes = Files.writeString(folder.resolve("demo/notes.txt"), "mine");
        try (Writer other = Writer.open(Location.parse("mem:inventory"), WriterOptions.DEFAULT)) {
            other.transact(Map.of("a/b", 1));
        }
        CommandRun demo = demo();
        assertThat(notes).hasContent("mine");
        assertThat(demo.err()).isEmpty();
        assertThat(demo.code()).isZero();
        assertThat(demo.out().split(Pattern.quote(LAST_QUARTER), -1)).hasSize(3);
        assertThat(demo.out().split(Pattern.quote(TODAY), -1)).hasSize(2);
        assertThat(demo.out()).contains("15,607 rows", " Iron Maiden  |         140 |  138.60\n", " USA     | 2012 |");

        List<String> done = new ArrayList<>();
        for (ShellLines.Call step : ShellLines.calls(demo.out())) {
            CommandRun run = step.run(word -> word);
            assertThat(run.err()).as(step.toString()).isEmpty();
            assertThat(run.code()).as(step.toString()).isZero();
            done.add(run.out());
        }
        assertThat(done).hasSize(8);
        assertThat(done.get(1)).contains(" Widget      |  1610\n");
        assertThat(done.get(5)).contains("tx/author=me").endsWith("(3 rows)\n");
        assertThat(done.get(7)).startsWith("Sound: ");
    }

    @Test
    void folderOfSomethingElseIsLeftAlone() throws IOException {
        Path other = Files.createDirectories(folder.resolve("demo").resolve("catalog"));
        CommandRun run = demo();
        assertThat(run)
                .isEqualTo(new CommandRun(
                        1,
                        "",
                        "cairn: \"%s\" is not empty and not from a demo; name another folder with --dir\n"
                                .formatted(folder.resolve("demo"))));
        assertThat(other).isEmptyDirectory();
    }
}
