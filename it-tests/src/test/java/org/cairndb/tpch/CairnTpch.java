package org.cairndb.tpch;

import java.util.List;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.ingest.BulkColumn;
import org.cairndb.writer.ingest.BulkLoader;
import org.cairndb.writer.ingest.BulkReport;
import org.cairndb.writer.schema.AttributeSpec;

/**
 * The tables as a database of datoms: one namespace a table, one entity a row. A primary key of one column is a unique identity; foreign keys and dates are
 * indexed.
 */
public final class CairnTpch {
    private static final int PRECISION = 15;
    private static final int SCALE = 2;

    private CairnTpch() {}

    /** Loads all tables in one transaction each and answers the number of values. */
    public static long load(Location location, double scaleFactor) {
        long datoms = 0;
        try (Writer writer = Writer.open(location, WriterOptions.DEFAULT)) {
            for (Table table : Table.values()) {
                datoms += load(writer, table, scaleFactor).datoms();
            }
        }
        return datoms;
    }

    private static BulkReport load(Writer writer, Table table, double scaleFactor) {
        try (BulkLoader loader = writer.bulkLoader()) {
            List<? extends Column<?>> columns = table.columns();
            List<BulkColumn> targets = columns.stream()
                    .map(column -> loader.column(attribute(table, column)))
                    .toList();
            Table.Rows rows = table.rows(scaleFactor);
            while (rows.next()) {
                loader.begin();
                for (int i = 0; i < targets.size(); i++) {
                    if (columns.get(i).type() == Column.Type.TEXT) {
                        targets.get(i).appendText(rows.text(i));
                    } else {
                        targets.get(i).appendLong(rows.number(i));
                    }
                }
            }
            return loader.commit();
        }
    }

    private static AttributeSpec attribute(Table table, Column<?> column) {
        AttributeSpec.Builder builder =
                AttributeSpec.builder(table.sqlName() + "/" + column.name(), valueType(column.type()));
        if (column.type() == Column.Type.DECIMAL) {
            builder.decimal(PRECISION, SCALE);
        }
        return switch (column.key()) {
            case IDENTITY -> builder.identity().build();
            case INDEXED -> builder.indexed().build();
            case NONE -> builder.build();
        };
    }

    private static ValueType valueType(Column.Type type) {
        return switch (type) {
            case INTEGER -> ValueType.LONG;
            case DECIMAL -> ValueType.DECIMAL;
            case DATE -> ValueType.DATE;
            case TEXT -> ValueType.STRING;
        };
    }
}
