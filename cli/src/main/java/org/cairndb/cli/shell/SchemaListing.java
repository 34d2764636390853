package org.cairndb.cli.shell;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cairndb.cli.output.Column;
import org.cairndb.cli.output.ListRows;
import org.cairndb.cli.output.Rows;
import org.jspecify.annotations.Nullable;

/** What the shell shows of schemas, tables and columns, all of it from JDBC metadata. */
final class SchemaListing {
    private final DatabaseMetaData metadata;

    /** A table by its exact name. */
    private record TableName(
            @Nullable String catalog, @Nullable String schema, String table) {}

    SchemaListing(DatabaseMetaData metadata) {
        this.metadata = metadata;
    }

    Rows schemas() throws SQLException {
        List<List<@Nullable String>> rows = new ArrayList<>();
        try (ResultSet schemas = metadata.getSchemas()) {
            while (schemas.next()) {
                rows.add(List.of(schemas.getString("TABLE_SCHEM")));
            }
        }
        return new ListRows(List.of(Column.text("schema")), rows);
    }

    /** The tables of some types; no type means all. */
    Rows tables(List<String> types) throws SQLException {
        List<List<@Nullable String>> rows = new ArrayList<>();
        String @Nullable [] wanted = types.isEmpty() ? null : types.toArray(String[]::new);
        try (ResultSet tables = metadata.getTables(null, null, "%", wanted)) {
            while (tables.next()) {
                rows.add(row(tables, "TABLE_SCHEM", "TABLE_NAME", "TABLE_TYPE"));
            }
        }
        return new ListRows(List.of(Column.text("schema"), Column.text("table"), Column.text("type")), rows);
    }

    /** The columns of the tables with a name, which may be preceded by a schema; empty if there is no such table. */
    Optional<Rows> columns(String name) throws SQLException {
        List<TableName> tables = find(name);
        if (tables.isEmpty()) {
            return Optional.empty();
        }
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (TableName table : tables) {
            addColumns(table, rows);
        }
        List<Column> headings = List.of(
                Column.text("table"),
                Column.text("column"),
                Column.text("type"),
                Column.text("key"),
                Column.text("remarks"));
        return Optional.of(new ListRows(headings, rows));
    }

    private List<TableName> find(String name) throws SQLException {
        List<TableName> found = new ArrayList<>();
        try (ResultSet tables = metadata.getTables(null, null, "%", null)) {
            while (tables.next()) {
                TableName table = new TableName(
                        tables.getString("TABLE_CAT"), tables.getString("TABLE_SCHEM"), tables.getString("TABLE_NAME"));
                if (isNamed(table, name.replace("\"", ""))) {
                    found.add(table);
                }
            }
        }
        return found;
    }

    private static boolean isNamed(TableName table, String name) {
        return name.equalsIgnoreCase(table.table()) || name.equalsIgnoreCase(table.schema() + "." + table.table());
    }

    private void addColumns(TableName table, List<List<@Nullable String>> rows) throws SQLException {
        TableKeys keys = TableKeys.read(metadata, table.catalog(), table.schema(), table.table());
        try (ResultSet columns =
                metadata.getColumns(table.catalog(), pattern(table.schema()), pattern(table.table()), "%")) {
            while (columns.next()) {
                String column = columns.getString("COLUMN_NAME");
                List<@Nullable String> row = new ArrayList<>();
                row.add((table.schema() == null ? "" : table.schema() + ".") + table.table());
                row.add(column);
                row.add(typeOf(columns));
                row.add(keys.of(column));
                row.add(Optional.ofNullable(columns.getString("REMARKS")).orElse(""));
                rows.add(row);
            }
        }
    }

    /** A name as a pattern that only it matches. */
    private @Nullable String pattern(@Nullable String name) throws SQLException {
        if (name == null) {
            return null;
        }
        String escape = metadata.getSearchStringEscape();
        return name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
    }

    private static String typeOf(ResultSet columns) throws SQLException {
        String name = columns.getString("TYPE_NAME");
        int type = columns.getInt("DATA_TYPE");
        if (type == Types.DECIMAL || type == Types.NUMERIC) {
            return "%s(%d,%d)".formatted(name, columns.getInt("COLUMN_SIZE"), columns.getInt("DECIMAL_DIGITS"));
        }
        return name;
    }

    private static List<@Nullable String> row(ResultSet result, String... columns) throws SQLException {
        List<@Nullable String> row = new ArrayList<>();
        for (String column : columns) {
            row.add(result.getString(column));
        }
        return row;
    }
}
