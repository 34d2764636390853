package org.cairndb.planner.rel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.calcite.sql.type.SqlTypeName;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.RowsOperator;
import org.cairndb.planner.rel.DatomTable.TableColumn;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.SystemAttributes;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.snapshot.FlushRecord;
import org.cairndb.storage.snapshot.Head;
import org.cairndb.storage.snapshot.NamedCommit;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.store.NodeStore;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.jspecify.annotations.Nullable;

/** The tables of the commits that are kept by hash, of the branches and of the tags. */
final class LineTables {
    private static final ColumnType TEXT = ColumnType.of(Kind.TEXT);
    private static final ColumnType LONG = ColumnType.of(Kind.LONG);
    private static final ColumnType BOOLEAN = ColumnType.of(Kind.BOOLEAN);
    private static final ColumnType TIMESTAMP = ColumnType.of(Kind.TIMESTAMP);

    private LineTables() {}

    private static List<TableColumn> line() {
        return List.of(
                SystemTables.notNull("tx", SqlTypeName.BIGINT),
                SystemTables.notNull("instant", SqlTypeName.TIMESTAMP),
                SystemTables.notNull("hash", SqlTypeName.VARCHAR));
    }

    /** The commits at which the tail was flushed, and the newest one. */
    static ListTable.Definition commits() {
        List<TableColumn> columns = new ArrayList<>(line());
        columns.add(SystemTables.notNull("flushed", SqlTypeName.BOOLEAN));
        List<ColumnType> types = List.of(LONG, TIMESTAMP, TEXT, BOOLEAN);
        return new ListTable.Definition(
                "commits",
                "Flushed commits and the newest one",
                columns,
                1,
                (context, snapshot) ->
                        new RowsOperator(types, () -> commitRows(snapshot).iterator()),
                snapshot -> snapshot.tree(Index.COMMITS).count() + 1);
    }

    private static List<@Nullable Object[]> commitRows(Snapshot snapshot) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        Snapshot newest = snapshot.isPast() ? snapshot.asOf(snapshot.head().tx()) : snapshot;
        long last = 0;
        KeyRange range = KeyRange.ofEntities(0, snapshot.tx() + 1);
        try (DatomCursor cursor = newest.cursor(Index.COMMITS, range, Direction.FORWARD)) {
            while (cursor.next()) {
                for (int i = cursor.from(); i < cursor.to(); i++) {
                    FlushRecord record = FlushRecord.read(cursor.batch(), i);
                    last = record.tx();
                    Object instant = newest.value(EntityIds.TX_BASE + last, SystemAttributes.TX_INSTANT)
                            .orElseThrow();
                    rows.add(commit(
                            last,
                            Values.microsOf((Instant) instant),
                            record.hash().hex(),
                            true));
                }
            }
        }
        Head head = snapshot.head();
        if (!snapshot.isPast() && head.tx() > last) {
            rows.add(commit(
                    head.tx(), Values.microsOf(head.instant()), head.hash().hex(), false));
        }
        return rows;
    }

    private static @Nullable Object[] commit(long tx, long micros, String hash, boolean isFlushed) {
        return new @Nullable Object[] {tx, micros, SystemTables.utf8(hash), SystemTables.truth(isFlushed)};
    }

    /** The branches of the store at the time of reading, whatever snapshot the statement reads. */
    static ListTable.Definition branches() {
        return named("branches", NamedCommit::branches);
    }

    /** The tags of the store at the time of reading. */
    static ListTable.Definition tags() {
        return named("tags", NamedCommit::tags);
    }

    private static ListTable.Definition named(String name, Function<NodeStore, List<NamedCommit>> list) {
        List<TableColumn> columns = new ArrayList<>();
        columns.add(SystemTables.notNull("name", SqlTypeName.VARCHAR));
        columns.addAll(line());
        List<ColumnType> types = List.of(TEXT, LONG, TIMESTAMP, TEXT);
        return new ListTable.Definition(
                name,
                "The %s of the store, as they are now".formatted(name),
                columns,
                1,
                (context, snapshot) -> new RowsOperator(
                        types, () -> rows(list.apply(snapshot.store())).iterator()),
                snapshot -> 1);
    }

    private static List<@Nullable Object[]> rows(List<NamedCommit> commits) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (NamedCommit commit : commits) {
            rows.add(new @Nullable Object[] {
                SystemTables.utf8(commit.name()),
                commit.tx(),
                Values.microsOf(commit.instant()),
                SystemTables.utf8(commit.hash().hex())
            });
        }
        return rows;
    }
}
