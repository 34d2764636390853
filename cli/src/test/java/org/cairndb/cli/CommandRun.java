package org.cairndb.cli;

import org.cairndb.cli.output.CapturedConsole;

/** What one run of the command printed and returned. */
record CommandRun(int code, String out, String err) {
    static CommandRun of(String... arguments) {
        return on(CapturedConsole.create(), arguments);
    }

    static CommandRun withInput(String input, String... arguments) {
        return on(CapturedConsole.withInput(input), arguments);
    }

    private static CommandRun on(CapturedConsole console, String... arguments) {
        int code = CairnCommand.run(console.console(), arguments);
        return new CommandRun(code, console.out(), console.err());
    }
}
