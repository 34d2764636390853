package org.cairndb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The command as a process of its own. */
class MainTest {
    private static Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.cairndb.cli.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("CAIRN_DEBUG");
        return builder.start();
    }

    private static CommandRun run(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new CommandRun(process.waitFor(), out, err);
    }

    @Test
    void exitCodeAndStreamsReachTheCaller() throws IOException, InterruptedException {
        assertThat(run("version")).isEqualTo(CommandRun.of("version"));
        assertThat(run("stat", "mem:überall"))
                .isEqualTo(CommandRun.of("stat", "mem:überall"))
                .extracting(CommandRun::code)
                .isEqualTo(2);
        assertThat(run("stat", "mem:nowhere")).isEqualTo(CommandRun.of("stat", "mem:nowhere"));
    }

    @Test
    void outputThatNobodyReadsEndsTheCommandWithAnError() throws IOException, InterruptedException {
        Process process = start("sql", "jdbc:hsqldb:res:chinook;user=SA;password=", "--format", "csv");
        process.getInputStream().close();
        process.getOutputStream().write("SELECT * FROM \"chinook\".\"Track\";\n".getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(err).startsWith("cairn: Cannot write to the standard output").hasLineCount(1);
    }
}
