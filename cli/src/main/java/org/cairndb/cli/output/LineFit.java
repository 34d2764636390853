package org.cairndb.cli.output;

import java.util.List;
import org.cairndb.cli.output.Column.Kind;

/** Narrows columns of text and bytes until a line fits. Numbers are never cut: a part of a number is a wrong number. */
final class LineFit {
    private static final int LEAST_WIDTH = 8;

    private final List<Column> columns;

    LineFit(List<Column> columns) {
        this.columns = columns;
    }

    /** Takes from the widest columns first; what cannot be saved stays too wide. */
    void fit(int[] widths, int available) {
        long surplus = -available;
        for (int i = 0; i < widths.length; i++) {
            if (isCuttable(i)) {
                widths[i] = Math.min(widths[i], Math.max(LEAST_WIDTH, available));
            }
            surplus += widths[i];
        }
        while (surplus > 0) {
            int limit = nextLimit(widths);
            if (limit < LEAST_WIDTH) {
                return;
            }
            surplus = narrow(widths, limit, surplus);
        }
    }

    /** One less than the widest column of text, so that equally wide ones shrink together. */
    private int nextLimit(int[] widths) {
        int widest = 0;
        for (int i = 0; i < widths.length; i++) {
            if (isCuttable(i)) {
                widest = Math.max(widest, widths[i]);
            }
        }
        return widest - 1;
    }

    private long narrow(int[] widths, int limit, long surplus) {
        long left = surplus;
        for (int i = 0; i < widths.length && left > 0; i++) {
            if (isCuttable(i) && widths[i] > limit) {
                widths[i] = limit;
                left--;
            }
        }
        return left;
    }

    private boolean isCuttable(int column) {
        Kind kind = columns.get(column).kind();
        return kind == Kind.TEXT || kind == Kind.BYTES;
    }
}
