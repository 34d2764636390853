package org.cairndb.cli.output;

import java.sql.SQLException;

/** Prints results to the standard output of a console as they arrive. */
public interface ResultPrinter {
    /** Aligned columns, and nothing below them. */
    static ResultPrinter bareTable() {
        return new TablePrinter(false);
    }

    /**
     * Prints all rows.
     *
     * @return how many there were
     * @throws OutputLostException if nobody takes the output any more
     */
    long print(Rows rows, Console console) throws SQLException;
}
