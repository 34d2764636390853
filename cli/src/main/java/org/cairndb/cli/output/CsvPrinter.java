package org.cairndb.cli.output;

import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Comma-separated values as in RFC 4180, with a heading. NULL is an empty field, and the empty text is a quoted one. */
final class CsvPrinter implements ResultPrinter {
    private static final String LINE_END = "\r\n";

    @Override
    public long print(Rows rows, Console console) throws SQLException {
        PrintStream out = console.out();
        List<Column> columns = rows.columns();
        for (int i = 0; i < columns.size(); i++) {
            printField(columns.get(i).label(), i, out);
        }
        out.print(LINE_END);
        long count = 0;
        while (rows.next()) {
            for (int i = 0; i < columns.size(); i++) {
                printField(rows.cell(i), i, out);
            }
            out.print(LINE_END);
            count++;
            Flushing.afterRow(count, console);
        }
        console.out().sendOn();
        return count;
    }

    private static void printField(@Nullable String value, int ordinal, PrintStream out) {
        if (ordinal > 0) {
            out.print(',');
        }
        if (value != null) {
            out.print(needsQuotes(value) ? '"' + value.replace("\"", "\"\"") + '"' : value);
        }
    }

    private static boolean needsQuotes(String value) {
        for (int i = 0; i < value.length(); i++) {
            switch (value.charAt(i)) {
                case ',', '"', '\r', '\n' -> {
                    return true;
                }
                default -> {}
            }
        }
        return value.isEmpty() || value.charAt(0) == ' ' || value.charAt(value.length() - 1) == ' ';
    }
}
