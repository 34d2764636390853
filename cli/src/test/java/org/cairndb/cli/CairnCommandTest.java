package org.cairndb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.cairndb.cli.output.Console;
import org.cairndb.cli.output.ResultStream;
import org.cairndb.cli.output.Screen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CairnCommandTest {
    @Test
    void withoutACommandTheHelpGoesToTheErrorStream() {
        CommandRun run = CommandRun.of();
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("Commands:", "sql", "log", "stat", "check");
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help", "-h"})
    void helpListsTheCommands(String option) {
        CommandRun run = CommandRun.of(option);
        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("Commands:", "sql", "log", "stat", "check");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void helpExplainsACommand() {
        CommandRun run = CommandRun.of("help", "log");
        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("Usage: cairn log").contains("--datoms");
        assertThat(CommandRun.of("log", "--help")).isEqualTo(run);
    }

    @Test
    void versionIsPrinted() {
        assertThat(CommandRun.of("version").out()).startsWith("Cairn ").contains("Java " + Runtime.version());
        assertThat(CommandRun.of("--version")).isEqualTo(CommandRun.of("version"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    stt            | There is no command "stt"; did you mean "stat"?
                    xyzzy          | There is no command "xyzzy"; "cairn help" lists them
                    help xyzzy     | There is no command "xyzzy"; see "cairn help"
                    --bogus        | Unknown option: '--bogus'; see "cairn help"
                    stat           | Missing required parameter: 'LOCATION'; see "cairn help stat"
                    log -n x a     | Invalid value for option '--limit': 'x' is not a long; see "cairn help log"
                    log -n 0 a     | --limit takes a number from 1 on; see "cairn help log"
                    stat a b       | Unmatched argument at index 2: 'b'; see "cairn help stat"
                    """)
    void wrongUsageIsOneLineAndExitCodeTwo(String arguments, String message) {
        CommandRun run = CommandRun.of(arguments.split(" "));
        assertThat(run).isEqualTo(new CommandRun(2, "", "cairn: " + message + "\n"));
    }

    @Test
    void missingDatabaseIsOneLineAndExitCodeOne() {
        CommandRun run = CommandRun.of("stat", "mem:missing");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("cairn: There is no database at \"mem:missing\"")
                .hasLineCount(1);
    }

    @Test
    void debugShowsTheStackTrace() {
        assertThat(CommandRun.of("stat", "mem:missing", "--debug").err()).contains("\tat org.cairndb.");
        assertThat(CommandRun.of("--debug", "stat", "mem:missing").err()).contains("\tat org.cairndb.");
    }

    @Test
    void outputThatCannotBeWrittenIsOneLineAndExitCodeOne() {
        ResultStream full = new ResultStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        });
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                InputStream.nullInputStream(), full, new PrintStream(err, true, StandardCharsets.UTF_8), Screen.NONE);
        assertThat(CairnCommand.run(console, "version")).isEqualTo(1);
        assertThat(err).hasToString("cairn: Cannot write to the standard output: No space left on device\n");
    }
}
