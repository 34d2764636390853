package org.cairndb.tpch;

import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Collectors;

/** The same tables in another database, with the keys and indexes that suit it. */
public enum SqlTpch {
    /**
     * Its joins look rows up one by one, so the cache, in KB, holds the tables of scale factor 0.1. It answers a repeated text from the last result; who
     * measures it writes the text anew. To switch that off would also compute a subquery without correlation, such as that of query 15, again for each row.
     */
    H2("jdbc:h2:file:%s/tpch;CACHE_SIZE=600000", "DECIMAL(15, 2)", "DATE"),
    /** Scans columns; indexes are of no use to these queries. */
    DUCKDB("jdbc:duckdb:%s/tpch.duckdb", "DECIMAL(15, 2)", "DATE"),
    /** Has neither fixed-point numbers nor dates. */
    SQLITE("jdbc:sqlite:%s/tpch.sqlite", "REAL", "TEXT");

    private static final int BATCH = 10_000;
    private static final int SCALE = 2;

    private final String url;
    private final String decimalType;
    private final String dateType;

    SqlTpch(String url, String decimalType, String dateType) {
        this.url = url;
        this.decimalType = decimalType;
        this.dateType = dateType;
    }

    /** Whether the class path has its driver. */
    public boolean isPresent() {
        try {
            DriverManager.getDriver(url.formatted("x"));
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** A connection to the database in a folder. */
    public Connection connect(Path folder) throws SQLException {
        return connect(folder, new Properties());
    }

    /** A connection to the database in a folder, with options of its driver. */
    public Connection connect(Path folder, Properties options) throws SQLException {
        return DriverManager.getConnection(url.formatted(folder.toAbsolutePath()), options);
    }

    /** Creates all tables, loads them and builds the indexes. */
    public void load(Connection connection, Path folder, double scaleFactor) throws SQLException, IOException {
        connection.setAutoCommit(false);
        for (Table table : Table.values()) {
            execute(connection, create(table));
            if (this == DUCKDB) {
                copy(connection, table, folder, scaleFactor);
            } else {
                insert(connection, table, scaleFactor);
                index(connection, table);
            }
        }
        connection.commit();
        connection.setAutoCommit(true);
        execute(connection, this == DUCKDB ? "CHECKPOINT" : "ANALYZE");
    }

    private String create(Table table) {
        String columns = table.columns().stream()
                .map(column -> column.name() + " " + type(column.type()) + " NOT NULL")
                .collect(Collectors.joining(", "));
        String key = this == DUCKDB ? "" : ", PRIMARY KEY (%s)".formatted(String.join(", ", table.primaryKey()));
        return "CREATE TABLE %s (%s%s)".formatted(table.sqlName(), columns, key);
    }

    private String type(Column.Type type) {
        return switch (type) {
            case INTEGER -> "BIGINT";
            case DECIMAL -> decimalType;
            case DATE -> dateType;
            case TEXT -> "VARCHAR";
        };
    }

    private void index(Connection connection, Table table) throws SQLException {
        for (Column<?> column : table.columns()) {
            if (column.key() == Column.Key.INDEXED && !table.primaryKey().get(0).equals(column.name())) {
                execute(connection, "CREATE INDEX %1$s_%2$s ON %1$s (%2$s)".formatted(table.sqlName(), column.name()));
            }
        }
    }

    private void insert(Connection connection, Table table, double scaleFactor) throws SQLException {
        List<? extends Column<?>> columns = table.columns();
        String marks = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO %s VALUES (%s)".formatted(table.sqlName(), marks))) {
            Table.Rows rows = table.rows(scaleFactor);
            int waiting = 0;
            while (rows.next()) {
                for (int i = 0; i < columns.size(); i++) {
                    insert.setObject(i + 1, value(rows, i, columns.get(i).type()));
                }
                insert.addBatch();
                waiting++;
                if (waiting == BATCH) {
                    insert.executeBatch();
                    waiting = 0;
                }
            }
            insert.executeBatch();
        }
    }

    private Object value(Table.Rows rows, int column, Column.Type type) {
        return switch (type) {
            case INTEGER -> rows.number(column);
            case DECIMAL -> decimal(rows.number(column));
            case DATE -> date(LocalDate.ofEpochDay(rows.number(column)));
            case TEXT -> rows.text(column);
        };
    }

    private Object decimal(long hundredths) {
        BigDecimal value = BigDecimal.valueOf(hundredths, SCALE);
        return this == SQLITE ? (Object) value.doubleValue() : value;
    }

    private Object date(LocalDate date) {
        return this == SQLITE ? (Object) date.toString() : date;
    }

    /** The way that takes much at once. */
    private void copy(Connection connection, Table table, Path folder, double scaleFactor)
            throws SQLException, IOException {
        Path file = folder.resolve(table.sqlName() + ".csv");
        List<? extends Column<?>> columns = table.columns();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            Table.Rows rows = table.rows(scaleFactor);
            List<String> row = new ArrayList<>();
            while (rows.next()) {
                row.clear();
                for (int i = 0; i < columns.size(); i++) {
                    row.add(value(rows, i, columns.get(i).type()).toString());
                }
                out.write(String.join("|", row));
                out.write('\n');
            }
        }
        execute(connection, "COPY %s FROM '%s' (DELIMITER '|', HEADER false)".formatted(table.sqlName(), file));
        Files.delete(file);
    }

    /** The label in tables of results. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
