package org.cairndb.planner;

import com.google.common.base.Suppliers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.calcite.sql.SqlIdentifier;
import org.cairndb.planner.exec.SessionSnapshots;
import org.cairndb.planner.rel.DatomSchema;
import org.cairndb.planner.rel.DatomTable;
import org.cairndb.storage.error.CairnException;
import org.jspecify.annotations.Nullable;

/** What the names in a statement can mean: databases with their schemas under the names of attachments, and what is said of the session. */
final class Catalog {
    /** The name of the one catalog that there is. */
    static final String NAME = "cairn";

    private final List<Entry> entries;
    private final List<DatomSchema> schemas;
    private final Session session;
    private final int hash;
    private final Supplier<InformationSchema> informationSchema = Suppliers.memoize(() -> new InformationSchema(this));

    Catalog(List<Entry> entries, Session session) {
        this.entries = List.copyOf(entries);
        this.schemas = entries.stream().map(Entry::schema).toList();
        this.session = session;
        this.hash = 31 * this.entries.hashCode() + session.hashCode();
    }

    /**
     * What a session says of names.
     *
     * @param defaultSchema the schema for names without one
     * @param caller who asks, through what
     */
    record Session(Optional<String> defaultSchema, QueryEngine.Caller caller) {}

    /**
     * An attached database.
     *
     * @param place where it lies, so that plans fit its counts
     * @param schema its tables, under the name of the attachment
     */
    record Entry(String place, DatomSchema schema) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Entry that
                    && place.equals(that.place)
                    && schema.name().equals(that.schema.name())
                    && schema.schema().equals(that.schema.schema())
                    && schema.views().equals(that.schema.views());
        }

        @Override
        public int hashCode() {
            return (place.hashCode() * 31 + schema.name().hashCode()) * 31
                    + schema.schema().hashCode();
        }
    }

    /** The schemas in the order of the attachments. */
    List<DatomSchema> schemas() {
        return schemas;
    }

    /** The schema that a table's name belongs to, if it is attached. */
    Optional<DatomSchema> schemaOf(SqlIdentifier table) {
        if (table.names.size() > 2) {
            return Optional.empty();
        }
        return table.isSimple() ? defaultDatomSchema() : schemaNamed(table.names.get(0));
    }

    /** The schema for names without one, with its tables. */
    Optional<DatomSchema> defaultDatomSchema() {
        return defaultSchema().flatMap(this::schemaNamed);
    }

    private Optional<DatomSchema> schemaNamed(String wanted) {
        return schemas.stream().filter(s -> s.name().equalsIgnoreCase(wanted)).findFirst();
    }

    /** The schema for names without one. */
    Optional<String> defaultSchema() {
        return session.defaultSchema;
    }

    /** What the session says. */
    Session session() {
        return session;
    }

    /** The schemas of all databases as tables. */
    InformationSchema informationSchema() {
        return informationSchema.get();
    }

    /** Whether a name is that of a schema. */
    boolean hasSchema(String name) {
        return name.equalsIgnoreCase(InformationSchema.NAME)
                || schemas.stream().anyMatch(schema -> schema.name().equalsIgnoreCase(name));
    }

    /** All tables as these states show them, those of the information schema last. */
    List<TableDescription> tables(SessionSnapshots states) {
        List<TableDescription> tables = new ArrayList<>();
        for (DatomSchema schema : schemas) {
            tables.addAll(TableDescriptions.of(schema));
            for (String view : schema.views().keySet()) {
                tables.add(TableDescriptions.ofView(schema.name(), view, () -> columnsOf(schema, view, states)));
            }
        }
        for (DatomTable table : informationSchema().datomTables()) {
            tables.add(TableDescriptions.ofConnection(InformationSchema.NAME, table));
        }
        return tables;
    }

    /** The columns of a view; none if its query is wrong, of which whoever reads it learns. */
    private List<ResultColumn> columnsOf(DatomSchema schema, String view, SessionSnapshots states) {
        try {
            String sql = "SELECT * FROM \"%s\".\"%s\""
                    .formatted(schema.name().replace("\"", "\"\""), view.replace("\"", "\"\""));
            return StatementPlanner.describe(sql, this, states);
        } catch (CairnException e) {
            return List.of();
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Catalog that
                        && hash == that.hash
                        && session.equals(that.session)
                        && entries.equals(that.entries));
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
