package org.cairndb.writer.ingest;

import java.util.List;
import java.util.Set;

/**
 * A table to import.
 *
 * @param schema its schema in the source; may be empty
 * @param name its name in the source
 * @param namespace the namespace that it becomes
 * @param columns its columns in order
 * @param primaryKey names of the columns of the primary key, none if it has none
 * @param unique names of columns with a unique index of their own
 * @param indexed names of columns with an index of their own
 * @param foreignKeys references to imported tables
 */
record SourceTable(
        String schema,
        String name,
        String namespace,
        List<SourceColumn> columns,
        List<String> primaryKey,
        Set<String> unique,
        Set<String> indexed,
        List<ForeignKey> foreignKeys) {
    /**
     * A reference to a table.
     *
     * @param attribute the name of the ref attribute
     * @param columns the referring columns
     * @param targetTable name of the table referred to, in the source
     * @param targetColumns its columns, in the order of {@code columns}
     */
    record ForeignKey(String attribute, List<String> columns, String targetTable, List<String> targetColumns) {}

    SourceColumn column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equals(columnName))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No column " + columnName));
    }

    int position(String columnName) {
        return columns.indexOf(column(columnName));
    }
}
