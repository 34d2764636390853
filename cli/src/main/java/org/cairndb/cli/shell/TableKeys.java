package org.cairndb.cli.shell;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which columns of a table are keys, and of what kind. */
final class TableKeys {
    private final Map<String, Set<String>> byColumn = new TreeMap<>();

    private TableKeys() {}

    static TableKeys read(DatabaseMetaData metadata, @Nullable String catalog, @Nullable String schema, String table)
            throws SQLException {
        TableKeys keys = new TableKeys();
        try (ResultSet primary = metadata.getPrimaryKeys(catalog, schema, table)) {
            while (primary.next()) {
                keys.add(primary.getString("COLUMN_NAME"), "primary");
            }
        }
        try (ResultSet indexes = metadata.getIndexInfo(catalog, schema, table, false, true)) {
            while (indexes.next()) {
                @Nullable String column = indexes.getString("COLUMN_NAME");
                if (column != null && !keys.of(column).contains("primary")) {
                    keys.add(column, indexes.getBoolean("NON_UNIQUE") ? "index" : "unique");
                }
            }
        }
        try (ResultSet foreign = metadata.getImportedKeys(catalog, schema, table)) {
            while (foreign.next()) {
                keys.add(foreign.getString("FKCOLUMN_NAME"), "to " + foreign.getString("PKTABLE_NAME"));
            }
        }
        return keys;
    }

    private void add(String column, String kind) {
        byColumn.computeIfAbsent(column, name -> new LinkedHashSet<>()).add(kind);
    }

    /** The kinds of key that a column is part of; empty for none. */
    String of(String column) {
        return String.join(", ", byColumn.getOrDefault(column, Set.of()));
    }
}
