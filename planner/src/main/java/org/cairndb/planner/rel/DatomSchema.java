package org.cairndb.planner.rel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.schema.Schema.TableType;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Schema;

/** The tables of an attached database: entity tables, link tables, datom tables and system tables. */
public final class DatomSchema extends AbstractSchema {
    /** The kind of datom tables; no kind that Calcite knows fits better. */
    static final TableType DATOM_TABLE = TableType.INDEX;

    private final String name;
    private final Schema schema;
    private final Map<String, Table> tables = new LinkedHashMap<>();

    /** The tables of a schema under the name of an attachment. */
    public DatomSchema(String database, Schema schema) {
        this.name = database;
        this.schema = schema;
        for (String namespace : schema.namespaces()) {
            schema.presenceOf(namespace)
                    .ifPresent(presence -> add(EntityTable.ofNamespace(database, schema, presence)));
        }
        for (Attribute attribute : schema.attributes()) {
            boolean isShown = !attribute.isPresence() && !attribute.isSystem();
            if (isShown && attribute.isMany()) {
                add(AttributeTable.ofLinks(database, attribute));
            }
            if (isShown) {
                add(AttributeTable.ofDatoms(database, attribute));
            }
        }
        add(EntityTable.ofTransactions(database, schema));
        SystemTables.of(database).forEach(this::add);
    }

    private void add(DatomTable table) {
        tables.putIfAbsent(table.name(), table);
    }

    /** The name under which the database is attached. */
    public String name() {
        return name;
    }

    /** The stored schema that the tables show. */
    public Schema schema() {
        return schema;
    }

    /** The tables in the order in which metadata lists them within a kind. */
    public List<DatomTable> datomTables() {
        return tables.values().stream().map(DatomTable.class::cast).toList();
    }

    @Override
    protected Map<String, Table> getTableMap() {
        return tables;
    }
}
