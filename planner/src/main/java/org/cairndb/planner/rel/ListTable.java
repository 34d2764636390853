package org.cairndb.planner.rel;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import org.apache.calcite.schema.Schema.TableType;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Operator;
import org.cairndb.planner.range.EntityKeys;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.snapshot.Snapshot;

/** A table that an operator of its own produces as a whole: small ones, and those that no index holds as columns. */
public final class ListTable extends DatomTable {
    private final BiFunction<ExecutionContext, Snapshot, Operator> rows;
    private final ToDoubleFunction<Snapshot> count;

    private ListTable(String database, Definition definition) {
        super(database, definition.name, definition.type, definition.columns);
        this.rows = definition.rows;
        this.count = definition.count;
    }

    /** What makes up such a table: the operator gives all columns in order. */
    record Definition(
            String name,
            TableType type,
            List<TableColumn> columns,
            BiFunction<ExecutionContext, Snapshot, Operator> rows,
            ToDoubleFunction<Snapshot> count) {}

    static ListTable of(String database, Definition definition) {
        return new ListTable(database, definition);
    }

    Operator rows(ExecutionContext context, Snapshot snapshot) {
        return rows.apply(context, snapshot);
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
        return count.applyAsDouble(snapshot);
    }

    @Override
    public boolean isUnique(int column) {
        return false;
    }
}
