package org.cairndb.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cairndb.cli.output.Console;
import org.cairndb.cli.output.ResultFormat;
import org.cairndb.cli.shell.Script;
import org.cairndb.cli.shell.Shell;
import org.cairndb.cli.shell.SqlSession;
import org.cairndb.cli.shell.ViewCommits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Queries databases with SQL: statements given, a script on the standard input, or an interactive shell. */
@Command(
        name = "sql",
        description = {
            "Query databases with SQL.",
            "Without -e, statements are read from the standard input; on a terminal that is an interactive shell."
        },
        footer = {
            "",
            "Each database is a schema, named by the last part of its location or as NAME=LOCATION says:",
            "  cairn sql ./catalog stock=./inventory -e 'SELECT * FROM catalog.product'"
        })
final class SqlCommand implements Callable<Integer> {
    private final Console console;
    private final CairnCommand root;

    @Parameters(
            paramLabel = "DATABASE",
            arity = "1..*",
            description = "A location, NAME=LOCATION, or a single jdbc:cairn: URL.")
    private List<String> databases = new ArrayList<>();

    @Option(
            names = {"-e", "--execute"},
            paramLabel = "SQL",
            description = "Statements to run, separated by semicolons; may be given several times.")
    private List<String> statements = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "Print results as ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE} unless given).")
    private ResultFormat format;

    SqlCommand(Console console, CairnCommand root) {
        this.console = console;
        this.root = root;
    }

    @Override
    public Integer call() throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(ConnectionUrl.of(databases))) {
            SqlSession session = new SqlSession(
                    connection,
                    console,
                    new SqlSession.Settings(
                            format, root.errors(), new ViewCommits(ConnectionUrl.locations(databases))));
            return run(session) ? 0 : CairnCommand.FAILURE;
        }
    }

    private boolean run(SqlSession session) throws IOException {
        if (!statements.isEmpty()) {
            return statements.stream().allMatch(session::runAll);
        }
        if (!console.screen().isTerminal()) {
            return new Script(session).run();
        }
        new Shell(session, historyFile()).run();
        return true;
    }

    private static Path historyFile() {
        Path state = Optional.ofNullable(System.getenv("XDG_STATE_HOME"))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "state"));
        return state.resolve("cairn").resolve("history");
    }
}
