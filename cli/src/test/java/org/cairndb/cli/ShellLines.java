package org.cairndb.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Calls of {@code ./cairn} in a text as a person would type them: quoted words, which may span lines, input from {@code echo '...' |} or a here document,
 * and comments.
 */
final class ShellLines {
    private static final Pattern CALL = Pattern.compile(
            "(?:echo '(?<echo>[^']*)' \\| )?\\./cairn (?<words>.*?)(?: <<'(?<mark>\\w+)')?(?: +#.*)?", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    /** One call. */
    record Call(List<String> words, String input) {
        CommandRun run(UnaryOperator<String> word) {
            return CommandRun.withInput(input, words.stream().map(word).toArray(String[]::new));
        }
    }

    private ShellLines() {}

    /** The calls in a text, in order; lines that call something else are passed over. */
    static List<Call> calls(String text) {
        List<Call> calls = new ArrayList<>();
        Iterator<String> lines = text.lines().iterator();
        while (lines.hasNext()) {
            StringBuilder command = new StringBuilder(lines.next().strip());
            while (command.indexOf("./cairn") >= 0 && isQuoteOpen(command) && lines.hasNext()) {
                command.append('\n').append(lines.next());
            }
            Matcher call = CALL.matcher(command);
            if (call.matches()) {
                calls.add(new Call(words(call.group("words")), input(call, lines)));
            }
        }
        return calls;
    }

    private static boolean isQuoteOpen(CharSequence command) {
        return command.chars().filter(c -> c == '"').count() % 2 == 1;
    }

    private static String input(Matcher call, Iterator<String> lines) {
        if (call.group("mark") == null) {
            return call.group("echo") == null ? "" : call.group("echo");
        }
        StringBuilder document = new StringBuilder();
        String line = lines.next();
        while (!line.equals(call.group("mark"))) {
            document.append(line).append('\n');
            line = lines.next();
        }
        return document.toString();
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
            words.add(word.group().replaceAll("^[\"']|[\"']$", ""));
        }
        return words;
    }
}
