package org.cairndb.writer.ingest;

import org.cairndb.storage.datom.ValueType;

/**
 * A column of a table to import.
 *
 * @param name its name in the source
 * @param attribute the name of its attribute in the table's namespace
 * @param type the type of the attribute
 * @param precision digits of a DECIMAL, else 0
 * @param scale digits after the point of a DECIMAL, else 0
 * @param access how its values are read
 */
record SourceColumn(String name, String attribute, ValueType type, int precision, int scale, Access access) {
    /** How a value is read from a result set. */
    enum Access {
        BOOLEAN,
        LONG,
        DOUBLE,
        DECIMAL,
        TEXT,
        BYTES,
        DATE,
        TIME,
        TIMESTAMP,
        ZONED_TIMESTAMP,
        UUID
    }
}
