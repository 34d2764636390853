package org.cairndb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactCommandTest {
    private static final String WIDGET = "{\"product/name\": \"Widget\", \"product/price\": 9.99}\n";

    @TempDir
    private Path folder;

    private CommandRun transact(String input, String... more) {
        String[] arguments = new String[3 + more.length];
        arguments[0] = "transact";
        arguments[1] = shop();
        arguments[2] = "-";
        System.arraycopy(more, 0, arguments, 3, more.length);
        return CommandRun.withInput(input, arguments);
    }

    private String shop() {
        return folder.resolve("shop").toString();
    }

    private String query(String sql) {
        CommandRun run = CommandRun.of("sql", shop(), "--format", "csv", "-e", sql);
        assertThat(run.err()).isEmpty();
        return run.out();
    }

    @Test
    void linesOfTheStandardInputAreCommitted() {
        CommandRun run = transact(WIDGET);
        assertThat(run).isEqualTo(new CommandRun(0, run.out(), ""));
        assertThat(run.out()).matches("1 line committed as transaction 1\n.*1 PUT, .* waves?\\R");
        assertThat(query("SELECT name, price FROM product")).isEqualTo("name,price\r\nWidget,9.99\r\n");
    }

    @Test
    void linesOfAFileAreCommitted() throws IOException {
        Path file = folder.resolve("items.ndjson");
        Files.writeString(
                file,
                IntStream.range(0, 2500)
                        .mapToObj(i -> "{\"item/number\": " + i + "}")
                        .collect(Collectors.joining("\n")));
        assertThat(CommandRun.of("transact", shop(), file.toString()).out())
                .startsWith("2,500 lines committed as transactions 1 to 3\n")
                .contains(" PUTs, ");
        assertThat(query("SELECT SUM(number) AS s FROM item")).isEqualTo("s\r\n3123750\r\n");
    }

    @Test
    void authorAndReasonAreRecorded() {
        transact(WIDGET, "--author", "ana", "--reason", "first product");
        assertThat(CommandRun.of("log", shop()).out()).contains("tx/author=ana", "tx/reason=first product");
    }

    @Test
    void wrongLineIsNamedAndNothingOfItIsCommitted() {
        CommandRun run = transact(WIDGET + "{\"product/name\": \"Gadget\", \"product/price\": \"dear\"}\n");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("cairn: ")
                .containsIgnoringCase("line 2")
                .hasLineCount(1);
        assertThat(CommandRun.of("stat", shop()).code()).isEqualTo(1);
    }

    @Test
    void noLinesCommitNothing() {
        assertThat(transact("\n\n")).isEqualTo(new CommandRun(0, "Nothing to commit: there are no lines\n", ""));
    }

    @Test
    void missingFileIsAnErrorInOneLine() {
        assertThat(CommandRun.of("transact", shop(), "missing.json"))
                .isEqualTo(new CommandRun(1, "", "cairn: There is no file \"missing.json\"\n"));
    }

    @Test
    void pastVersionIsRefused() {
        transact(WIDGET);
        CommandRun run = CommandRun.withInput(WIDGET, "transact", shop() + "@1", "-");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).startsWith("cairn: ").hasLineCount(1);
    }

    @Test
    void memoryThatEndsWithTheCommandIsRefused() {
        assertThat(CommandRun.withInput(WIDGET, "transact", "mem:shop", "-"))
                .isEqualTo(
                        new CommandRun(
                                1,
                                "",
                                "cairn: \"mem:shop\" would be gone when the command ends; write to a folder, a bucket or an SQL database\n"));
    }
}
