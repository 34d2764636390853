package org.cairndb.jdbc;

import java.sql.DatabaseMetaData;
import java.sql.PseudoColumnUsage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.cairndb.planner.QueryEngine;
import org.cairndb.planner.ResultColumn;
import org.cairndb.planner.TableDescription;
import org.jspecify.annotations.Nullable;

/** Lists catalogs, schemas, tables and columns in the orders that the specification asks for. */
final class TableListings {
    private final CairnConnection connection;

    TableListings(CairnConnection connection) {
        this.connection = connection;
    }

    /** The one catalog. */
    ResultSet catalogs() {
        ListedRows rows = MetadataRows.CATALOGS.collect();
        rows.add(QueryEngine.CATALOG);
        return rows.toResultSet();
    }

    /** Whether a catalog that a caller gives means ours: all others, and no catalog at all, have nothing in them. */
    static boolean isOurs(@Nullable String catalog) {
        return catalog == null || catalog.equalsIgnoreCase(QueryEngine.CATALOG);
    }

    ResultSet schemas(@Nullable String catalog, @Nullable String pattern) throws SQLException {
        ListedRows rows = MetadataRows.SCHEMAS.collect();
        NamePattern names = new NamePattern(pattern);
        connection.session().engine().schemas().stream()
                .filter(schema -> isOurs(catalog) && names.matches(schema))
                .sorted()
                .forEach(schema -> rows.add(schema, QueryEngine.CATALOG));
        return rows.toResultSet();
    }

    ResultSet tables(
            @Nullable String catalog, @Nullable String schema, @Nullable String table, String @Nullable [] types)
            throws SQLException {
        ListedRows rows = MetadataRows.TABLES.collect();
        Set<String> wanted = types == null ? Set.of() : Set.of(types);
        matching(catalog, schema, table).stream()
                .filter(t -> types == null || wanted.contains(t.kind()))
                .sorted(Comparator.comparing(TableDescription::kind)
                        .thenComparing(TableDescription::schema)
                        .thenComparing(TableDescription::name))
                .forEach(t -> rows.add(
                        QueryEngine.CATALOG,
                        t.schema(),
                        t.name(),
                        t.kind(),
                        t.remarks().orElse(null)));
        return rows.toResultSet();
    }

    ResultSet columns(
            @Nullable String catalog, @Nullable String schema, @Nullable String table, @Nullable String column)
            throws SQLException {
        ListedRows rows = MetadataRows.COLUMNS.collect();
        NamePattern names = new NamePattern(column);
        matching(catalog, schema, table).stream()
                .sorted(Comparator.comparing(TableDescription::schema).thenComparing(TableDescription::name))
                .forEach(t -> addColumns(t, names, rows));
        return rows.toResultSet();
    }

    private List<TableDescription> matching(@Nullable String catalog, @Nullable String schema, @Nullable String table)
            throws SQLException {
        connection.requireOpen();
        if (!isOurs(catalog)) {
            return List.of();
        }
        NamePattern schemas = new NamePattern(schema);
        NamePattern names = new NamePattern(table);
        return connection.session().engine().tables(connection.session().snapshots()).stream()
                .filter(t -> schemas.matches(t.schema()) && names.matches(t.name()))
                .toList();
    }

    private static void addColumns(TableDescription table, NamePattern names, ListedRows rows) {
        List<TableDescription.Column> columns = table.columns();
        for (int i = 0; i < columns.size(); i++) {
            ResultColumn column = columns.get(i).column();
            if (names.matches(column.name())) {
                TypeFacts facts = TypeFacts.of(column.sqlType());
                rows.add(
                        QueryEngine.CATALOG,
                        table.schema(),
                        table.name(),
                        column.name(),
                        column.sqlType().jdbcType(),
                        column.sqlType().name(),
                        TypeFacts.size(column.sqlType()),
                        null,
                        facts.digits(),
                        facts.radix(),
                        column.isNullable() ? DatabaseMetaData.columnNullable : DatabaseMetaData.columnNoNulls,
                        columns.get(i).remarks().orElse(null),
                        null,
                        null,
                        null,
                        facts.octets(),
                        i + 1,
                        column.isNullable() ? "YES" : "NO",
                        null,
                        null,
                        null,
                        null,
                        "NO",
                        "NO");
            }
        }
    }

    /** The columns that are in no star. */
    ResultSet pseudoColumns(
            @Nullable String catalog, @Nullable String schema, @Nullable String table, @Nullable String column)
            throws SQLException {
        ListedRows rows = MetadataRows.PSEUDO_COLUMNS.collect();
        NamePattern names = new NamePattern(column);
        matching(catalog, schema, table).stream()
                .sorted(Comparator.comparing(TableDescription::schema).thenComparing(TableDescription::name))
                .forEach(t -> t.hiddenColumns().stream()
                        .map(TableDescription.Column::column)
                        .filter(c -> names.matches(c.name()))
                        .forEach(c -> addPseudoColumn(t, c, rows)));
        return rows.toResultSet();
    }

    private static void addPseudoColumn(TableDescription table, ResultColumn column, ListedRows rows) {
        TypeFacts facts = TypeFacts.of(column.sqlType());
        rows.add(
                QueryEngine.CATALOG,
                table.schema(),
                table.name(),
                column.name(),
                column.sqlType().jdbcType(),
                TypeFacts.size(column.sqlType()),
                facts.digits(),
                facts.radix(),
                PseudoColumnUsage.NO_USAGE_RESTRICTIONS,
                "The transaction that changed the row last",
                facts.octets(),
                "NO");
    }
}
