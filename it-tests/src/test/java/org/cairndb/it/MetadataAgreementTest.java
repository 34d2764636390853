package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.cairndb.writer.ingest.ImportOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Result sets, {@link DatabaseMetaData} and {@code information_schema} say the same of the tables of Chinook. */
class MetadataAgreementTest {
    private static Connection connection;
    private static DatabaseMetaData metadata;

    @BeforeAll
    static void load() throws SQLException {
        String location = "mem:metadata-agreement-" + UUID.randomUUID();
        try (Connection source = DriverManager.getConnection("jdbc:hsqldb:res:chinook", "CHINOOK", "CHINOOK");
                Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT)) {
            writer.importTables(source, ImportOptions.DEFAULT);
        }
        connection = DriverManager.getConnection("jdbc:cairn:" + location);
        metadata = connection.getMetaData();
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    private static List<String> rows(ResultSet result, String... columns) throws SQLException {
        return Jdbc.texts(result, "|", columns);
    }

    private static List<String> query(String sql, String... columns) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return rows(statement.executeQuery(sql), columns);
        }
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    @Test
    void aStarHasTheColumnsOfItsTable() throws SQLException {
        int tables = 0;
        try (ResultSet all = metadata.getTables(null, null, null, null)) {
            while (all.next()) {
                String schema = all.getString("TABLE_SCHEM");
                String table = all.getString("TABLE_NAME");
                String sql = "SELECT * FROM " + quoted(schema) + "." + quoted(table) + " WHERE 1 = 0";
                assertThat(described(sql))
                        .as(table)
                        .isEqualTo(rows(
                                metadata.getColumns("cairn", pattern(schema), pattern(table), "%"),
                                "TABLE_CAT",
                                "TABLE_SCHEM",
                                "TABLE_NAME",
                                "COLUMN_NAME",
                                "DATA_TYPE",
                                "TYPE_NAME",
                                "COLUMN_SIZE",
                                "NULLABLE"));
                tables++;
            }
        }
        assertThat(tables).isGreaterThan(90);
    }

    private static String pattern(String name) {
        return name.replace("_", "\\_");
    }

    private static List<String> described(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            ResultSetMetaData meta = result.getMetaData();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                assertThat(meta.getColumnLabel(i)).isEqualTo(meta.getColumnName(i));
                assertThat(meta.getColumnDisplaySize(i)).isPositive();
                columns.add("%s|%s|%s|%s|%d|%s|%d|%d"
                        .formatted(
                                meta.getCatalogName(i),
                                meta.getSchemaName(i),
                                meta.getTableName(i),
                                meta.getColumnName(i),
                                meta.getColumnType(i),
                                meta.getColumnTypeName(i),
                                meta.getPrecision(i),
                                meta.isNullable(i)));
            }
            return columns;
        }
    }

    @Test
    void theInformationSchemaListsTheSameTablesAndColumns() throws SQLException {
        assertThat(query(
                        "SELECT table_catalog, table_schema, table_name,"
                                + " CASE table_type WHEN 'BASE TABLE' THEN 'TABLE' ELSE table_type END AS kind"
                                + " FROM information_schema.tables ORDER BY kind, table_schema, table_name",
                        "table_catalog",
                        "table_schema",
                        "table_name",
                        "kind"))
                .isEqualTo(rows(
                        metadata.getTables(null, null, null, null),
                        "TABLE_CAT",
                        "TABLE_SCHEM",
                        "TABLE_NAME",
                        "TABLE_TYPE"));
        assertThat(query(
                        "SELECT * FROM information_schema.columns ORDER BY table_schema, table_name, ordinal_position",
                        "table_schema",
                        "table_name",
                        "column_name",
                        "ordinal_position",
                        "is_nullable",
                        "character_octet_length",
                        "numeric_precision_radix"))
                .isEqualTo(rows(
                        metadata.getColumns(null, null, null, null),
                        "TABLE_SCHEM",
                        "TABLE_NAME",
                        "COLUMN_NAME",
                        "ORDINAL_POSITION",
                        "IS_NULLABLE",
                        "CHAR_OCTET_LENGTH",
                        "NUM_PREC_RADIX"));
    }

    @Test
    void theInformationSchemaListsTheSameReferences() throws SQLException {
        List<String> imported = new ArrayList<>();
        for (String table : query(
                "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_TYPE = 'BASE TABLE' ORDER BY 1",
                "TABLE_NAME")) {
            imported.addAll(rows(
                    metadata.getImportedKeys("cairn", "main", table),
                    "FKTABLE_NAME",
                    "FKCOLUMN_NAME",
                    "PKTABLE_NAME",
                    "PKCOLUMN_NAME"));
        }
        assertThat(imported).hasSize(11).contains("Track|Album|Album|_id", "Employee|ReportsTo_ref|Employee|_id");
        assertThat(query(
                        "SELECT k.table_name, k.column_name, u.table_name AS parent, u.column_name AS parent_column"
                                + " FROM information_schema.referential_constraints r JOIN"
                                + " information_schema.key_column_usage k USING (constraint_schema, constraint_name) JOIN"
                                + " information_schema.key_column_usage u ON u.constraint_schema ="
                                + " r.unique_constraint_schema AND u.constraint_name = r.unique_constraint_name AND"
                                + " u.ordinal_position = k.position_in_unique_constraint ORDER BY 1, 3",
                        "table_name",
                        "column_name",
                        "parent",
                        "parent_column"))
                .isEqualTo(imported);
    }

    @Test
    void columnsOfResultsNameWhereTheyComeFrom() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT t.name AS title, a.title, t.milliseconds / 1000 AS s,"
                        + " COUNT(*) AS n FROM track t JOIN album a ON a._id = t.album GROUP BY 1, 2, 3")) {
            ResultSetMetaData meta = result.getMetaData();
            assertThat(meta.getColumnLabel(1)).isEqualTo("title");
            assertThat(meta.getColumnName(1)).isEqualTo("title");
            assertThat(meta.getTableName(1)).isEqualTo("Track");
            assertThat(meta.getTableName(2)).isEqualTo("Album");
            assertThat(meta.getSchemaName(2)).isEqualTo("main");
            assertThat(meta.getCatalogName(2)).isEqualTo("cairn");
            assertThat(meta.getTableName(3)).isEmpty();
            assertThat(meta.getCatalogName(4)).isEmpty();
            assertThat(meta.getColumnName(4)).isEqualTo("n");
        }
    }
}
