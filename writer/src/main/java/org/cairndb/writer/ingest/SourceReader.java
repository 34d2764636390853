package org.cairndb.writer.ingest;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Learns from JDBC metadata which tables there are to import, with their columns, keys and indexes. */
final class SourceReader {
    private static final Set<String> SYSTEM_SCHEMAS =
            Set.of("information_schema", "pg_catalog", "system_lobs", "sys", "mysql", "performance_schema");

    private final DatabaseMetaData metadata;
    private final @Nullable String catalog;
    private final ImportOptions options;

    SourceReader(Connection connection, ImportOptions options) throws SQLException {
        this.metadata = connection.getMetaData();
        this.catalog = connection.getCatalog();
        this.options = options;
    }

    private record Named(String schema, String name) {}

    List<SourceTable> tables() throws SQLException {
        List<Named> found = names();
        Names namespaces = new Names();
        List<SourceTable> tables = new ArrayList<>();
        Set<String> imported = found.stream().map(Named::name).collect(Collectors.toSet());
        for (Named table : found) {
            tables.add(read(table, namespaces.take(table.name()), imported));
        }
        if (tables.isEmpty()) {
            throw new CairnException(
                    ErrorCode.OPTION_INVALID, "The source has no table to import; name its schema or other tables");
        }
        return tables;
    }

    private List<Named> names() throws SQLException {
        Map<String, Named> names = new TreeMap<>();
        Optional<String> schema = schema();
        try (ResultSet rows =
                metadata.getTables(catalog, schema.orElse(null), "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (rows.next()) {
                String inSchema = text(rows, "TABLE_SCHEM");
                String name = rows.getString("TABLE_NAME");
                boolean system = SYSTEM_SCHEMAS.contains(inSchema.toLowerCase(Locale.ROOT));
                if (!system && isWanted(name)) {
                    names.put(name, new Named(inSchema, name));
                }
            }
        }
        return List.copyOf(names.values());
    }

    private Optional<String> schema() throws SQLException {
        return options.schema().isPresent()
                ? options.schema()
                : Optional.ofNullable(metadata.getConnection().getSchema());
    }

    private boolean isWanted(String name) {
        return options.tables().isEmpty() || options.tables().stream().anyMatch(name::equalsIgnoreCase);
    }

    private SourceTable read(Named table, String namespace, Set<String> imported) throws SQLException {
        Names names = new Names();
        List<SourceColumn> columns = new ArrayList<>();
        try (ResultSet rows = metadata.getColumns(catalog, orNull(table.schema()), pattern(table.name()), "%")) {
            while (rows.next()) {
                columns.add(ColumnTypes.column(rows, names.take(rows.getString("COLUMN_NAME"))));
            }
        }
        Map<String, Boolean> indexed = indexes(table);
        Set<String> unique = new HashSet<>();
        indexed.forEach((column, isUnique) -> {
            if (isUnique) {
                unique.add(column);
            }
        });
        return new SourceTable(
                table.schema(),
                table.name(),
                namespace,
                columns,
                primaryKey(table),
                unique,
                indexed.keySet(),
                foreignKeys(table, names, imported));
    }

    private List<String> primaryKey(Named table) throws SQLException {
        Map<Integer, String> columns = new TreeMap<>();
        try (ResultSet rows = metadata.getPrimaryKeys(catalog, orNull(table.schema()), table.name())) {
            while (rows.next()) {
                columns.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
            }
        }
        return List.copyOf(columns.values());
    }

    /** Columns with an index of their own, and whether one of these is unique. */
    private Map<String, Boolean> indexes(Named table) throws SQLException {
        Map<String, List<String>> columns = new HashMap<>();
        Map<String, Boolean> unique = new HashMap<>();
        try (ResultSet rows = metadata.getIndexInfo(catalog, orNull(table.schema()), table.name(), false, true)) {
            while (rows.next()) {
                String index = rows.getString("INDEX_NAME");
                String column = rows.getString("COLUMN_NAME");
                if (index != null && column != null) {
                    columns.computeIfAbsent(index, name -> new ArrayList<>()).add(column);
                    unique.put(index, !rows.getBoolean("NON_UNIQUE"));
                }
            }
        }
        Map<String, Boolean> single = new LinkedHashMap<>();
        columns.forEach((index, names) -> {
            if (names.size() == 1) {
                single.merge(names.get(0), Boolean.TRUE.equals(unique.get(index)), Boolean::logicalOr);
            }
        });
        return single;
    }

    private List<SourceTable.ForeignKey> foreignKeys(Named table, Names names, Set<String> imported)
            throws SQLException {
        Map<String, TreeMap<Integer, String[]>> keys = new LinkedHashMap<>();
        Map<String, String> targets = new HashMap<>();
        try (ResultSet rows = metadata.getImportedKeys(catalog, orNull(table.schema()), table.name())) {
            while (rows.next()) {
                String target = rows.getString("PKTABLE_NAME");
                String name = text(rows, "FK_NAME") + "\u0000" + target;
                targets.put(name, target);
                keys.computeIfAbsent(name, key -> new TreeMap<>()).put(rows.getInt("KEY_SEQ"), new String[] {
                    rows.getString("FKCOLUMN_NAME"), rows.getString("PKCOLUMN_NAME")
                });
            }
        }
        List<SourceTable.ForeignKey> foreignKeys = new ArrayList<>();
        keys.forEach((name, columns) -> {
            String target = targets.getOrDefault(name, "");
            if (imported.contains(target)) {
                List<String> own =
                        columns.values().stream().map(pair -> pair[0]).toList();
                List<String> other =
                        columns.values().stream().map(pair -> pair[1]).toList();
                String attribute = own.size() == 1 ? names.takeRef(own.get(0)) : names.takeTableRef(target);
                foreignKeys.add(new SourceTable.ForeignKey(attribute, own, target, other));
            }
        });
        return foreignKeys;
    }

    private String pattern(String name) throws SQLException {
        String escape = metadata.getSearchStringEscape();
        return name.replace("_", escape + "_").replace("%", escape + "%");
    }

    private static @Nullable String orNull(String schema) {
        return schema.isEmpty() ? null : schema;
    }

    private static String text(ResultSet rows, String column) throws SQLException {
        @Nullable String text = rows.getString(column);
        return text == null ? "" : text;
    }
}
