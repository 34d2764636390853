package org.cairndb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command as a process of its own. */
class MainTest {
    private static ProcessBuilder builder(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "org.cairndb.cli.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("CAIRN_DEBUG");
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder;
    }

    private static CommandRun run(String... arguments) throws IOException, InterruptedException {
        Process process = builder(arguments).start();
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
    void commandEndsQuietlyWhenNobodyReadsItsOutput() throws IOException, InterruptedException {
        Process process = builder("sql", "jdbc:hsqldb:res:chinook;user=SA;password=", "--format", "csv")
                .start();
        process.getInputStream().close();
        process.getOutputStream().write("SELECT * FROM \"chinook\".\"Track\";\n".getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        assertThat(process.getErrorStream().readAllBytes()).isEmpty();
        assertThat(process.waitFor()).isEqualTo(1);
    }
}
