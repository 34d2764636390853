package org.cairndb.jdbc;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.Types;

/** The types that columns can have. */
final class TypeInfo {
    private TypeInfo() {}

    static ResultSet rows() {
        ListedRows rows = new ListedRows(
                "TYPE_NAME",
                "#DATA_TYPE",
                "#PRECISION",
                "LITERAL_PREFIX",
                "LITERAL_SUFFIX",
                "CREATE_PARAMS",
                "#NULLABLE",
                "#CASE_SENSITIVE",
                "#SEARCHABLE",
                "#UNSIGNED_ATTRIBUTE",
                "#FIXED_PREC_SCALE",
                "#AUTO_INCREMENT",
                "LOCAL_TYPE_NAME",
                "#MINIMUM_SCALE",
                "#MAXIMUM_SCALE",
                "#SQL_DATA_TYPE",
                "#SQL_DATETIME_SUB",
                "#NUM_PREC_RADIX");
        add(rows, "BIGINT", Types.BIGINT, 19, "");
        add(rows, "VARBINARY", Types.VARBINARY, Integer.MAX_VALUE, "X'");
        add(rows, "DECIMAL", Types.DECIMAL, 38, "");
        add(rows, "INTEGER", Types.INTEGER, 10, "");
        add(rows, "DOUBLE", Types.DOUBLE, 15, "");
        add(rows, "VARCHAR", Types.VARCHAR, Integer.MAX_VALUE, "'");
        add(rows, "BOOLEAN", Types.BOOLEAN, 1, "");
        add(rows, "DATE", Types.DATE, 10, "DATE '");
        add(rows, "TIME", Types.TIME, 15, "TIME '");
        add(rows, "TIMESTAMP", Types.TIMESTAMP, 26, "TIMESTAMP '");
        add(rows, "UUID", Types.OTHER, 36, "UUID '");
        return rows.toResultSet();
    }

    private static void add(ListedRows rows, String name, int type, int precision, String prefix) {
        String suffix = prefix.isEmpty() ? null : "'";
        int scale = type == Types.DECIMAL ? 38 : 0;
        rows.add(
                name,
                type,
                precision,
                prefix.isEmpty() ? null : prefix,
                suffix,
                type == Types.DECIMAL ? "precision,scale" : null,
                DatabaseMetaData.typeNullable,
                type == Types.VARCHAR,
                DatabaseMetaData.typeSearchable,
                false,
                false,
                false,
                null,
                0,
                scale,
                null,
                null,
                10);
    }
}
