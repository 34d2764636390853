package org.cairndb.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.schema.Schema.TableType;
import org.cairndb.planner.ResultColumn.Origin;
import org.cairndb.planner.TableDescription.Column;
import org.cairndb.planner.TableDescription.Columns;
import org.cairndb.planner.TableDescription.Constraints;
import org.cairndb.planner.rel.DatomSchema;
import org.cairndb.planner.rel.DatomTable;
import org.cairndb.planner.rex.DatomTypes;
import org.cairndb.storage.datom.Attribute;

/** Describes tables for metadata. */
final class TableDescriptions {
    private TableDescriptions() {}

    /** The tables of an attached database, without views. */
    static List<TableDescription> of(DatomSchema schema) {
        List<TableDescription> tables = new ArrayList<>();
        for (DatomTable table : schema.datomTables()) {
            tables.add(describe(schema.name(), table, () -> TableConstraints.of(table, schema)));
        }
        return tables;
    }

    /** A table that belongs to no database. */
    static TableDescription ofConnection(String schema, DatomTable table) {
        return describe(schema, table, () -> Constraints.NONE);
    }

    private static TableDescription describe(String schema, DatomTable table, Supplier<Constraints> constraints) {
        TableDescription.Name name = new TableDescription.Name(schema, table.name(), kind(table.getJdbcTableType()));
        return new TableDescription(name, table.remarks(), () -> columns(schema, table), constraints);
    }

    static TableDescription ofView(String schema, String name, Supplier<List<ResultColumn>> columns) {
        return new TableDescription(
                new TableDescription.Name(schema, name, "VIEW"),
                Optional.empty(),
                () -> new Columns(
                        columns.get().stream()
                                .map(column -> new Column(column, Optional.empty()))
                                .toList(),
                        List.of()),
                () -> Constraints.NONE);
    }

    private static Columns columns(String schema, DatomTable table) {
        List<Column> shown = new ArrayList<>();
        List<Column> hidden = new ArrayList<>();
        for (RelDataTypeField field : table.getRowType(DatomTypes.factory()).getFieldList()) {
            Origin origin = new Origin(schema, table.name(), field.getName());
            Optional<String> remarks = table.attribute(field.getIndex()).flatMap(Attribute::doc);
            (table.isHidden(field.getIndex()) ? hidden : shown)
                    .add(new Column(SqlTypes.column(field, origin), remarks));
        }
        return new Columns(shown, hidden);
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
