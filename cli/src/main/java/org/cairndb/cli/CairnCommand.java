package org.cairndb.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.cairndb.cli.output.Console;
import org.cairndb.cli.output.ErrorReport;
import org.cairndb.cli.output.OutputLostException;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.store.Location;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The {@code cairn} command without a subcommand, and what all subcommands share. */
@Command(
        name = "cairn",
        description = "SQL over immutable databases in folders and buckets.",
        versionProvider = CairnVersion.class,
        footer = {
            "",
            "A location is a folder (./shop, file:/data/shop), and may end in a version:",
            "./shop@17 is the database after transaction 17, ./shop@2025-03-31 as it was on that day,",
            "./shop@feature a branch or tag, ./shop@main~3 three transactions ago.",
            "\"cairn help COMMAND\" explains a command. CAIRN_DEBUG=1 works like --debug."
        })
final class CairnCommand implements Callable<Integer> {
    /** Exit code of a command that failed. */
    static final int FAILURE = 1;

    private static final int WRONG_USAGE = 2;

    private static final String DEBUG_VARIABLE = "CAIRN_DEBUG";

    @Spec
    private CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces with errors.")
    private boolean debug = System.getenv(DEBUG_VARIABLE) != null;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Explain the command.")
    @SuppressWarnings("UnusedVariable") // picocli asks its own model
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version.")
    @SuppressWarnings("UnusedVariable") // picocli asks its own model
    private boolean version;

    /** Runs a command line on a console and gives its exit code: 0 for success, 1 for failure, 2 for a wrong command line. */
    static int run(Console console, String... arguments) {
        CairnCommand root = new CairnCommand();
        CommandLine line = new CommandLine(root)
                .addSubcommand(new DemoCommand(console, root))
                .addSubcommand(new SqlCommand(console, root))
                .addSubcommand(new ImportCommand(console))
                .addSubcommand(new TransactCommand(console))
                .addSubcommand(new LogCommand(console))
                .addSubcommand(new DiffCommand(console))
                .addSubcommand(new BranchCommand(console))
                .addSubcommand(new TagCommand(console))
                .addSubcommand(new MergeCommand(console))
                .addSubcommand(new StatCommand(console))
                .addSubcommand(new CheckCommand(console))
                .addSubcommand(new SyncCommand(console))
                .addSubcommand(new HelpCommand())
                .addSubcommand(new VersionCommand(console))
                .registerConverter(Location.class, CairnCommand::location)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((error, all) -> reportUsage(error, console))
                .setExecutionExceptionHandler((error, command, parsed) -> root.report(error, console));
        try {
            int code = line.execute(arguments);
            if (code == 0) {
                console.out().sendOn();
            } else {
                console.out().flush();
            }
            return code;
        } catch (Error | OutputLostException e) {
            return root.report(e, console);
        }
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return WRONG_USAGE;
    }

    /** How errors are reported, as the options say. */
    ErrorReport errors() {
        return new ErrorReport(debug);
    }

    private int report(Throwable error, Console console) {
        console.out().flush();
        if (!(error instanceof OutputLostException lost && lost.isReaderGone())) {
            errors().print(error, console.err());
        }
        return FAILURE;
    }

    private static int reportUsage(ParameterException error, Console console) {
        console.err().println("cairn: " + UsageMessage.of(error));
        return WRONG_USAGE;
    }

    private static Location location(String text) {
        try {
            return Location.parse(text);
        } catch (CairnException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
