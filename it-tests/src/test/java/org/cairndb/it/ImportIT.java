package org.cairndb.it;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.ingest.ImportOptions;
import org.cairndb.writer.ingest.ImportReport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was imported from a relational database reads back equal, row for row, through our driver. */
class ImportIT {
    @TempDir
    Path folder;

    /** A column of the source and where it is here. */
    private record Column(String source, String imported, int jdbcType, int precision, int scale) {}

    @ParameterizedTest
    @CsvSource({"chinook, CHINOOK, CHINOOK, 11", "foodmart, FOODMART, FOODMART, 37"})
    void everyTableReadsBackEqual(String name, String user, String password, int tables) throws SQLException {
        Location location = Location.ofFolder(folder.resolve(name));
        try (Connection source = DriverManager.getConnection("jdbc:hsqldb:res:" + name, user, password)) {
            ImportReport report = load(source, location);
            assertThat(report.tables()).hasSize(tables);
            try (Connection imported = DriverManager.getConnection("jdbc:cairn:file:" + folder.resolve(name))) {
                for (ImportReport.Table table : report.tables()) {
                    assertThat(table.emptyRows()).isZero();
                    requireEqual(source, imported, table);
                }
            }
        }
        Soundness.requireSound(location);
    }

    private static ImportReport load(Connection source, Location location) {
        try (Writer writer = Writer.open(location, WriterOptions.DEFAULT)) {
            return writer.importTables(source, ImportOptions.DEFAULT);
        }
    }

    private static void requireEqual(Connection source, Connection imported, ImportReport.Table table)
            throws SQLException {
        List<Column> columns = columns(source, imported, table);
        List<Integer> types = columns.stream().map(Column::jdbcType).toList();
        RowChecksum expected = checksum(source, select(columns, Column::source, table.source()), types);
        String sql = select(columns, Column::imported, table.namespace());
        assertThat(checksum(imported, sql, types)).as(table.namespace()).isEqualTo(expected);
        assertThat(Jdbc.rows(imported, "SELECT COUNT(*) FROM \"" + table.namespace() + "\""))
                .isEqualTo(List.of(List.of(expected.rows())));
        requireTypes(imported, sql, columns);
    }

    private static RowChecksum checksum(Connection connection, String sql, List<Integer> types) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return RowChecksum.of(result, types);
        }
    }

    private static String select(List<Column> columns, Function<Column, String> name, String table) {
        return columns.stream()
                .map(name)
                .collect(Collectors.joining("\", \"", "SELECT \"", "\" FROM \"" + table + "\""));
    }

    private static List<Column> columns(Connection source, Connection imported, ImportReport.Table table)
            throws SQLException {
        Map<String, String> here = new LinkedHashMap<>();
        try (ResultSet rows = imported.getMetaData().getColumns(null, "main", table.namespace(), null)) {
            while (rows.next()) {
                String name = rows.getString("COLUMN_NAME");
                here.put(name.toLowerCase(Locale.ROOT), name);
            }
        }
        List<Column> columns = new ArrayList<>();
        try (ResultSet rows = source.getMetaData().getColumns(null, source.getSchema(), table.source(), null)) {
            while (rows.next()) {
                String name = rows.getString("COLUMN_NAME");
                columns.add(new Column(
                        name,
                        requireNonNull(here.get(name.toLowerCase(Locale.ROOT)), name),
                        rows.getInt("DATA_TYPE"),
                        rows.getInt("COLUMN_SIZE"),
                        rows.getInt("DECIMAL_DIGITS")));
            }
        }
        return columns;
    }

    private static void requireTypes(Connection imported, String sql, List<Column> columns) throws SQLException {
        try (Statement statement = imported.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            for (int i = 0; i < columns.size(); i++) {
                Column column = columns.get(i);
                int type = result.getMetaData().getColumnType(i + 1);
                assertThat(type).as(column.toString()).isEqualTo(typeHere(column.jdbcType()));
                if (type == Types.DECIMAL) {
                    assertThat(result.getMetaData().getPrecision(i + 1)).isEqualTo(column.precision());
                    assertThat(result.getMetaData().getScale(i + 1)).isEqualTo(column.scale());
                }
            }
        }
    }

    private static int typeHere(int jdbcType) {
        return switch (jdbcType) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> Types.BIGINT;
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> Types.DOUBLE;
            case Types.DECIMAL, Types.NUMERIC -> Types.DECIMAL;
            case Types.BIT, Types.BOOLEAN -> Types.BOOLEAN;
            case Types.DATE, Types.TIME, Types.TIMESTAMP -> jdbcType;
            default -> Types.VARCHAR;
        };
    }
}
