package org.cairndb.cli.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.cairndb.cli.output.Console;
import org.cairndb.cli.output.ResultStream;
import org.cairndb.cli.output.Screen;
import org.cairndb.cli.shell.InputRunner.Outcome;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;

/** The interactive shell: line editing, history, statements over several lines. */
public final class Shell {
    private static final String WELCOME = "Cairn. \\? for help, \\q to quit; a statement ends with a semicolon.";

    private final SqlSession outer;
    private final Path history;

    /**
     * A shell over a session.
     *
     * @param history file that keeps what was entered
     */
    public Shell(SqlSession session, Path history) {
        this.outer = session;
        this.history = history;
    }

    /** Reads and runs until the person leaves. */
    public void run() throws IOException {
        try (Terminal terminal =
                TerminalBuilder.builder().system(true).dumb(true).build()) {
            run(terminal);
        }
    }

    void run(Terminal terminal) {
        Console console = outer.console();
        var pager = new Pager(console.out(), terminal);
        var paged = new ResultStream(pager);
        SqlSession session = outer.on(new Console(console.in(), paged, console.err(), screenOf(terminal)));
        InputRunner runner = new InputRunner(session, Optional.of(pager));
        LineReader reader = reader(terminal, session);
        console.out().println(WELCOME);
        console.out().flush();
        Outcome outcome = Outcome.SUCCESS;
        while (outcome != Outcome.QUIT) {
            try {
                String input = reader.readLine("cairn> ");
                pager.begin();
                outcome = interruptibly(terminal, session, () -> runner.line(input));
                paged.flush();
                console.out().flush();
            } catch (Pager.StoppedException e) {
                // Drops what is still on its way to the screen.
                paged.flush();
                console.out().flush();
                outcome = Outcome.SUCCESS;
            } catch (UserInterruptException e) {
                // Ctrl-C at the prompt drops what was typed.
                outcome = Outcome.SUCCESS;
            } catch (EndOfFileException e) {
                outcome = Outcome.QUIT;
            }
        }
    }

    private LineReader reader(Terminal terminal, SqlSession session) {
        LineReader reader = LineReaderBuilder.builder()
                .appName("cairn")
                .terminal(terminal)
                .parser(new StatementParser())
                .completer(new NameCompleter(session))
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.CASE_INSENSITIVE, true)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "    -> ")
                .build();
        if (HistoryFile.prepare(history)) {
            reader.setVariable(LineReader.HISTORY_FILE, history);
        }
        return reader;
    }

    private interface Action {
        Outcome run();
    }

    private static Outcome interruptibly(Terminal terminal, SqlSession session, Action action) {
        SignalHandler before = terminal.handle(Signal.INT, signal -> session.cancel());
        try {
            return action.run();
        } finally {
            terminal.handle(Signal.INT, before);
        }
    }

    private static Screen screenOf(Terminal terminal) {
        return new Screen() {
            @Override
            public boolean isTerminal() {
                return true;
            }

            @Override
            public int width() {
                return terminal.getWidth() > 0 ? terminal.getWidth() : Integer.MAX_VALUE;
            }
        };
    }
}
