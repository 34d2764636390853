package org.cairndb.writer.ingest;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.cairndb.storage.datom.Uniqueness;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.writer.schema.AttributeSpec;
import org.jspecify.annotations.Nullable;

/** Copies one table into a bulk load. */
final class TableImport {
    private static final int FETCH_ROWS = 10_000;
    private static final int PROGRESS_ROWS = 4096;
    /** The synthetic identity of a table whose primary key has several columns. */
    private static final String KEY_NAME = "primary_key";

    private final SourceTable table;
    private final BulkLoader loader;
    private final KeyMaps keys;
    private final List<BulkColumn> targets = new ArrayList<>();
    private final List<CellReader> cells = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();
    private final List<KeyMaps.Filled> ownKeys;
    private final @Nullable BulkColumn compositeKey;
    private long rows;
    private long emptyRows;

    /** A foreign key: where its values are, where they lead, and what could not be resolved yet. */
    private record Reference(BulkColumn target, List<Integer> positions, KeyMap keys, boolean late, Pending pending) {}

    /** References that wait until the table that they lead to is read. */
    private record Pending(List<Long> entities, List<Object> keys) {}

    TableImport(SourceTable table, BulkLoader loader, KeyMaps keys) {
        this.table = table;
        this.loader = loader;
        this.keys = keys;
        for (SourceColumn column : table.columns()) {
            cells.add(new CellReader(column, targets.size() + 1));
            targets.add(loader.column(spec(column)));
        }
        for (SourceTable.ForeignKey key : table.foreignKeys()) {
            references.add(reference(key));
        }
        this.ownKeys = keys.startTable(table);
        this.compositeKey = table.primaryKey().size() > 1 ? loader.column(compositeKeySpec()) : null;
    }

    private AttributeSpec spec(SourceColumn column) {
        AttributeSpec.Builder spec = AttributeSpec.builder(table.namespace() + "/" + column.attribute(), column.type());
        if (column.type() == ValueType.DECIMAL) {
            spec.decimal(column.precision(), column.scale());
        }
        if (table.primaryKey().equals(List.of(column.name()))) {
            spec.identity();
        } else if (table.unique().contains(column.name())) {
            spec.unique(Uniqueness.VALUE);
        } else if (table.indexed().contains(column.name())) {
            spec.indexed();
        }
        return spec.build();
    }

    private AttributeSpec compositeKeySpec() {
        Names names = new Names();
        table.columns().forEach(column -> names.take(column.attribute()));
        table.foreignKeys().forEach(key -> names.take(key.attribute()));
        return AttributeSpec.builder(table.namespace() + "/" + names.take(KEY_NAME), ValueType.STRING)
                .identity()
                .doc("The values of the primary key (" + String.join(", ", table.primaryKey()) + ") as one text")
                .build();
    }

    private Reference reference(SourceTable.ForeignKey key) {
        BulkColumn target =
                loader.column(AttributeSpec.builder(table.namespace() + "/" + key.attribute(), ValueType.REF)
                        .refNamespace(keys.namespaceOf(key.targetTable()))
                        .doc("The %s that %s names"
                                .formatted(keys.namespaceOf(key.targetTable()), String.join(", ", key.columns())))
                        .build());
        List<Integer> positions = key.columns().stream().map(table::position).toList();
        boolean late = !keys.isComplete(key.targetTable());
        return new Reference(
                target,
                positions,
                keys.map(key.targetTable(), key.targetColumns()),
                late,
                new Pending(new ArrayList<>(), new ArrayList<>()));
    }

    /** Copies all rows; what they refer to in tables yet to come is left to {@link #resolveLate}. */
    void copyRows(Connection connection, LongConsumer progress) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_ROWS);
            try (ResultSet row = statement.executeQuery(query(connection.getMetaData()))) {
                while (row.next()) {
                    copyRow(row);
                    if ((rows + emptyRows) % PROGRESS_ROWS == 0) {
                        progress.accept(PROGRESS_ROWS);
                    }
                }
            }
        }
        progress.accept((rows + emptyRows) % PROGRESS_ROWS);
        keys.complete(table.name());
    }

    private String query(DatabaseMetaData metadata) throws SQLException {
        Quoting quoting = Quoting.of(metadata);
        String columns = table.columns().stream()
                .map(column -> quoting.quoted(column.name()))
                .collect(Collectors.joining(", "));
        return "SELECT " + columns + " FROM " + quoting.table(table);
    }

    private void copyRow(ResultSet row) throws SQLException {
        long entity = loader.begin();
        boolean any = false;
        for (int i = 0; i < cells.size(); i++) {
            any |= cells.get(i).copy(row, targets.get(i));
        }
        rows += any ? 1 : 0;
        emptyRows += any ? 0 : 1;
        for (KeyMaps.Filled key : ownKeys) {
            @Nullable Object value = key(row, key.positions());
            if (value != null) {
                key.map().put(value, entity);
            }
        }
        if (compositeKey != null) {
            compositeKey.appendText(compositeText(row));
        }
        for (Reference reference : references) {
            refer(row, reference, entity);
        }
    }

    private void refer(ResultSet row, Reference reference, long entity) throws SQLException {
        @Nullable Object key = key(row, reference.positions());
        if (key == null) {
            return;
        }
        if (reference.late()) {
            reference.pending().entities().add(entity);
            reference.pending().keys().add(key);
            return;
        }
        long target = reference.keys().find(key);
        if (target != 0) {
            reference.target().appendLong(target);
        }
    }

    /** Adds the references to tables that were not read before this one. */
    void resolveLate() {
        for (Reference reference : references) {
            Pending pending = reference.pending();
            for (int i = 0; i < pending.entities().size(); i++) {
                long target = reference.keys().find(pending.keys().get(i));
                if (target != 0) {
                    reference.target().appendLateRef(pending.entities().get(i), target);
                }
            }
        }
    }

    /** The key that columns hold, or null if one of them is NULL. */
    private @Nullable Object key(ResultSet row, List<Integer> positions) throws SQLException {
        List<Object> values = new ArrayList<>(positions.size());
        for (int position : positions) {
            @Nullable Object value = cells.get(position).read(row);
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return KeyMap.keyOf(values);
    }

    private String compositeText(ResultSet row) throws SQLException {
        List<String> parts = new ArrayList<>();
        for (String column : table.primaryKey()) {
            @Nullable Object value = cells.get(table.position(column)).read(row);
            parts.add(String.valueOf(value).replace("\\", "\\\\").replace("|", "\\|"));
        }
        return String.join("|", parts);
    }

    ImportReport.Table report() {
        return new ImportReport.Table(table.name(), table.namespace(), rows, emptyRows);
    }
}
