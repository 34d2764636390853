package org.cairndb.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.cairndb.cli.output.Console;
import org.cairndb.cli.output.SystemScreen;

/** Entry point of the {@code cairn} command. */
public final class Main {
    private static final int BUFFER_SIZE = 1 << 16;

    private Main() {}

    /** Runs the command named by the first argument and exits with its code. */
    public static void main(String[] arguments) {
        // The streams stay open: closing them would take the error stream away from the JVM itself.
        PrintStream out = stream(FileDescriptor.out, false);
        PrintStream err = stream(FileDescriptor.err, true);
        System.exit(CairnCommand.run(new Console(System.in, out, err, new SystemScreen()), arguments));
    }

    private static PrintStream stream(FileDescriptor descriptor, boolean flushesLines) {
        BufferedOutputStream buffer = new BufferedOutputStream(new FileOutputStream(descriptor), BUFFER_SIZE);
        return new PrintStream(buffer, flushesLines, StandardCharsets.UTF_8);
    }
}
