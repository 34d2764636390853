package org.cairndb.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command line, in one line that says where to read on. */
final class UsageMessage {
    private UsageMessage() {}

    static String of(ParameterException error) {
        CommandLine command = error.getCommandLine();
        boolean root = command.getParent() == null;
        if (root && error instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            return "There is no command \"%s\"; %s"
                    .formatted(unmatched.getUnmatched().get(0), hint(unmatched));
        }
        String name = command.getCommandName();
        String help = root || name.equals("help") ? "cairn help" : "cairn help " + name;
        return "%s; see \"%s\"".formatted(String.valueOf(error.getMessage()).replace('\n', ' '), help);
    }

    private static String hint(UnmatchedArgumentException unmatched) {
        List<String> similar = unmatched.getSuggestions();
        return similar.isEmpty() ? "\"cairn help\" lists them" : "did you mean \"%s\"?".formatted(similar.get(0));
    }
}
