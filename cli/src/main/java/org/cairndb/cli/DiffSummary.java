package org.cairndb.cli;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cairndb.cli.output.Column;
import org.cairndb.cli.output.Rows;
import org.jspecify.annotations.Nullable;

/** For each table that differs between two attached databases, how many rows were inserted, updated and deleted. */
final class DiffSummary implements Rows {
    /** The schema of the first state. */
    static final String FROM = "from";
    /** The schema of the second state. */
    static final String TO = "to";

    private static final List<Column> COLUMNS = List.of(
            Column.text("table"), Column.number("inserted"), Column.number("updated"), Column.number("deleted"));
    private static final List<String> KINDS = List.of("insert", "update", "delete");

    private final Connection connection;
    private final Iterator<String> tables;
    private @Nullable String table;
    private long[] counts = new long[KINDS.size()];

    DiffSummary(Connection connection) throws SQLException {
        this.connection = connection;
        this.tables = tablesOf(connection).iterator();
    }

    /** The tables of entities and links that either has. */
    private static Set<String> tablesOf(Connection connection) throws SQLException {
        Set<String> names = new TreeSet<>();
        try (ResultSet all = connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE"})) {
            while (all.next()) {
                names.add(all.getString("TABLE_NAME"));
            }
        }
        return names;
    }

    /** The differences of a table as they stand in FROM. */
    static String differenceOf(String table) {
        String name = table.replace("'", "''");
        return "TABLE(DIFF('%s.%s', '%s.%s'))".formatted(FROM, name, TO, name);
    }

    @Override
    public List<Column> columns() {
        return COLUMNS;
    }

    @Override
    public boolean next() throws SQLException {
        while (tables.hasNext()) {
            table = tables.next();
            if (count(table)) {
                return true;
            }
        }
        return false;
    }

    private boolean count(String name) throws SQLException {
        counts = new long[KINDS.size()];
        boolean differs = false;
        String sql = "SELECT d._change, COUNT(*) FROM %s d GROUP BY d._change".formatted(differenceOf(name));
        try (Statement statement = connection.createStatement();
                ResultSet kinds = statement.executeQuery(sql)) {
            while (kinds.next()) {
                counts[KINDS.indexOf(kinds.getString(1))] = kinds.getLong(2);
                differs = true;
            }
        }
        return differs;
    }

    @Override
    public @Nullable String cell(int column) {
        return column == 0 ? table : String.valueOf(counts[column - 1]);
    }
}
