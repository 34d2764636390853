package org.cairndb.cli.output;

import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.cairndb.cli.output.Column.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A JSON array with one object per line, so that it can be read as a whole or line by line. Numbers keep all their digits, and bytes are in base64, as
 * {@code cairn transact} takes them.
 */
final class JsonPrinter implements ResultPrinter {
    @Override
    public long print(Rows rows, Console console) throws SQLException {
        PrintStream out = console.out();
        List<String> names = names(rows.columns());
        StringBuilder line = new StringBuilder();
        out.print('[');
        long count = 0;
        while (rows.next()) {
            line.setLength(0);
            line.append(count == 0 ? "\n{" : ",\n{");
            for (int i = 0; i < names.size(); i++) {
                line.append(i == 0 ? "" : ",").append(names.get(i)).append(':');
                appendValue(rows.cell(i), rows.columns().get(i).kind(), line);
            }
            out.append(line.append('}'));
            count++;
            Flushing.afterRow(count, console);
        }
        out.print(count == 0 ? "]\n" : "\n]\n");
        console.out().sendOn();
        return count;
    }

    /** The column labels as JSON text; a label that occurs again gets a number, because names in an object should differ. */
    private static List<String> names(List<Column> columns) {
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (Column column : columns) {
            String name = column.label();
            for (int number = 2; !taken.add(name); number++) {
                name = column.label() + "_" + number;
            }
            StringBuilder text = new StringBuilder();
            appendText(name, text);
            names.add(text.toString());
        }
        return names;
    }

    private static void appendValue(@Nullable String value, Kind kind, StringBuilder line) {
        if (value == null) {
            line.append("null");
            return;
        }
        switch (kind) {
            case BOOLEAN -> line.append(value);
            case NUMBER -> appendNumber(value, line);
            case BYTES ->
                appendText(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(value)), line);
            case TEXT -> appendText(value, line);
        }
    }

    private static void appendNumber(String number, StringBuilder line) {
        if (isFinite(number)) {
            line.append(number);
        } else {
            appendText(number, line);
        }
    }

    /** JSON has no NaN and no infinity; they become text. */
    private static boolean isFinite(String number) {
        char last = number.charAt(number.length() - 1);
        return last >= '0' && last <= '9';
    }

    private static void appendText(String text, StringBuilder line) {
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> line.append("\\\"");
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> appendCharacter(c, line);
            }
        }
        line.append('"');
    }

    private static void appendCharacter(char c, StringBuilder line) {
        if (c < ' ' || c == '\u007f') {
            line.append("\\u%04x".formatted((int) c));
        } else {
            line.append(c);
        }
    }
}
