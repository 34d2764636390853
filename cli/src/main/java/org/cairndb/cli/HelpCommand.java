package org.cairndb.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains the command or one of its subcommands. */
@Command(name = "help", description = "Explain a command, or list them all.")
final class HelpCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "COMMAND", arity = "0..1", description = "The command to explain.")
    private @Nullable String command;

    @Override
    public void run() {
        CommandLine root = spec.root().commandLine();
        CommandLine explained = command == null ? root : root.getSubcommands().get(command);
        if (explained == null) {
            throw new ParameterException(spec.commandLine(), "There is no command \"%s\"".formatted(command));
        }
        explained.usage(root.getOut());
    }
}
