package org.cairndb.planner;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.cairndb.planner.rel.DatomSchema;
import org.jspecify.annotations.Nullable;

/** What the names in a statement can mean: databases with their schemas under the names of attachments, and the schema for names without one. */
final class Catalog {
    private final List<Entry> entries;
    private final List<DatomSchema> schemas;
    private final Optional<String> defaultSchema;
    private final int hash;

    Catalog(List<Entry> entries, Optional<String> defaultSchema) {
        this.entries = List.copyOf(entries);
        this.schemas = entries.stream().map(Entry::schema).toList();
        this.defaultSchema = defaultSchema;
        this.hash = 31 * this.entries.hashCode() + defaultSchema.hashCode();
    }

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
        return defaultSchema.flatMap(this::schemaNamed);
    }

    private Optional<DatomSchema> schemaNamed(String wanted) {
        return schemas.stream().filter(s -> s.name().equalsIgnoreCase(wanted)).findFirst();
    }

    /** The schema for names without one. */
    Optional<String> defaultSchema() {
        return defaultSchema;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Catalog that
                        && hash == that.hash
                        && defaultSchema.equals(that.defaultSchema)
                        && entries.equals(that.entries));
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
