package org.cairndb.cli.shell;

import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.impl.DefaultParser;

/** Tells the line editor that the input goes on until a statement is complete. */
final class StatementParser extends DefaultParser {
    StatementParser() {
        setQuoteChars(new char[0]);
        setEscapeChars(new char[0]);
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE && !isComplete(line)) {
            throw new EOFError(-1, -1, "The statement is not complete");
        }
        return super.parse(line, cursor, context);
    }

    private static boolean isComplete(String input) {
        if (input.stripLeading().startsWith("\\")) {
            return true;
        }
        StatementSplitter splitter = new StatementSplitter();
        splitter.add(input);
        return !splitter.isInStatement();
    }
}
