package org.cairndb.planner.rel;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.calcite.schema.Schema.TableType;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.range.EntityKeys;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.snapshot.Snapshot;

/** A table that an operator of its own produces as a whole: small ones, and those that no index holds as columns. */
public final class ListTable extends DatomTable {
    private final Set<String> databases;
    private final boolean isOfConnection;
    private final Definition definition;

    private ListTable(String database, Definition definition) {
        super(database, definition.name, TableType.SYSTEM_TABLE, definition.columns);
        this.databases = Set.of(database);
        this.isOfConnection = false;
        this.definition = definition;
    }

    private ListTable(List<String> databases, Definition definition) {
        super(databases.get(0), definition.name, TableType.SYSTEM_TABLE, definition.columns);
        this.databases = Set.copyOf(databases);
        this.isOfConnection = true;
        this.definition = definition;
    }

    /**
     * What makes up such a table.
     *
     * @param keyColumns how many columns from the first on are a key
     * @param rows gives all columns in order
     * @param count about how many rows there are
     */
    record Definition(
            String name,
            String remarks,
            List<TableColumn> columns,
            int keyColumns,
            BiFunction<ExecutionContext, Snapshot, Operator> rows,
            ToDoubleFunction<Snapshot> count) {}

    static ListTable of(String database, Definition definition) {
        return new ListTable(database, definition);
    }

    /** A table whose rows come from the schemas of all databases. */
    static ListTable ofAll(List<String> databases, Definition definition) {
        return new ListTable(databases, definition);
    }

    @Override
    public Set<String> databases() {
        return databases;
    }

    /** Whether its rows tell of the connection rather than of a database, which has other states. */
    boolean isOfConnection() {
        return isOfConnection;
    }

    Operator rows(ExecutionContext context, Snapshot snapshot) {
        return definition.rows.apply(context, snapshot);
    }

    @Override
    public List<Integer> keyColumns() {
        return IntStream.range(0, definition.keyColumns).boxed().toList();
    }

    @Override
    public Optional<String> remarks() {
        return Optional.of(definition.remarks);
    }

    @Override
    List<AccessPath> makeAccessPaths() {
        return List.of(fullScan());
    }

    @Override
    AccessPath fullScan() {
        return new AccessPath(Index.EAVT, -1, new EntityKeys(0, 0), name());
    }

    @Override
    double rowCount(Snapshot snapshot) {
        return definition.count.applyAsDouble(snapshot);
    }

    @Override
    public boolean isUnique(int column) {
        return false;
    }
}
