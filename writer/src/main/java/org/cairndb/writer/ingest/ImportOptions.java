package org.cairndb.writer.ingest;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What to import from a relational database and how. Immutable; each method gives changed options. */
public final class ImportOptions {
    /** Every table of the connection's own schema, no progress reports. */
    public static final ImportOptions DEFAULT =
            new ImportOptions(null, List.of(), progress -> {}, BulkSettings.DEFAULT);

    private final @Nullable String schema;
    private final List<String> tables;
    private final Consumer<ImportProgress> progress;
    private final BulkSettings bulk;

    private ImportOptions(
            @Nullable String schema, List<String> tables, Consumer<ImportProgress> progress, BulkSettings bulk) {
        this.schema = schema;
        this.tables = tables;
        this.progress = progress;
        this.bulk = bulk;
    }

    /** Imports this schema instead of the connection's own. */
    public ImportOptions schema(String newSchema) {
        return new ImportOptions(newSchema, tables, progress, bulk);
    }

    /** Imports only these tables; names are matched without regard to case. */
    public ImportOptions tables(List<String> newTables) {
        return new ImportOptions(schema, List.copyOf(newTables), progress, bulk);
    }

    /** Reports progress, on the importing thread and on those that build indexes. */
    public ImportOptions onProgress(Consumer<ImportProgress> newProgress) {
        return new ImportOptions(schema, tables, newProgress, bulk);
    }

    /** How much memory the load takes. */
    public ImportOptions bulk(BulkSettings newBulk) {
        return new ImportOptions(schema, tables, progress, newBulk);
    }

    Optional<String> schema() {
        return Optional.ofNullable(schema);
    }

    List<String> tables() {
        return tables;
    }

    Consumer<ImportProgress> progress() {
        return progress;
    }

    /** How much memory the load takes. */
    public BulkSettings bulk() {
        return bulk;
    }
}
