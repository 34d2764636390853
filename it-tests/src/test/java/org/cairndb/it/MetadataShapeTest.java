package org.cairndb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cairndb.storage.store.Location;
import org.cairndb.writer.Writer;
import org.cairndb.writer.WriterOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every result set of {@link DatabaseMetaData} has the columns that its documentation lists, in order, with their types. */
class MetadataShapeTest {
    private static final Map<String, Integer> TYPES = Map.of(
            "String", Types.VARCHAR,
            "short", Types.SMALLINT,
            "int", Types.INTEGER,
            "long", Types.BIGINT,
            "boolean", Types.BOOLEAN);
    private static final String KEYS = "PKTABLE_CAT String, PKTABLE_SCHEM String, PKTABLE_NAME String,"
            + " PKCOLUMN_NAME String, FKTABLE_CAT String, FKTABLE_SCHEM String, FKTABLE_NAME String,"
            + " FKCOLUMN_NAME String, KEY_SEQ short, UPDATE_RULE short, DELETE_RULE short, FK_NAME String,"
            + " PK_NAME String, DEFERRABILITY short";
    private static final String ROW_COLUMNS = "SCOPE short, COLUMN_NAME String, DATA_TYPE int, TYPE_NAME String,"
            + " COLUMN_SIZE int, BUFFER_LENGTH int, DECIMAL_DIGITS short, PSEUDO_COLUMN short";

    private static Connection connection;

    @BeforeAll
    static void load() throws SQLException {
        String location = "mem:metadata-shape-" + UUID.randomUUID();
        try (Writer writer = Writer.open(Location.parse(location), WriterOptions.DEFAULT)) {
            writer.transact(Map.of("part/code", "A"));
        }
        connection = DriverManager.getConnection("jdbc:cairn:" + location);
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    /** Asks for a result set. */
    interface Call {
        ResultSet of(DatabaseMetaData metadata) throws SQLException;
    }

    private static Arguments call(String name, String columns, Call call) {
        return Arguments.of(name, columns, call);
    }

    static List<Arguments> calls() {
        return List.of(
                call("getCatalogs", "TABLE_CAT String", DatabaseMetaData::getCatalogs),
                call("getSchemas", "TABLE_SCHEM String, TABLE_CATALOG String", DatabaseMetaData::getSchemas),
                call("getSchemas(..)", "TABLE_SCHEM String, TABLE_CATALOG String", m -> m.getSchemas(null, "%")),
                call("getTableTypes", "TABLE_TYPE String", DatabaseMetaData::getTableTypes),
                call(
                        "getTables",
                        "TABLE_CAT String, TABLE_SCHEM String, TABLE_NAME String, TABLE_TYPE String, REMARKS String,"
                                + " TYPE_CAT String, TYPE_SCHEM String, TYPE_NAME String,"
                                + " SELF_REFERENCING_COL_NAME String, REF_GENERATION String",
                        m -> m.getTables(null, null, null, null)),
                call(
                        "getColumns",
                        "TABLE_CAT String, TABLE_SCHEM String, TABLE_NAME String, COLUMN_NAME String, DATA_TYPE int,"
                                + " TYPE_NAME String, COLUMN_SIZE int, BUFFER_LENGTH int, DECIMAL_DIGITS int,"
                                + " NUM_PREC_RADIX int, NULLABLE int, REMARKS String, COLUMN_DEF String,"
                                + " SQL_DATA_TYPE int, SQL_DATETIME_SUB int, CHAR_OCTET_LENGTH int,"
                                + " ORDINAL_POSITION int, IS_NULLABLE String, SCOPE_CATALOG String,"
                                + " SCOPE_SCHEMA String, SCOPE_TABLE String, SOURCE_DATA_TYPE short,"
                                + " IS_AUTOINCREMENT String, IS_GENERATEDCOLUMN String",
                        m -> m.getColumns(null, null, null, null)),
                call(
                        "getPseudoColumns",
                        "TABLE_CAT String, TABLE_SCHEM String, TABLE_NAME String, COLUMN_NAME String, DATA_TYPE int,"
                                + " COLUMN_SIZE int, DECIMAL_DIGITS int, NUM_PREC_RADIX int, COLUMN_USAGE String,"
                                + " REMARKS String, CHAR_OCTET_LENGTH int, IS_NULLABLE String",
                        m -> m.getPseudoColumns(null, null, null, null)),
                call(
                        "getColumnPrivileges",
                        "TABLE_CAT String, TABLE_SCHEM String, TABLE_NAME String, COLUMN_NAME String, GRANTOR String,"
                                + " GRANTEE String, PRIVILEGE String, IS_GRANTABLE String",
                        m -> m.getColumnPrivileges(null, null, "part", null)),
                call(
                        "getTablePrivileges",
                        "TABLE_CAT String, TABLE_SCHEM String, TABLE_NAME String, GRANTOR String, GRANTEE String,"
                                + " PRIVILEGE String, IS_GRANTABLE String",
                        m -> m.getTablePrivileges(null, null, null)),
                call(
                        "getBestRowIdentifier",
                        ROW_COLUMNS,
                        m -> m.getBestRowIdentifier(null, null, "part", DatabaseMetaData.bestRowTemporary, true)),
                call("getVersionColumns", ROW_COLUMNS, m -> m.getVersionColumns(null, null, "part")),
                call(
                        "getPrimaryKeys",
                        "TABLE_CAT String, TABLE_SCHEM String, TABLE_NAME String, COLUMN_NAME String, KEY_SEQ short,"
                                + " PK_NAME String",
                        m -> m.getPrimaryKeys(null, null, "part")),
                call("getImportedKeys", KEYS, m -> m.getImportedKeys(null, null, "part")),
                call("getExportedKeys", KEYS, m -> m.getExportedKeys(null, null, "part")),
                call("getCrossReference", KEYS, m -> m.getCrossReference(null, null, "part", null, null, "part")),
                call(
                        "getIndexInfo",
                        "TABLE_CAT String, TABLE_SCHEM String, TABLE_NAME String, NON_UNIQUE boolean,"
                                + " INDEX_QUALIFIER String, INDEX_NAME String, TYPE short, ORDINAL_POSITION short,"
                                + " COLUMN_NAME String, ASC_OR_DESC String, CARDINALITY long, PAGES long,"
                                + " FILTER_CONDITION String",
                        m -> m.getIndexInfo(null, null, "part", false, true)),
                call(
                        "getTypeInfo",
                        "TYPE_NAME String, DATA_TYPE int, PRECISION int, LITERAL_PREFIX String,"
                                + " LITERAL_SUFFIX String, CREATE_PARAMS String, NULLABLE short,"
                                + " CASE_SENSITIVE boolean, SEARCHABLE short, UNSIGNED_ATTRIBUTE boolean,"
                                + " FIXED_PREC_SCALE boolean, AUTO_INCREMENT boolean, LOCAL_TYPE_NAME String,"
                                + " MINIMUM_SCALE short, MAXIMUM_SCALE short, SQL_DATA_TYPE int,"
                                + " SQL_DATETIME_SUB int, NUM_PREC_RADIX int",
                        DatabaseMetaData::getTypeInfo),
                call(
                        "getFunctions",
                        "FUNCTION_CAT String, FUNCTION_SCHEM String, FUNCTION_NAME String, REMARKS String,"
                                + " FUNCTION_TYPE short, SPECIFIC_NAME String",
                        m -> m.getFunctions(null, null, null)),
                call(
                        "getFunctionColumns",
                        "FUNCTION_CAT String, FUNCTION_SCHEM String, FUNCTION_NAME String, COLUMN_NAME String,"
                                + " COLUMN_TYPE short, DATA_TYPE int, TYPE_NAME String, PRECISION int, LENGTH int,"
                                + " SCALE short, RADIX short, NULLABLE short, REMARKS String, CHAR_OCTET_LENGTH int,"
                                + " ORDINAL_POSITION int, IS_NULLABLE String, SPECIFIC_NAME String",
                        m -> m.getFunctionColumns(null, null, null, null)),
                call(
                        "getProcedures",
                        "PROCEDURE_CAT String, PROCEDURE_SCHEM String, PROCEDURE_NAME String, RESERVED1 String,"
                                + " RESERVED2 String, RESERVED3 String, REMARKS String, PROCEDURE_TYPE short,"
                                + " SPECIFIC_NAME String",
                        m -> m.getProcedures(null, null, null)),
                call(
                        "getProcedureColumns",
                        "PROCEDURE_CAT String, PROCEDURE_SCHEM String, PROCEDURE_NAME String, COLUMN_NAME String,"
                                + " COLUMN_TYPE short, DATA_TYPE int, TYPE_NAME String, PRECISION int, LENGTH int,"
                                + " SCALE short, RADIX short, NULLABLE short, REMARKS String, COLUMN_DEF String,"
                                + " SQL_DATA_TYPE int, SQL_DATETIME_SUB int, CHAR_OCTET_LENGTH int,"
                                + " ORDINAL_POSITION int, IS_NULLABLE String, SPECIFIC_NAME String",
                        m -> m.getProcedureColumns(null, null, null, null)),
                call(
                        "getUDTs",
                        "TYPE_CAT String, TYPE_SCHEM String, TYPE_NAME String, CLASS_NAME String, DATA_TYPE int,"
                                + " REMARKS String, BASE_TYPE short",
                        m -> m.getUDTs(null, null, null, null)),
                call(
                        "getSuperTypes",
                        "TYPE_CAT String, TYPE_SCHEM String, TYPE_NAME String, SUPERTYPE_CAT String,"
                                + " SUPERTYPE_SCHEM String, SUPERTYPE_NAME String",
                        m -> m.getSuperTypes(null, null, null)),
                call(
                        "getSuperTables",
                        "TABLE_CAT String, TABLE_SCHEM String, TABLE_NAME String, SUPERTABLE_NAME String",
                        m -> m.getSuperTables(null, null, null)),
                call(
                        "getAttributes",
                        "TYPE_CAT String, TYPE_SCHEM String, TYPE_NAME String, ATTR_NAME String, DATA_TYPE int,"
                                + " ATTR_TYPE_NAME String, ATTR_SIZE int, DECIMAL_DIGITS int, NUM_PREC_RADIX int,"
                                + " NULLABLE int, REMARKS String, ATTR_DEF String, SQL_DATA_TYPE int,"
                                + " SQL_DATETIME_SUB int, CHAR_OCTET_LENGTH int, ORDINAL_POSITION int,"
                                + " IS_NULLABLE String, SCOPE_CATALOG String, SCOPE_SCHEMA String,"
                                + " SCOPE_TABLE String, SOURCE_DATA_TYPE short",
                        m -> m.getAttributes(null, null, null, null)),
                call(
                        "getClientInfoProperties",
                        "NAME String, MAX_LEN int, DEFAULT_VALUE String, DESCRIPTION String",
                        DatabaseMetaData::getClientInfoProperties));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void columnsAreThoseOfTheSpecification(String name, String columns, Call call) throws SQLException {
        try (ResultSet result = call.of(connection.getMetaData())) {
            ResultSetMetaData meta = result.getMetaData();
            String[] expected = columns.split(", ");
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                names.add(meta.getColumnLabel(i));
            }
            assertThat(names).hasSameSizeAs(expected);
            for (int i = 1; i <= expected.length; i++) {
                String[] column = expected[i - 1].split(" ");
                assertThat(names.get(i - 1)).isEqualTo(column[0]);
                assertThat(meta.getColumnType(i)).as(column[0]).isEqualTo(TYPES.get(column[1]));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void aClosedConnectionHasNoMetadata(String name, String columns, Call call) throws SQLException {
        DatabaseMetaData metadata;
        try (Connection other =
                DriverManager.getConnection(connection.getMetaData().getURL())) {
            metadata = other.getMetaData();
        }
        assertThatThrownBy(() -> call.of(metadata))
                .isInstanceOf(SQLException.class)
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("08003");
    }

    @Test
    void metadataIsAWrapperOfItselfAlone() throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        assertThat(metadata.isWrapperFor(DatabaseMetaData.class)).isTrue();
        assertThat(metadata.unwrap(DatabaseMetaData.class)).isSameAs(metadata);
        assertThat(metadata.isWrapperFor(Connection.class)).isFalse();
        assertThatThrownBy(() -> metadata.unwrap(Connection.class)).isInstanceOf(SQLException.class);
        assertThat(metadata.getConnection()).isSameAs(connection);
    }

    @Test
    void aNameThatIsMissingIsAnError() throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        for (Call call : List.<Call>of(
                m -> m.getPrimaryKeys(null, null, null),
                m -> m.getImportedKeys(null, null, null),
                m -> m.getExportedKeys(null, null, null),
                m -> m.getIndexInfo(null, null, null, false, false))) {
            assertThatThrownBy(() -> call.of(metadata)).isInstanceOf(SQLException.class);
        }
    }
}
