package org.cairndb.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cairndb.planner.ResultColumn;
import org.cairndb.planner.TableDescription;
import org.cairndb.planner.TableDescription.ColumnDescription;
import org.cairndb.storage.datom.Attribute;
import org.jspecify.annotations.Nullable;

/** Metadata of a connection, from schemas and counts alone; there are no catalogs. */
final class CairnDatabaseMetaData extends BehaviourFacts {
    private static final String ID_COLUMN = "_id";

    private final CairnConnection connection;

    CairnDatabaseMetaData(CairnConnection connection) {
        this.connection = connection;
    }

    private List<TableDescription> tables(@Nullable String schema, @Nullable String name) throws SQLException {
        NamePattern schemas = new NamePattern(schema);
        NamePattern names = new NamePattern(name);
        return connection.engine().tables(connection.snapshots()).stream()
                .filter(t -> schemas.matches(t.schema()) && names.matches(t.name()))
                .toList();
    }

    private List<TableDescription> exactly(@Nullable String schema, String name) throws SQLException {
        return tables(null, null).stream()
                .filter(t -> t.name().equalsIgnoreCase(name)
                        && (schema == null || schema.isEmpty() || t.schema().equalsIgnoreCase(schema)))
                .toList();
    }

    @Override
    public ResultSet getTables(
            @Nullable String catalog, @Nullable String schema, @Nullable String name, String @Nullable [] types)
            throws SQLException {
        ListedRows rows = new ListedRows(
                "TABLE_CAT",
                "TABLE_SCHEM",
                "TABLE_NAME",
                "TABLE_TYPE",
                "REMARKS",
                "TYPE_CAT",
                "TYPE_SCHEM",
                "TYPE_NAME",
                "SELF_REFERENCING_COL_NAME",
                "REF_GENERATION");
        tables(schema, name).stream()
                .filter(t -> types == null || List.of(types).contains(t.kind()))
                .sorted(Comparator.comparing(TableDescription::kind)
                        .thenComparing(TableDescription::schema)
                        .thenComparing(TableDescription::name))
                .forEach(t -> rows.add(null, t.schema(), t.name(), t.kind(), null, null, null, null, null, null));
        return rows.toResultSet();
    }

    @Override
    public ResultSet getColumns(
            @Nullable String catalog, @Nullable String schema, @Nullable String table, @Nullable String column)
            throws SQLException {
        ListedRows rows = new ListedRows(
                "TABLE_CAT",
                "TABLE_SCHEM",
                "TABLE_NAME",
                "COLUMN_NAME",
                "#DATA_TYPE",
                "TYPE_NAME",
                "#COLUMN_SIZE",
                "#BUFFER_LENGTH",
                "#DECIMAL_DIGITS",
                "#NUM_PREC_RADIX",
                "#NULLABLE",
                "REMARKS",
                "COLUMN_DEF",
                "#SQL_DATA_TYPE",
                "#SQL_DATETIME_SUB",
                "#CHAR_OCTET_LENGTH",
                "#ORDINAL_POSITION",
                "IS_NULLABLE",
                "SCOPE_CATALOG",
                "SCOPE_SCHEMA",
                "SCOPE_TABLE",
                "#SOURCE_DATA_TYPE",
                "IS_AUTOINCREMENT",
                "IS_GENERATEDCOLUMN");
        NamePattern names = new NamePattern(column);
        tables(schema, table).stream()
                .sorted(Comparator.comparing(TableDescription::schema).thenComparing(TableDescription::name))
                .forEach(t -> addColumns(t, names, rows));
        return rows.toResultSet();
    }

    private static void addColumns(TableDescription table, NamePattern names, ListedRows rows) {
        for (int i = 0; i < table.columns().size(); i++) {
            ColumnDescription description = table.columns().get(i);
            ResultColumn column = description.column();
            if (!names.matches(column.name())) {
                continue;
            }
            boolean numeric = column.sqlType().jdbcType() != Types.VARCHAR;
            rows.add(
                    null,
                    table.schema(),
                    table.name(),
                    column.name(),
                    column.sqlType().jdbcType(),
                    column.sqlType().name(),
                    size(column),
                    null,
                    numeric ? column.sqlType().scale() : null,
                    10,
                    column.isNullable() ? columnNullable : columnNoNulls,
                    description.attribute().stream()
                            .findFirst()
                            .flatMap(Attribute::doc)
                            .orElse(null),
                    null,
                    null,
                    null,
                    numeric ? null : size(column),
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

    private static int size(ResultColumn column) {
        int precision = column.sqlType().precision();
        return precision == 0 ? Integer.MAX_VALUE : precision;
    }

    @Override
    public ResultSet getPrimaryKeys(@Nullable String catalog, @Nullable String schema, String table)
            throws SQLException {
        ListedRows rows =
                new ListedRows("TABLE_CAT", "TABLE_SCHEM", "TABLE_NAME", "COLUMN_NAME", "#KEY_SEQ", "PK_NAME");
        for (TableDescription t : exactly(schema, table)) {
            for (ColumnDescription column : t.columns()) {
                if (column.isId()) {
                    rows.add(null, t.schema(), t.name(), column.column().name(), 1, t.name() + "_pk");
                }
            }
        }
        return rows.toResultSet();
    }

    @Override
    public ResultSet getBestRowIdentifier(
            @Nullable String catalog, @Nullable String schema, String table, int scope, boolean nullable)
            throws SQLException {
        ListedRows rows = new ListedRows(
                "#SCOPE",
                "COLUMN_NAME",
                "#DATA_TYPE",
                "TYPE_NAME",
                "#COLUMN_SIZE",
                "#BUFFER_LENGTH",
                "#DECIMAL_DIGITS",
                "#PSEUDO_COLUMN");
        for (TableDescription t : exactly(schema, table)) {
            for (ColumnDescription c : t.columns()) {
                if (c.isId()) {
                    rows.add(bestRowSession, c.column().name(), Types.BIGINT, "BIGINT", 19, null, 0, bestRowNotPseudo);
                }
            }
        }
        return rows.toResultSet();
    }

    private static ListedRows keyRows() {
        return new ListedRows(
                "PKTABLE_CAT",
                "PKTABLE_SCHEM",
                "PKTABLE_NAME",
                "PKCOLUMN_NAME",
                "FKTABLE_CAT",
                "FKTABLE_SCHEM",
                "FKTABLE_NAME",
                "FKCOLUMN_NAME",
                "#KEY_SEQ",
                "#UPDATE_RULE",
                "#DELETE_RULE",
                "FK_NAME",
                "PK_NAME",
                "#DEFERRABILITY");
    }

    /** Adds the references of a table, or only those that point to one table. */
    private static void addKeys(TableDescription from, Optional<String> to, ListedRows rows) {
        if (!from.kind().equals("TABLE")) {
            return;
        }
        for (ColumnDescription column : from.columns()) {
            Optional<String> target = column.attribute().stream().findFirst().flatMap(Attribute::refNamespace);
            if (target.isPresent()
                    && to.map(t -> t.equalsIgnoreCase(target.get())).orElse(true)) {
                rows.add(
                        null,
                        from.schema(),
                        target.get(),
                        ID_COLUMN,
                        null,
                        from.schema(),
                        from.name(),
                        column.column().name(),
                        1,
                        importedKeyNoAction,
                        importedKeyNoAction,
                        from.name() + "_" + column.column().name() + "_fk",
                        target.get() + "_pk",
                        importedKeyNotDeferrable);
            }
        }
    }

    @Override
    public ResultSet getImportedKeys(@Nullable String catalog, @Nullable String schema, String table)
            throws SQLException {
        ListedRows rows = keyRows();
        exactly(schema, table).forEach(t -> addKeys(t, Optional.empty(), rows));
        return rows.toResultSet();
    }

    @Override
    public ResultSet getExportedKeys(@Nullable String catalog, @Nullable String schema, String table)
            throws SQLException {
        ListedRows rows = keyRows();
        tables(schema, null).forEach(t -> addKeys(t, Optional.of(table), rows));
        return rows.toResultSet();
    }

    @Override
    public ResultSet getCrossReference(
            @Nullable String parentCatalog,
            @Nullable String parentSchema,
            String parentTable,
            @Nullable String foreignCatalog,
            @Nullable String foreignSchema,
            String foreignTable)
            throws SQLException {
        ListedRows rows = keyRows();
        exactly(foreignSchema, foreignTable).forEach(t -> addKeys(t, Optional.of(parentTable), rows));
        return rows.toResultSet();
    }

    @Override
    public ResultSet getIndexInfo(
            @Nullable String catalog, @Nullable String schema, String table, boolean unique, boolean approximate)
            throws SQLException {
        ListedRows rows = new ListedRows(
                "TABLE_CAT",
                "TABLE_SCHEM",
                "TABLE_NAME",
                "#NON_UNIQUE",
                "INDEX_QUALIFIER",
                "INDEX_NAME",
                "#TYPE",
                "#ORDINAL_POSITION",
                "COLUMN_NAME",
                "ASC_OR_DESC",
                "#CARDINALITY",
                "#PAGES",
                "FILTER_CONDITION");
        for (TableDescription t : exactly(schema, table)) {
            for (ColumnDescription column : t.columns()) {
                boolean isUnique = column.isId() || column.attribute().stream().anyMatch(Attribute::isUnique);
                boolean isIndexed = column.isId() || column.attribute().stream().anyMatch(Attribute::inAvet);
                if (isIndexed && (isUnique || !unique)) {
                    String name = t.name() + "_" + column.column().name() + "_idx";
                    rows.add(
                            null,
                            t.schema(),
                            t.name(),
                            !isUnique,
                            null,
                            name,
                            tableIndexOther,
                            1,
                            column.column().name(),
                            "A",
                            t.rowCount(),
                            0,
                            null);
                }
            }
        }
        return rows.toResultSet();
    }

    @Override
    public ResultSet getSchemas() throws SQLException {
        return getSchemas(null, null);
    }

    @Override
    public ResultSet getSchemas(@Nullable String catalog, @Nullable String pattern) throws SQLException {
        connection.requireOpen();
        ListedRows rows = new ListedRows("TABLE_SCHEM", "TABLE_CATALOG");
        NamePattern names = new NamePattern(pattern);
        connection.engine().databases().stream()
                .map(d -> d.name())
                .filter(names::matches)
                .sorted()
                .forEach(name -> rows.add(name, null));
        return rows.toResultSet();
    }

    @Override
    public ResultSet getCatalogs() {
        return ListedRows.empty("TABLE_CAT");
    }

    @Override
    public ResultSet getTableTypes() {
        ListedRows rows = new ListedRows("TABLE_TYPE");
        rows.add("DATOM TABLE");
        rows.add("SYSTEM TABLE");
        rows.add("TABLE");
        rows.add("VIEW");
        return rows.toResultSet();
    }

    @Override
    public ResultSet getTypeInfo() {
        return TypeInfo.rows();
    }

    @Override
    public String getURL() {
        return connection.url();
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    @Override
    public ResultSet getProcedures(@Nullable String a, @Nullable String b, @Nullable String c) {
        return ListedRows.empty(
                "PROCEDURE_CAT", "PROCEDURE_SCHEM", "PROCEDURE_NAME", "REMARKS", "#PROCEDURE_TYPE", "SPECIFIC_NAME");
    }

    @Override
    public ResultSet getProcedureColumns(
            @Nullable String a, @Nullable String b, @Nullable String c, @Nullable String d) {
        return ListedRows.empty("PROCEDURE_CAT", "PROCEDURE_SCHEM", "PROCEDURE_NAME", "COLUMN_NAME");
    }

    @Override
    public ResultSet getFunctions(@Nullable String a, @Nullable String b, @Nullable String c) {
        return ListedRows.empty(
                "FUNCTION_CAT", "FUNCTION_SCHEM", "FUNCTION_NAME", "REMARKS", "#FUNCTION_TYPE", "SPECIFIC_NAME");
    }

    @Override
    public ResultSet getFunctionColumns(
            @Nullable String a, @Nullable String b, @Nullable String c, @Nullable String d) {
        return ListedRows.empty("FUNCTION_CAT", "FUNCTION_SCHEM", "FUNCTION_NAME", "COLUMN_NAME");
    }

    @Override
    public ResultSet getPseudoColumns(@Nullable String a, @Nullable String b, @Nullable String c, @Nullable String d) {
        return ListedRows.empty("TABLE_CAT", "TABLE_SCHEM", "TABLE_NAME", "COLUMN_NAME");
    }

    @Override
    public ResultSet getColumnPrivileges(@Nullable String a, @Nullable String b, String c, @Nullable String d) {
        return ListedRows.empty(
                "TABLE_CAT",
                "TABLE_SCHEM",
                "TABLE_NAME",
                "COLUMN_NAME",
                "GRANTOR",
                "GRANTEE",
                "PRIVILEGE",
                "IS_GRANTABLE");
    }

    @Override
    public ResultSet getTablePrivileges(@Nullable String a, @Nullable String b, @Nullable String c) {
        return ListedRows.empty(
                "TABLE_CAT", "TABLE_SCHEM", "TABLE_NAME", "GRANTOR", "GRANTEE", "PRIVILEGE", "IS_GRANTABLE");
    }

    @Override
    public ResultSet getVersionColumns(@Nullable String a, @Nullable String b, String c) {
        return ListedRows.empty("#SCOPE", "COLUMN_NAME", "#DATA_TYPE", "TYPE_NAME");
    }

    @Override
    public ResultSet getUDTs(@Nullable String a, @Nullable String b, @Nullable String c, int @Nullable [] types) {
        return ListedRows.empty(
                "TYPE_CAT", "TYPE_SCHEM", "TYPE_NAME", "CLASS_NAME", "#DATA_TYPE", "REMARKS", "#BASE_TYPE");
    }

    @Override
    public ResultSet getSuperTypes(@Nullable String a, @Nullable String b, @Nullable String c) {
        return ListedRows.empty("TYPE_CAT", "TYPE_SCHEM", "TYPE_NAME");
    }

    @Override
    public ResultSet getSuperTables(@Nullable String a, @Nullable String b, @Nullable String c) {
        return ListedRows.empty("TABLE_CAT", "TABLE_SCHEM", "TABLE_NAME", "SUPERTABLE_NAME");
    }

    @Override
    public ResultSet getAttributes(@Nullable String a, @Nullable String b, @Nullable String c, @Nullable String d) {
        return ListedRows.empty("TYPE_CAT", "TYPE_SCHEM", "TYPE_NAME", "ATTR_NAME");
    }

    @Override
    public ResultSet getClientInfoProperties() {
        return ListedRows.empty("NAME", "#MAX_LEN", "DEFAULT_VALUE", "DESCRIPTION");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (!type.isInstance(this)) {
            throw Refusals.invalid("Database metadata is no " + type.getName());
        }
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
