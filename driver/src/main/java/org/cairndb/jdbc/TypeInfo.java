package org.cairndb.jdbc;

import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** The types that columns can have and that casts take, in the order of their codes. */
final class TypeInfo {
    private TypeInfo() {}

    /** A type whose literals are written between two texts; null where it has none of its own. */
    private record Type(
            String name, int code, int precision, @Nullable String prefix) {}

    static ResultSet rows() {
        ListedRows rows = MetadataRows.TYPE_INFO.collect();
        add(rows, new Type("TINYINT", Types.TINYINT, 3, null));
        add(rows, new Type("BIGINT", Types.BIGINT, 19, null));
        add(rows, new Type("VARBINARY", Types.VARBINARY, Integer.MAX_VALUE, "X'"));
        add(rows, new Type("DECIMAL", Types.DECIMAL, 38, null));
        add(rows, new Type("INTEGER", Types.INTEGER, 10, null));
        add(rows, new Type("SMALLINT", Types.SMALLINT, 5, null));
        add(rows, new Type("REAL", Types.REAL, 7, null));
        add(rows, new Type("DOUBLE", Types.DOUBLE, 15, null));
        add(rows, new Type("VARCHAR", Types.VARCHAR, Integer.MAX_VALUE, "'"));
        add(rows, new Type("BOOLEAN", Types.BOOLEAN, 1, null));
        add(rows, new Type("DATE", Types.DATE, 10, "DATE '"));
        add(rows, new Type("TIME", Types.TIME, 15, "TIME '"));
        add(rows, new Type("TIMESTAMP", Types.TIMESTAMP, 26, "TIMESTAMP '"));
        add(rows, new Type("UUID", Types.OTHER, 36, "UUID '"));
        return rows.toResultSet();
    }

    private static void add(ListedRows rows, Type type) {
        boolean isNumber = switch (type.code) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.DECIMAL, Types.REAL, Types.DOUBLE ->
                true;
            default -> false;
        };
        rows.add(
                type.name,
                type.code,
                type.precision,
                type.prefix,
                type.prefix == null ? null : "'",
                parameters(type.code),
                DatabaseMetaData.typeNullable,
                type.code == Types.VARCHAR,
                type.code == Types.VARCHAR ? DatabaseMetaData.typeSearchable : DatabaseMetaData.typePredBasic,
                !isNumber,
                false,
                false,
                null,
                0,
                maximumScale(type.code),
                null,
                null,
                isNumber ? 10 : null);
    }

    private static @Nullable String parameters(int code) {
        return switch (code) {
            case Types.DECIMAL -> "precision,scale";
            case Types.VARCHAR, Types.VARBINARY -> "length";
            case Types.TIME, Types.TIMESTAMP -> "precision";
            default -> null;
        };
    }

    private static int maximumScale(int code) {
        return switch (code) {
            case Types.DECIMAL -> 38;
            case Types.TIME, Types.TIMESTAMP -> 6;
            default -> 0;
        };
    }
}
