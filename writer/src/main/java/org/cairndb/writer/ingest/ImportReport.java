package org.cairndb.writer.ingest;

import java.time.Duration;
import java.util.List;

/**
 * What an import did.
 *
 * @param tables the tables in the order in which they were read
 * @param load the committed load
 * @param elapsed how long it took
 */
public record ImportReport(List<Table> tables, BulkReport load, Duration elapsed) {
    /**
     * One table.
     *
     * @param source its name in the source
     * @param namespace the namespace that it became
     * @param rows rows that became entities
     * @param emptyRows rows without any value, which leave nothing to be stored
     */
    public record Table(String source, String namespace, long rows, long emptyRows) {}

    /** Copies the list. */
    public ImportReport {
        tables = List.copyOf(tables);
    }

    /** Rows of all tables. */
    public long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }
}
