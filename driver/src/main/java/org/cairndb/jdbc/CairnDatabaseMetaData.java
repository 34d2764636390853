package org.cairndb.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.cairndb.jdbc.KeyListings.Named;
import org.cairndb.planner.TableDescription.Index;
import org.jspecify.annotations.Nullable;

/** Metadata of a connection, from schemas and counts alone. */
final class CairnDatabaseMetaData extends BehaviourFacts {
    private final CairnConnection connection;
    private final TableListings tables;
    private final KeyListings keys;

    CairnDatabaseMetaData(CairnConnection connection) {
        this.connection = connection;
        this.tables = new TableListings(connection);
        this.keys = new KeyListings(connection);
    }

    @Override
    public ResultSet getCatalogs() throws SQLException {
        connection.requireOpen();
        return tables.catalogs();
    }

    @Override
    public ResultSet getSchemas() throws SQLException {
        return getSchemas(null, null);
    }

    @Override
    public ResultSet getSchemas(@Nullable String catalog, @Nullable String pattern) throws SQLException {
        connection.requireOpen();
        return tables.schemas(catalog, pattern);
    }

    @Override
    public ResultSet getTableTypes() throws SQLException {
        connection.requireOpen();
        ListedRows rows = MetadataRows.TABLE_TYPES.collect();
        rows.add("DATOM TABLE");
        rows.add("SYSTEM TABLE");
        rows.add("TABLE");
        rows.add("VIEW");
        return rows.toResultSet();
    }

    @Override
    public ResultSet getTables(
            @Nullable String catalog, @Nullable String schema, @Nullable String name, String @Nullable [] types)
            throws SQLException {
        return tables.tables(catalog, schema, name, types);
    }

    @Override
    public ResultSet getColumns(
            @Nullable String catalog, @Nullable String schema, @Nullable String table, @Nullable String column)
            throws SQLException {
        return tables.columns(catalog, schema, table, column);
    }

    @Override
    public ResultSet getPseudoColumns(
            @Nullable String catalog, @Nullable String schema, @Nullable String table, @Nullable String column)
            throws SQLException {
        return tables.pseudoColumns(catalog, schema, table, column);
    }

    private static Named named(@Nullable String catalog, @Nullable String schema, @Nullable String table)
            throws SQLException {
        if (table == null) {
            throw Refusals.invalid("The name of a table is missing");
        }
        return new Named(catalog, schema, table);
    }

    @Override
    public ResultSet getPrimaryKeys(@Nullable String catalog, @Nullable String schema, String table)
            throws SQLException {
        return keys.primaryKeys(named(catalog, schema, table));
    }

    @Override
    public ResultSet getBestRowIdentifier(
            @Nullable String catalog, @Nullable String schema, String table, int scope, boolean nullable)
            throws SQLException {
        return keys.bestRowIdentifier(named(catalog, schema, table));
    }

    @Override
    public ResultSet getVersionColumns(@Nullable String catalog, @Nullable String schema, String table)
            throws SQLException {
        return keys.versionColumns(named(catalog, schema, table));
    }

    @Override
    public ResultSet getImportedKeys(@Nullable String catalog, @Nullable String schema, String table)
            throws SQLException {
        return keys.importedKeys(named(catalog, schema, table));
    }

    @Override
    public ResultSet getExportedKeys(@Nullable String catalog, @Nullable String schema, String table)
            throws SQLException {
        return keys.exportedKeys(named(catalog, schema, table));
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
        return keys.crossReference(
                named(parentCatalog, parentSchema, parentTable), named(foreignCatalog, foreignSchema, foreignTable));
    }

    @Override
    public ResultSet getIndexInfo(
            @Nullable String catalog, @Nullable String schema, String table, boolean unique, boolean approximate)
            throws SQLException {
        return keys.indexInfo(named(catalog, schema, table), unique ? Index::isUnique : index -> true);
    }

    @Override
    public ResultSet getTypeInfo() throws SQLException {
        connection.requireOpen();
        return TypeInfo.rows();
    }

    @Override
    public ResultSet getFunctions(@Nullable String catalog, @Nullable String schema, @Nullable String name)
            throws SQLException {
        connection.requireOpen();
        return FunctionListings.functions(catalog, schema, name);
    }

    @Override
    public ResultSet getFunctionColumns(
            @Nullable String catalog, @Nullable String schema, @Nullable String name, @Nullable String column)
            throws SQLException {
        connection.requireOpen();
        return FunctionListings.columns(catalog, schema, new NamePattern(name), new NamePattern(column));
    }

    @Override
    public String getURL() throws SQLException {
        connection.requireOpen();
        return connection.url();
    }

    @Override
    public String getUserName() throws SQLException {
        connection.requireOpen();
        return connection.user();
    }

    @Override
    public Connection getConnection() throws SQLException {
        connection.requireOpen();
        return connection;
    }

    /** What there is none of. */
    private ResultSet none(MetadataRows rows) throws SQLException {
        connection.requireOpen();
        return rows.none();
    }

    @Override
    public ResultSet getProcedures(@Nullable String a, @Nullable String b, @Nullable String c) throws SQLException {
        return none(MetadataRows.PROCEDURES);
    }

    @Override
    public ResultSet getProcedureColumns(@Nullable String a, @Nullable String b, @Nullable String c, @Nullable String d)
            throws SQLException {
        return none(MetadataRows.PROCEDURE_COLUMNS);
    }

    @Override
    public ResultSet getColumnPrivileges(@Nullable String a, @Nullable String b, String c, @Nullable String d)
            throws SQLException {
        return none(MetadataRows.COLUMN_PRIVILEGES);
    }

    @Override
    public ResultSet getTablePrivileges(@Nullable String a, @Nullable String b, @Nullable String c)
            throws SQLException {
        return none(MetadataRows.TABLE_PRIVILEGES);
    }

    @Override
    public ResultSet getUDTs(@Nullable String a, @Nullable String b, @Nullable String c, int @Nullable [] types)
            throws SQLException {
        return none(MetadataRows.USER_TYPES);
    }

    @Override
    public ResultSet getSuperTypes(@Nullable String a, @Nullable String b, @Nullable String c) throws SQLException {
        return none(MetadataRows.SUPER_TYPES);
    }

    @Override
    public ResultSet getSuperTables(@Nullable String a, @Nullable String b, @Nullable String c) throws SQLException {
        return none(MetadataRows.SUPER_TABLES);
    }

    @Override
    public ResultSet getAttributes(@Nullable String a, @Nullable String b, @Nullable String c, @Nullable String d)
            throws SQLException {
        return none(MetadataRows.ATTRIBUTES);
    }

    @Override
    public ResultSet getClientInfoProperties() throws SQLException {
        return none(MetadataRows.CLIENT_INFO);
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
