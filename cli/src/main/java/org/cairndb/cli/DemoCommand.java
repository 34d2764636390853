package org.cairndb.cli;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.cairndb.cli.demo.Demo;
import org.cairndb.cli.output.Console;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the demonstration. */
@Command(
        name = "demo",
        description = "Build small databases, join them across stores and through time, and import and query another.")
final class DemoCommand implements Callable<Integer> {
    private final Console console;
    private final CairnCommand root;

    @Option(
            names = "--dir",
            paramLabel = "FOLDER",
            defaultValue = "cairn-demo",
            description =
                    "Where the databases go (${DEFAULT-VALUE} unless given); those of an earlier demo are replaced.")
    private Path folder;

    DemoCommand(Console console, CairnCommand root) {
        this.console = console;
        this.root = root;
    }

    @Override
    public Integer call() throws SQLException {
        boolean success = new Demo(console, folder, Clock.systemUTC()).run(root.errors());
        return success ? 0 : CairnCommand.FAILURE;
    }
}
