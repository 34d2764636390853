package org.cairndb.planner;

import org.cairndb.planner.exec.ColumnType;

/**
 * A column of a result or a parameter.
 *
 * @param name label of the column
 * @param type how its values are held
 * @param sqlType its SQL type
 * @param isNullable whether it can be null
 * @param origin schema, table and column that it shows unchanged, or empty names
 */
public record ResultColumn(String name, ColumnType type, SqlType sqlType, boolean isNullable, Origin origin) {
    /**
     * A SQL type.
     *
     * @param jdbcType code in {@link java.sql.Types}
     * @param name bare type name
     * @param precision digits or characters; 0 where it means nothing
     * @param scale digits after the point
     */
    public record SqlType(int jdbcType, String name, int precision, int scale) {}

    /**
     * Where a result column comes from.
     *
     * @param schema schema name
     * @param table table name
     * @param column column name
     */
    public record Origin(String schema, String table, String column) {
        /** Of a computed column. */
        public static final Origin NONE = new Origin("", "", "");
    }
}
