package org.cairndb.writer.ingest;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;

/** How a source quotes names. */
record Quoting(String quote) {
    static Quoting of(DatabaseMetaData metadata) throws SQLException {
        return new Quoting(metadata.getIdentifierQuoteString().trim());
    }

    String quoted(String name) {
        return quote.isEmpty() ? name : quote + name.replace(quote, quote + quote) + quote;
    }

    String table(SourceTable table) {
        String name = quoted(table.name());
        return table.schema().isEmpty() ? name : quoted(table.schema()) + "." + name;
    }
}
