package org.cairndb.writer.ingest;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/**
 * Imports the tables of a relational database: a table becomes a namespace, a row an entity, a column an attribute of the same type, NULL an absent value.
 *
 * <p>A primary key of one column becomes a unique identity; one of several columns also gives {@code primary_key}, a text of all of them, as identity. A
 * foreign key keeps its columns and adds a ref: {@code artist_id} stays, and {@code artist} refers to the entity. Single-column indexes are kept. See
 * docs/import.md.
 */
public final class JdbcImport {
    private final Connection connection;
    private final ImportOptions options;
    private final long startedAt = System.nanoTime();
    private long totalRows;
    private long readRows;

    private JdbcImport(Connection connection, ImportOptions options) {
        this.connection = connection;
        this.options = options;
    }

    /**
     * Imports in one transaction, through a loader that this call finishes and closes.
     *
     * @throws CairnException SOURCE_FAILED if the source cannot be read, and whatever {@link BulkLoader#commit} throws
     */
    public static ImportReport run(Connection source, BulkLoader loader, ImportOptions options) {
        try (loader) {
            return new JdbcImport(source, options).copy(loader);
        } catch (SQLException e) {
            throw new CairnException(
                    ErrorCode.SOURCE_FAILED, "The source of the import failed: %s".formatted(e.getMessage()), e);
        }
    }

    private ImportReport copy(BulkLoader loader) throws SQLException {
        List<SourceTable> tables = TableOrder.of(new SourceReader(connection, options).tables());
        for (SourceTable table : tables) {
            totalRows += count(table);
        }
        KeyMaps keys = new KeyMaps(tables);
        List<TableImport> imports = new ArrayList<>();
        for (SourceTable table : tables) {
            TableImport copied = new TableImport(table, loader, keys);
            imports.add(copied);
            copied.copyRows(connection, rows -> report(table, rows));
        }
        imports.forEach(TableImport::resolveLate);
        long buildingAt = System.nanoTime();
        loader.onProgress((done, total) -> options.progress()
                .accept(new ImportProgress(ImportProgress.Phase.BUILDING, "", done, total, since(buildingAt))));
        BulkReport load = loader.commit();
        return new ImportReport(imports.stream().map(TableImport::report).toList(), load, since(startedAt));
    }

    private void report(SourceTable table, long rows) {
        readRows += rows;
        options.progress()
                .accept(new ImportProgress(
                        ImportProgress.Phase.READING, table.name(), readRows, totalRows, since(startedAt)));
    }

    private long count(SourceTable table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM "
                        + Quoting.of(connection.getMetaData()).table(table))) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
