package org.cairndb.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.cairndb.cli.output.Console;
import org.cairndb.cli.output.ResultStream;
import org.cairndb.cli.output.SystemScreen;

/** Entry point of the {@code cairn} command. */
public final class Main {
    private Main() {}

    /** Runs the command named by the first argument and exits with its code. */
    public static void main(String[] arguments) {
        // The streams stay open: closing them would take the error stream away from the JVM itself.
        ResultStream out = new ResultStream(new FileOutputStream(FileDescriptor.out));
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(CairnCommand.run(new Console(System.in, out, err, new SystemScreen()), arguments));
    }
}
