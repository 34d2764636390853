package org.cairndb.cli.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.cairndb.cli.shell.InputRunner.Outcome;
import org.jspecify.annotations.Nullable;

/** Runs statements from the standard input, as they arrive, until the first that fails. */
public final class Script {
    private final SqlSession session;

    /** A script for a session. */
    public Script(SqlSession session) {
        this.session = session;
    }

    /**
     * Runs all input.
     *
     * @return whether every statement succeeded
     */
    public boolean run() throws IOException {
        InputRunner runner = new InputRunner(session);
        BufferedReader input =
                new BufferedReader(new InputStreamReader(session.console().in(), StandardCharsets.UTF_8));
        @Nullable String line = input.readLine();
        while (line != null) {
            Outcome outcome = runner.line(line);
            if (outcome != Outcome.SUCCESS) {
                return outcome == Outcome.QUIT;
            }
            line = input.readLine();
        }
        return runner.end() == Outcome.SUCCESS;
    }
}
