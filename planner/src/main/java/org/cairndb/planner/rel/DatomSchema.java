package org.cairndb.planner.rel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.calcite.schema.Schema.TableType;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.schema.lookup.LikePattern;
import org.apache.calcite.schema.lookup.Lookup;
import org.apache.calcite.schema.lookup.Named;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.snapshot.StoredViews;
import org.jspecify.annotations.Nullable;

/** The tables of an attached database: entity tables, link tables, datom tables and system tables. */
public final class DatomSchema extends AbstractSchema {
    /** The kind of datom tables; no kind that Calcite knows fits better. */
    static final TableType DATOM_TABLE = TableType.INDEX;

    private final String name;
    private final Schema schema;
    private final Map<String, StoredViews.View> views;
    private final Map<String, Table> tables = new LinkedHashMap<>();

    /** Divides the name of a table from what the rows of a table made of it are; it cannot be part of a name of an attribute. */
    private static final char MARK = '\u0001';

    private static final String VERSIONS = MARK + "versions";

    /** Tables made of others, as far as they have been asked for. */
    private final Map<String, DatomTable> derived = new ConcurrentHashMap<>();

    /** The tables of a schema under the name of an attachment. */
    public DatomSchema(String database, Schema schema, Map<String, StoredViews.View> views) {
        this.views = Map.copyOf(views);
        this.name = database;
        this.schema = schema;
        for (String namespace : schema.namespaces()) {
            schema.presenceOf(namespace)
                    .filter(presence -> !isOfViews(presence))
                    .ifPresent(presence -> add(EntityTable.ofNamespace(database, schema, presence)));
        }
        for (Attribute attribute : schema.attributes()) {
            boolean isShown = !attribute.isPresence() && !attribute.isSystem() && !isOfViews(attribute);
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

    private static boolean isOfViews(Attribute attribute) {
        return attribute.namespace().equals(StoredViews.NAMESPACE);
    }

    /**
     * A view.
     *
     * @param name its name as it was created
     * @param stored its query
     */
    public record View(String name, StoredViews.View stored) {}

    /** The views by name. */
    public Map<String, StoredViews.View> views() {
        return views;
    }

    /** The view of a name in any case; tables come first. */
    public Optional<View> view(String wanted) {
        if (views.isEmpty() || tables.keySet().stream().anyMatch(wanted::equalsIgnoreCase)) {
            return Optional.empty();
        }
        return views.entrySet().stream()
                .filter(view -> view.getKey().equalsIgnoreCase(wanted))
                .map(view -> new View(view.getKey(), view.getValue()))
                .findFirst();
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

    /** The name of the table that holds the versions of the rows of another. */
    public static String versionsOf(String table) {
        return table + VERSIONS;
    }

    /** The name of a table as it is known to those who write statements. */
    public static String shownName(String table) {
        int mark = table.indexOf(MARK);
        return mark < 0 ? table : table.substring(0, mark);
    }

    /** All tables, those made of others included, which exist when they are asked for. */
    @Override
    public Lookup<Table> tables() {
        Lookup<Table> listed = super.tables();
        return new Lookup<>() {
            @Override
            public @Nullable Table get(String wanted) {
                Table table = listed.get(shownName(wanted));
                return table == null ? null : named(wanted, table);
            }

            @Override
            public @Nullable Named<Table> getIgnoreCase(String wanted) {
                Named<Table> table = listed.getIgnoreCase(shownName(wanted));
                if (table == null || shownName(wanted).equals(wanted)) {
                    return table;
                }
                String exact = table.name() + wanted.substring(shownName(wanted).length());
                return new Named<>(exact, named(exact, table.entity()));
            }

            @Override
            public Set<String> getNames(LikePattern pattern) {
                return listed.getNames(pattern);
            }
        };
    }

    private Table named(String wanted, Table table) {
        return wanted.equals(shownName(wanted))
                ? table
                : derived.computeIfAbsent(wanted, name -> versions(name, (DatomTable) table));
    }

    private static DatomTable versions(String name, DatomTable table) {
        if (table instanceof ListTable) {
            throw PlanErrors.noVersions(table);
        }
        return VersionsTable.of(name, table);
    }

    @Override
    protected Map<String, Table> getTableMap() {
        return tables;
    }
}
