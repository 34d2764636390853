package org.cairndb.planner;

import java.util.List;
import org.cairndb.storage.datom.Attribute;

/**
 * A table for metadata.
 *
 * @param schema schema name
 * @param name table name
 * @param kind TABLE, DATOM TABLE or SYSTEM TABLE
 * @param columns its columns in order
 * @param rowCount rows, from counts alone
 */
public record TableDescription(
        String schema, String name, String kind, List<ColumnDescription> columns, long rowCount) {
    /** Copies the list. */
    public TableDescription {
        columns = List.copyOf(columns);
    }

    /**
     * A column for metadata.
     *
     * @param column name and type
     * @param isId whether it is the entity id of the row
     * @param attribute attribute behind it; empty or one
     */
    public record ColumnDescription(ResultColumn column, boolean isId, List<Attribute> attribute) {
        /** Copies the list. */
        public ColumnDescription {
            attribute = List.copyOf(attribute);
        }
    }
}
