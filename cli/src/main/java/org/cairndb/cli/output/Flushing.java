package org.cairndb.cli.output;

/** Notices within a bounded number of rows that nobody takes the output any more. */
final class Flushing {
    private static final int ROWS_BETWEEN = 4096;

    private Flushing() {}

    static void afterRow(long count, Console console) {
        if (count % ROWS_BETWEEN == 0) {
            console.out().sendOn();
        }
    }
}
