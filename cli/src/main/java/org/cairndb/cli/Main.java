package org.cairndb.cli;

import java.io.PrintStream;

/** Entry point of the {@code cairn} command. */
public final class Main {
    private static final int USAGE_ERROR = 2;

    private Main() {}

    /** Runs the command named by the first argument and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(run(System.err));
    }

    static int run(PrintStream err) {
        err.println("usage: cairn <command> [arguments]");
        return USAGE_ERROR;
    }
}
