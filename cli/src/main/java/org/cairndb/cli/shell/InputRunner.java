package org.cairndb.cli.shell;

import java.util.List;
import java.util.Optional;

/** Feeds lines to a session: statements, which may take several lines, and commands, which begin with a backslash and take one. Not thread-safe. */
final class InputRunner {
    private final SqlSession session;
    private final ShellCommands commands;
    private StatementSplitter splitter = new StatementSplitter();

    /** What a line led to. */
    enum Outcome {
        SUCCESS,
        FAILURE,
        QUIT
    }

    InputRunner(SqlSession session) {
        this(session, Optional.empty());
    }

    InputRunner(SqlSession session, Optional<Pager> pager) {
        this.session = session;
        this.commands = new ShellCommands(session, pager);
    }

    Outcome line(String line) {
        if (!splitter.isInStatement() && line.stripLeading().startsWith("\\")) {
            return commands.run(line.strip());
        }
        return run(splitter.add(line));
    }

    /** Runs what is left without a semicolon. */
    Outcome end() {
        return run(splitter.finish());
    }

    private Outcome run(List<String> statements) {
        boolean success = session.runEach(statements);
        if (!success) {
            splitter = new StatementSplitter();
        }
        return success ? Outcome.SUCCESS : Outcome.FAILURE;
    }
}
