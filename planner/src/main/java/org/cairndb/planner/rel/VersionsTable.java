package org.cairndb.planner.rel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.type.SqlTypeName;
import org.cairndb.planner.exec.history.VersionColumn;
import org.cairndb.planner.rex.DatomTypes;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.SystemAttributes;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.TreeRoot;

/** The versions of the rows of a table: its columns, and the transactions that made and ended each version. Metadata never lists it. */
public final class VersionsTable extends DatomTable {
    private static final List<TableColumn> TIMES = List.of(
            SystemTables.notNull("_tx_from", SqlTypeName.BIGINT),
            SystemTables.nullable("_tx_to", SqlTypeName.BIGINT),
            TableColumn.of("_from", factory -> DatomTypes.of(SystemAttributes.TX_INSTANT, factory)),
            TableColumn.of(
                    "_to",
                    factory -> factory.createTypeWithNullability(
                            DatomTypes.of(SystemAttributes.TX_INSTANT, factory), true)));

    private static final List<VersionColumn.Kind> TIME_KINDS = List.of(
            VersionColumn.Kind.TX_FROM, VersionColumn.Kind.TX_TO, VersionColumn.Kind.FROM, VersionColumn.Kind.TO);

    private final DatomTable base;

    private VersionsTable(String name, DatomTable base, List<TableColumn> columns) {
        super(base.database(), name, base.getJdbcTableType(), columns);
        this.base = base;
    }

    /** The versions of the rows of an entity table, a link table or a datom table under a name of their own. */
    static VersionsTable of(String name, DatomTable base) {
        List<TableColumn> columns = new ArrayList<>(base.columns());
        columns.addAll(TIMES);
        return new VersionsTable(name, base, columns);
    }

    /** The table whose rows have the versions. */
    DatomTable base() {
        return base;
    }

    /** What a column shows. */
    VersionColumn versionColumn(int column) {
        int baseCount = base.columns().size();
        if (column >= baseCount) {
            return VersionColumn.of(TIME_KINDS.get(column - baseCount));
        }
        if (column == 0) {
            return VersionColumn.of(VersionColumn.Kind.ENTITY);
        }
        // The columns of a table that show neither its entity nor an attribute show the transaction of the row.
        return base.attribute(column)
                .map(VersionColumn::ofValue)
                .orElseGet(() -> VersionColumn.of(VersionColumn.Kind.TX_FROM));
    }

    /** None for the general reading of tables; versions are read in a way of their own. */
    @Override
    public List<Integer> keyColumns() {
        return List.of();
    }

    @Override
    public Optional<String> remarks() {
        return Optional.empty();
    }

    @Override
    List<AccessPath> makeAccessPaths() {
        return List.of();
    }

    @Override
    AccessPath fullScan() {
        return base.fullScan();
    }

    /** Rows now and, as there can be no more versions before, the retired datoms of all tables. */
    @Override
    double rowCount(Snapshot snapshot) {
        long retired = snapshot.head()
                .roots()
                .of(Index.RETIRED_EAVT)
                .map(TreeRoot::count)
                .orElse(0L);
        return base.rowCount(snapshot) + retired;
    }

    @Override
    public boolean isUnique(int column) {
        return false;
    }

    @Override
    boolean isKey(int column) {
        return column < base.columns().size() && base.isKey(column);
    }
}
