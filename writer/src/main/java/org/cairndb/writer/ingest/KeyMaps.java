package org.cairndb.writer.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The keys that foreign keys lead to, of all tables of an import. */
final class KeyMaps {
    /** A key of a table. */
    private record Key(String table, List<String> columns) {}

    /**
     * A key that is filled while its table is read.
     *
     * @param positions the positions of its columns in the table
     */
    record Filled(KeyMap map, List<Integer> positions) {}

    private final Map<Key, KeyMap> maps = new HashMap<>();
    private final Map<String, String> namespaces = new HashMap<>();
    private final Set<String> complete = new HashSet<>();

    KeyMaps(List<SourceTable> tables) {
        for (SourceTable table : tables) {
            namespaces.put(table.name(), table.namespace());
            for (SourceTable.ForeignKey key : table.foreignKeys()) {
                maps.computeIfAbsent(new Key(key.targetTable(), key.targetColumns()), wanted -> new KeyMap());
            }
        }
    }

    String namespaceOf(String table) {
        return namespaces.getOrDefault(table, table);
    }

    KeyMap map(String table, List<String> columns) {
        return maps.computeIfAbsent(new Key(table, columns), wanted -> new KeyMap());
    }

    /** The keys of a table that others lead to. */
    List<Filled> startTable(SourceTable table) {
        List<Filled> filled = new ArrayList<>();
        maps.forEach((key, map) -> {
            if (key.table().equals(table.name())) {
                filled.add(new Filled(
                        map, key.columns().stream().map(table::position).toList()));
            }
        });
        return filled;
    }

    void complete(String table) {
        complete.add(table);
    }

    boolean isComplete(String table) {
        return complete.contains(table);
    }
}
