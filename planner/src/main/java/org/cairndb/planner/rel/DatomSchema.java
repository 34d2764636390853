package org.cairndb.planner.rel;

import com.google.common.base.Suppliers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.calcite.plan.RelOptTable;
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
    private static final String PAST = MARK + "past";

    /** The same tables as those of the past show them. */
    private final Supplier<DatomSchema> past;

    /** Tables made of others, as far as they have been asked for. */
    private final Map<String, DatomTable> derived = new ConcurrentHashMap<>();

    /** The tables of a schema under the name of an attachment. */
    public DatomSchema(String database, Schema schema, Map<String, StoredViews.View> views) {
        this.views = Map.copyOf(views);
        this.name = database;
        this.schema = schema;
        this.past = Suppliers.memoize(() -> pastTables(schema));
        addTables(schema.inUse());
    }

    private void addTables(Schema schema) {
        String database = name;
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

    @SuppressWarnings("ReferenceEquality") // the schema itself where nothing is retired
    private DatomSchema pastTables(Schema stored) {
        return stored.inUse() == stored ? this : at(stored);
    }

    /** The tables as states of the past show them: with the attributes that were retired since. */
    public DatomSchema past() {
        return past.get();
    }

    /** The tables as a state of the database with a schema of its own shows them: with the attributes of that schema as well. */
    public DatomSchema at(Schema then) {
        return new DatomSchema(name, schema.together(then), Map.of());
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

    /** The table of a name in any case. */
    public Optional<DatomTable> table(String wanted) {
        Table exact = tables.get(wanted);
        return exact != null
                ? Optional.of((DatomTable) exact)
                : datomTables().stream()
                        .filter(table -> table.name().equalsIgnoreCase(wanted))
                        .findFirst();
    }

    /** The name of the table that holds the versions of the rows of another. */
    public static String versionsOf(String table) {
        return table + VERSIONS;
    }

    /** The name for a table that shows another state of the table of a name; {@code number} tells several such tables of a statement apart. */
    public static String pastOf(String table, int number) {
        return table + PAST + number;
    }

    /** The name of a table as it is known to those who write statements. */
    public static String shownName(String table) {
        int mark = table.indexOf(MARK);
        return mark < 0 ? table : table.substring(0, mark);
    }

    /** The name of a table as plans show it. */
    static String shownName(RelOptTable table) {
        return table.getQualifiedName().stream().map(DatomSchema::shownName).collect(Collectors.joining("."));
    }

    /** All tables, those made of others included, which exist when they are asked for. */
    @Override
    public Lookup<Table> tables() {
        Lookup<Table> listed = super.tables();
        return new Lookup<>() {
            @Override
            public @Nullable Table get(String wanted) {
                return isShown(wanted) ? listed.get(wanted) : versions(wanted).orElse(null);
            }

            @Override
            public @Nullable Named<Table> getIgnoreCase(String wanted) {
                return isShown(wanted)
                        ? listed.getIgnoreCase(wanted)
                        : versions(wanted)
                                .map(table -> new Named<Table>(table.name(), table))
                                .orElse(null);
            }

            @Override
            public Set<String> getNames(LikePattern pattern) {
                return listed.getNames(pattern);
            }
        };
    }

    private static boolean isShown(String name) {
        return name.indexOf(MARK) < 0;
    }

    private Optional<DatomTable> versions(String wanted) {
        return wanted.endsWith(VERSIONS) ? past().table(shownName(wanted)).map(this::versions) : Optional.empty();
    }

    private DatomTable versions(DatomTable table) {
        if (table instanceof ListTable) {
            throw PlanErrors.noVersions(table);
        }
        return derived.computeIfAbsent(versionsOf(table.name()), name -> VersionsTable.of(name, table));
    }

    @Override
    protected Map<String, Table> getTableMap() {
        return tables;
    }
}
