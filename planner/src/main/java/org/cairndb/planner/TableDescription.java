package org.cairndb.planner;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** A table for metadata; everything beyond its names is worked out when it is asked for, from the schema alone. */
public final class TableDescription {
    private final Name name;
    private final Optional<String> remarks;
    private final Supplier<Columns> columns;
    private final Supplier<Constraints> constraints;

    TableDescription(
            Name name, Optional<String> remarks, Supplier<Columns> columns, Supplier<Constraints> constraints) {
        this.name = name;
        this.remarks = remarks;
        this.columns = columns;
        this.constraints = constraints;
    }

    /**
     * What a table is called.
     *
     * @param schema schema name
     * @param table table name
     * @param kind TABLE, VIEW, DATOM TABLE or SYSTEM TABLE
     */
    record Name(String schema, String table, String kind) {}

    /** The columns of a star, and those that only their names give. */
    record Columns(List<Column> shown, List<Column> hidden) {}

    /**
     * A column.
     *
     * @param column name and type
     * @param remarks what the documentation of its attribute says
     */
    public record Column(ResultColumn column, Optional<String> remarks) {}

    /**
     * Columns whose values, where there are any, belong to one row.
     *
     * @param name name of the constraint
     * @param columns ordinals from 0
     */
    public record UniqueKey(String name, List<Integer> columns) {
        /** Copies the list. */
        public UniqueKey {
            columns = List.copyOf(columns);
        }
    }

    /** What becomes of a row when the entity that it refers to is retracted. */
    public enum WhenRetracted {
        /** The column becomes null. */
        SET_NULL,
        /** The row goes too. */
        CASCADE
    }

    /**
     * A column that refers to the {@code _id} of a table in the same schema.
     *
     * @param name name of the constraint
     * @param column ordinal from 0
     * @param table the table referred to
     * @param whenRetracted what becomes of the row with the entity
     */
    public record Reference(String name, int column, String table, WhenRetracted whenRetracted) {
        /** The column referred to. */
        public static final String COLUMN = "_id";

        /** The name of the key of that column. */
        public String key() {
            return table + "_pk";
        }
    }

    /**
     * Columns by whose values rows are found.
     *
     * @param name name of the index, that of the key where it serves one
     * @param isUnique whether values lead to one row at most
     * @param columns ordinals from 0
     * @param attribute id of the attribute whose values are counted; empty if each row has a value of its own
     */
    public record Index(String name, boolean isUnique, List<Integer> columns, OptionalInt attribute) {
        /** Copies the list. */
        public Index {
            columns = List.copyOf(columns);
        }
    }

    /**
     * What holds for rows, and what finds them.
     *
     * @param primaryKey the key that every row has, if there is one
     * @param uniqueKeys the other keys
     * @param references columns that refer to tables
     * @param indexes ways to find rows
     * @param counted the attribute with a value for each row, if the table has one
     */
    public record Constraints(
            Optional<UniqueKey> primaryKey,
            List<UniqueKey> uniqueKeys,
            List<Reference> references,
            List<Index> indexes,
            OptionalInt counted) {
        /** Of a table without any. */
        static final Constraints NONE =
                new Constraints(Optional.empty(), List.of(), List.of(), List.of(), OptionalInt.empty());

        /** Copies the lists. */
        public Constraints {
            uniqueKeys = List.copyOf(uniqueKeys);
            references = List.copyOf(references);
            indexes = List.copyOf(indexes);
        }
    }

    /** Schema name. */
    public String schema() {
        return name.schema;
    }

    /** Table name. */
    public String name() {
        return name.table;
    }

    /** TABLE, VIEW, DATOM TABLE or SYSTEM TABLE. */
    public String kind() {
        return name.kind;
    }

    /** What the table holds, where that is said anywhere. */
    public Optional<String> remarks() {
        return remarks;
    }

    /** The columns in order. */
    public List<Column> columns() {
        return columns.get().shown;
    }

    /** The columns that are there for those who name them: the transaction that changed the row last. */
    public List<Column> hiddenColumns() {
        return columns.get().hidden;
    }

    /** Keys, references and indexes. */
    public Constraints constraints() {
        return constraints.get();
    }
}
