package org.cairndb.cli.output;

import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.cairndb.cli.output.Column.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Aligned columns under a heading.
 *
 * <p>The first rows decide how wide the columns are, so that a result of any length streams. On a terminal everything is cut to the line; elsewhere nothing
 * is, and a later, longer value pushes the rest of its line to the right.
 */
final class TablePrinter implements ResultPrinter {
    private static final int ROWS_THAT_DECIDE = 1000;
    private static final String NULL = "NULL";
    private static final String GAP = " | ";

    private final boolean counts;

    /** A printer that says how many rows there were, or does not. */
    TablePrinter(boolean counts) {
        this.counts = counts;
    }

    @Override
    public long print(Rows rows, Console console) throws SQLException {
        List<List<String>> first = read(rows, ROWS_THAT_DECIDE);
        List<Column> columns = rows.columns();
        Layout layout = new Layout(columns, first, console.screen());
        PrintStream out = console.out();
        out.println(layout.heading());
        out.println(layout.rule());
        long count = first.size();
        for (List<String> row : first) {
            out.println(layout.line(row));
        }
        while (rows.next()) {
            out.println(layout.line(cells(rows)));
            count++;
            Flushing.afterRow(count, console);
        }
        if (counts) {
            out.println(count == 1 ? "(1 row)" : "(" + NumberText.grouped(count) + " rows)");
        }
        console.out().sendOn();
        return count;
    }

    private static List<List<String>> read(Rows rows, int limit) throws SQLException {
        List<List<String>> read = new ArrayList<>();
        while (read.size() < limit && rows.next()) {
            read.add(cells(rows));
        }
        return read;
    }

    private static List<String> cells(Rows rows) throws SQLException {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < rows.columns().size(); i++) {
            @Nullable String value = rows.cell(i);
            cells.add(value == null ? NULL : CellText.visible(value));
        }
        return cells;
    }

    /** Widths of the columns of one table. */
    private static final class Layout {
        private final List<Column> columns;
        private final int[] widths;
        private final boolean cuts;

        Layout(List<Column> columns, List<List<String>> rows, Screen screen) {
            this.columns = columns;
            this.cuts = screen.isTerminal();
            this.widths = new int[columns.size()];
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(1, CellText.width(label(i)));
                for (List<String> row : rows) {
                    widths[i] = Math.max(widths[i], CellText.width(row.get(i)));
                }
            }
            if (cuts) {
                new LineFit(columns).fit(widths, screen.width() - GAP.length() * (widths.length - 1) - 2);
            }
        }

        private String label(int column) {
            return CellText.visible(columns.get(column).label());
        }

        String heading() {
            List<String> labels = new ArrayList<>();
            for (int i = 0; i < widths.length; i++) {
                labels.add(label(i));
            }
            return line(labels);
        }

        String rule() {
            StringBuilder rule = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                rule.append(i == 0 ? "" : "+").append("-".repeat(widths[i] + 2));
            }
            return rule.toString();
        }

        String line(List<String> cells) {
            StringBuilder line = new StringBuilder(" ");
            for (int i = 0; i < widths.length; i++) {
                line.append(i == 0 ? "" : GAP);
                appendCell(cells.get(i), i, line);
            }
            return line.toString().stripTrailing();
        }

        private void appendCell(String cell, int column, StringBuilder line) {
            boolean right = columns.get(column).kind() == Kind.NUMBER;
            String text = cuts && !right ? CellText.cut(cell, widths[column]) : cell;
            String padding = " ".repeat(Math.max(0, widths[column] - CellText.width(text)));
            line.append(right ? padding : "").append(text).append(right ? "" : padding);
        }
    }
}
