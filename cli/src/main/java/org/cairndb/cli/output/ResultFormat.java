package org.cairndb.cli.output;

import java.util.Locale;

/** The formats that a result can be printed in. */
public enum ResultFormat {
    /** Aligned columns for people. */
    TABLE,
    /** Comma-separated values as in RFC 4180. */
    CSV,
    /** A JSON array of objects. */
    JSON;

    /** The printer of this format. */
    public ResultPrinter printer() {
        return switch (this) {
            case TABLE -> new TablePrinter(true);
            case CSV -> new CsvPrinter();
            case JSON -> new JsonPrinter();
        };
    }

    /** The name as it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
