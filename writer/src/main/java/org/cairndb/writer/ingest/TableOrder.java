package org.cairndb.writer.ingest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Orders tables so that as few as possible come before a table that they refer to: only cycles force that. */
final class TableOrder {
    private final Map<String, SourceTable> tables = new LinkedHashMap<>();
    private final Set<String> visited = new HashSet<>();
    private final List<SourceTable> ordered = new ArrayList<>();

    private TableOrder(List<SourceTable> tables) {
        tables.forEach(table -> this.tables.put(table.name(), table));
    }

    static List<SourceTable> of(List<SourceTable> tables) {
        TableOrder order = new TableOrder(tables);
        tables.forEach(order::visit);
        return order.ordered;
    }

    private void visit(SourceTable table) {
        if (!visited.add(table.name())) {
            return;
        }
        for (SourceTable.ForeignKey key : table.foreignKeys()) {
            SourceTable target = tables.get(key.targetTable());
            if (target != null) {
                visit(target);
            }
        }
        ordered.add(table);
    }
}
