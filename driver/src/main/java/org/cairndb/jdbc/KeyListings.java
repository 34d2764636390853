package org.cairndb.jdbc;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.cairndb.planner.QueryEngine;
import org.cairndb.planner.ResultColumn;
import org.cairndb.planner.SnapshotSet;
import org.cairndb.planner.TableDescription;
import org.cairndb.planner.TableDescription.Constraints;
import org.cairndb.planner.TableDescription.Index;
import org.cairndb.planner.TableDescription.Reference;
import org.cairndb.planner.TableDescription.UniqueKey;
import org.cairndb.planner.TableDescription.WhenRetracted;
import org.jspecify.annotations.Nullable;

/** Lists keys, references and indexes in the orders that the specification asks for. */
final class KeyListings {
    private final CairnConnection connection;

    /** A table as a caller names it: exactly, in any case; what is null can be anything. */
    record Named(@Nullable String catalog, @Nullable String schema, String table) {
        boolean fits(TableDescription description) {
            return TableListings.isOurs(catalog)
                    && (schema == null || schema.equalsIgnoreCase(description.schema()))
                    && table.equalsIgnoreCase(description.name());
        }
    }

    /** A reference from a table to another of the same schema. */
    private record Link(TableDescription from, Reference reference) {
        /** Whether it leads to a table. */
        boolean leadsTo(Named to) {
            return TableListings.isOurs(to.catalog)
                    && (to.schema == null || to.schema.equalsIgnoreCase(from.schema()))
                    && to.table.equalsIgnoreCase(reference.table());
        }
    }

    KeyListings(CairnConnection connection) {
        this.connection = connection;
    }

    private List<TableDescription> named(Named name, SnapshotSet snapshots) throws SQLException {
        List<TableDescription> inAnyCase = connection.session().engine().tables(snapshots).stream()
                .filter(name::fits)
                .toList();
        List<TableDescription> exact =
                inAnyCase.stream().filter(t -> t.name().equals(name.table)).toList();
        return exact.isEmpty() ? inAnyCase : exact;
    }

    private SnapshotSet snapshots() throws SQLException {
        return connection.session().snapshots();
    }

    ResultSet primaryKeys(Named name) throws SQLException {
        ListedRows rows = MetadataRows.PRIMARY_KEYS.collect();
        for (TableDescription table : named(name, snapshots())) {
            table.constraints().primaryKey().ifPresent(key -> addKey(table, key, rows));
        }
        return rows.toResultSet();
    }

    private static void addKey(TableDescription table, UniqueKey key, ListedRows rows) {
        List<TableDescription.Column> columns = table.columns();
        key.columns().stream()
                .sorted(Comparator.comparing(i -> columns.get(i).column().name()))
                .forEach(i -> rows.add(
                        QueryEngine.CATALOG,
                        table.schema(),
                        table.name(),
                        columns.get(i).column().name(),
                        key.columns().indexOf(i) + 1,
                        key.name()));
    }

    ResultSet bestRowIdentifier(Named name) throws SQLException {
        ListedRows rows = MetadataRows.ROW_COLUMNS.collect();
        for (TableDescription table : named(name, snapshots())) {
            List<TableDescription.Column> columns = table.columns();
            table.constraints()
                    .primaryKey()
                    .ifPresent(key -> key.columns()
                            .forEach(i ->
                                    addRowColumn(columns.get(i).column(), DatabaseMetaData.bestRowNotPseudo, rows)));
        }
        return rows.toResultSet();
    }

    /** The columns that tell which transaction changed a row last. */
    ResultSet versionColumns(Named name) throws SQLException {
        ListedRows rows = MetadataRows.ROW_COLUMNS.collect();
        for (TableDescription table : named(name, snapshots())) {
            table.hiddenColumns().forEach(c -> addRowColumn(c.column(), DatabaseMetaData.versionColumnPseudo, rows));
        }
        return rows.toResultSet();
    }

    private static void addRowColumn(ResultColumn column, int pseudo, ListedRows rows) {
        rows.add(
                DatabaseMetaData.bestRowSession,
                column.name(),
                column.sqlType().jdbcType(),
                column.sqlType().name(),
                TypeFacts.size(column.sqlType()),
                null,
                TypeFacts.of(column.sqlType()).digits(),
                pseudo);
    }

    /** The references of a table. */
    ResultSet importedKeys(Named name) throws SQLException {
        List<Link> links = new ArrayList<>();
        for (TableDescription table : named(name, snapshots())) {
            links.addAll(linksOf(table));
        }
        links.sort(Comparator.comparing((Link link) -> link.from.schema())
                .thenComparing(link -> link.reference.table())
                .thenComparing(link -> link.reference.name()));
        return rows(links);
    }

    /** The references to a table. */
    ResultSet exportedKeys(Named name) throws SQLException {
        return referring(link -> link.leadsTo(name));
    }

    /** The references of one table to another. */
    ResultSet crossReference(Named parent, Named foreign) throws SQLException {
        return referring(link -> link.leadsTo(parent) && foreign.fits(link.from));
    }

    private ResultSet referring(Predicate<Link> wanted) throws SQLException {
        List<Link> links = new ArrayList<>();
        for (TableDescription table : connection.session().engine().tables(snapshots())) {
            linksOf(table).stream().filter(wanted).forEach(links::add);
        }
        links.sort(Comparator.comparing((Link link) -> link.from.schema())
                .thenComparing(link -> link.from.name())
                .thenComparing(link -> link.reference.name()));
        return rows(links);
    }

    private static List<Link> linksOf(TableDescription table) {
        return table.constraints().references().stream()
                .map(reference -> new Link(table, reference))
                .toList();
    }

    private static ResultSet rows(List<Link> links) {
        ListedRows rows = MetadataRows.KEYS.collect();
        for (Link link : links) {
            Reference reference = link.reference;
            rows.add(
                    QueryEngine.CATALOG,
                    link.from.schema(),
                    reference.table(),
                    Reference.COLUMN,
                    QueryEngine.CATALOG,
                    link.from.schema(),
                    link.from.name(),
                    link.from.columns().get(reference.column()).column().name(),
                    1,
                    DatabaseMetaData.importedKeyNoAction,
                    deleteRule(reference.whenRetracted()),
                    reference.name(),
                    reference.key(),
                    DatabaseMetaData.importedKeyNotDeferrable);
        }
        return rows.toResultSet();
    }

    private static int deleteRule(WhenRetracted then) {
        return switch (then) {
            case SET_NULL -> DatabaseMetaData.importedKeySetNull;
            case CASCADE -> DatabaseMetaData.importedKeyCascade;
        };
    }

    /** The indexes of a table, and its number of rows where that is known. */
    ResultSet indexInfo(Named name, Predicate<Index> wanted) throws SQLException {
        ListedRows rows = MetadataRows.INDEX_INFO.collect();
        SnapshotSet snapshots = snapshots();
        for (TableDescription table : named(name, snapshots)) {
            addIndexes(table, wanted, new Counts(connection.session().engine(), table, snapshots), rows);
        }
        return rows.toResultSet();
    }

    /** Numbers of rows and values of a table. */
    private record Counts(QueryEngine engine, TableDescription table, SnapshotSet snapshots) {
        long rows(OptionalInt attribute) {
            return engine.count(table.schema(), attribute.orElseThrow(), snapshots);
        }

        long values(Index index) {
            OptionalInt attribute = index.attribute();
            return attribute.isEmpty()
                    ? rows(table.constraints().counted())
                    : engine.distinct(table.schema(), attribute.getAsInt(), snapshots);
        }
    }

    private static void addIndexes(TableDescription table, Predicate<Index> wanted, Counts counts, ListedRows rows) {
        Constraints constraints = table.constraints();
        if (constraints.counted().isPresent()) {
            rows.add(
                    QueryEngine.CATALOG,
                    table.schema(),
                    table.name(),
                    false,
                    null,
                    null,
                    DatabaseMetaData.tableIndexStatistic,
                    0,
                    null,
                    null,
                    counts.rows(constraints.counted()),
                    0L);
        }
        constraints.indexes().stream()
                .filter(wanted)
                .sorted(Comparator.comparing((Index index) -> !index.isUnique()).thenComparing(Index::name))
                .forEach(index -> addIndex(table, index, counts.values(index), rows));
    }

    private static void addIndex(TableDescription table, Index index, long values, ListedRows rows) {
        for (int i = 0; i < index.columns().size(); i++) {
            rows.add(
                    QueryEngine.CATALOG,
                    table.schema(),
                    table.name(),
                    !index.isUnique(),
                    null,
                    index.name(),
                    DatabaseMetaData.tableIndexOther,
                    i + 1,
                    table.columns().get(index.columns().get(i)).column().name(),
                    "A",
                    values,
                    0L);
        }
    }
}
