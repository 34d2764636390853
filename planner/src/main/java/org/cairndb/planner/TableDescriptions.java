package org.cairndb.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.schema.Schema.TableType;
import org.cairndb.planner.ResultColumn.Origin;
import org.cairndb.planner.TableDescription.ColumnDescription;
import org.cairndb.planner.rel.DatomSchema;
import org.cairndb.planner.rel.DatomTable;
import org.cairndb.planner.rex.DatomTypes;
import org.cairndb.storage.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/** Describes tables for metadata. */
final class TableDescriptions {
    private TableDescriptions() {}

    static List<TableDescription> of(DatomSchema schema, @Nullable Snapshot snapshot, String schemaName) {
        RelDataTypeFactory types = DatomTypes.factory();
        List<TableDescription> tables = new ArrayList<>();
        for (DatomTable table : schema.datomTables()) {
            tables.add(describe(table, snapshot, schemaName, types));
        }
        return tables;
    }

    private static TableDescription describe(
            DatomTable table, @Nullable Snapshot snapshot, String schemaName, RelDataTypeFactory types) {
        List<ColumnDescription> columns = new ArrayList<>();
        for (RelDataTypeField field : table.getRowType(types).getFieldList()) {
            if (table.isHidden(field.getIndex())) {
                continue;
            }
            Origin origin = new Origin(schemaName, table.name(), field.getName());
            boolean isId = field.getIndex() == 0 && table.hasIdColumn();
            columns.add(new ColumnDescription(
                    SqlTypes.column(field, origin),
                    isId,
                    table.attribute(field.getIndex()).map(List::of).orElse(List.of())));
        }
        long rows = snapshot == null ? 0 : table.countRows(snapshot);
        return new TableDescription(schemaName, table.name(), kind(table.getJdbcTableType()), columns, rows);
    }

    static TableDescription ofView(String schema, String name, List<ResultColumn> columns) {
        List<ColumnDescription> described = new ArrayList<>();
        for (ResultColumn column : columns) {
            described.add(new ColumnDescription(column, false, List.of()));
        }
        return new TableDescription(schema, name, "VIEW", described, 0);
    }

    private static String kind(TableType type) {
        return switch (type) {
            case TABLE -> "TABLE";
            case SYSTEM_TABLE -> "SYSTEM TABLE";
            case INDEX -> "DATOM TABLE";
            default -> type.name().replace('_', ' ').toUpperCase(Locale.ROOT);
        };
    }
}
