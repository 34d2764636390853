package org.cairndb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first page does what it says. */
class ReadmeTest {
    private static final Pattern SHELL_BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern INDENTED = Pattern.compile("(?:^ {4}.*\n)+", Pattern.MULTILINE);

    @TempDir
    private Path folder;

    /** Databases go into the test's folder. */
    private String moved(String word) {
        return word.replaceFirst("^(jdbc:h2:)?(cairn-demo|my-shop|my-music)", "$1" + folder + "/$2");
    }

    private CommandRun run(ShellLines.Call call) {
        if (call.words().get(0).equals("demo")) {
            return CommandRun.of("demo", "--dir", moved("cairn-demo"));
        }
        return call.run(this::moved);
    }

    @Test
    void commandsOfTheFirstPageWorkOneAfterTheOther() throws IOException {
        String page = Files.readString(Path.of("..", "README.md"));
        List<ShellLines.Call> calls = ShellLines.calls(
                SHELL_BLOCK.matcher(page).results().map(block -> block.group(1)).collect(Collectors.joining()));
        assertThat(calls).hasSizeGreaterThan(10);
        StringBuilder out = new StringBuilder();
        for (ShellLines.Call call : calls) {
            CommandRun run = run(call);
            assertThat(run.err()).as(call.toString()).doesNotContain("cairn: ");
            assertThat(run.code()).as(call.toString()).isZero();
            out.append(run.out());
        }
        String shown = INDENTED.matcher(page)
                .results()
                .map(block -> block.group())
                .findFirst()
                .orElseThrow();
        assertThat(out).contains(shown.replaceAll("(?m)^ {4}", ""));
    }
}
