package org.cairndb.planner;

import java.sql.Types;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.cairndb.planner.ResultColumn.Origin;
import org.cairndb.planner.ResultColumn.SqlType;
import org.cairndb.planner.rex.DatomTypes;

/** Calcite's types as JDBC tells them. */
final class SqlTypes {
    private SqlTypes() {}

    static ResultColumn column(RelDataTypeField field, Origin origin) {
        RelDataType type = field.getType();
        return new ResultColumn(field.getName(), DatomTypes.columnType(type), of(type), type.isNullable(), origin);
    }

    private static SqlType of(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case BOOLEAN -> new SqlType(Types.BOOLEAN, "BOOLEAN", 1, 0);
            case TINYINT -> new SqlType(Types.TINYINT, "TINYINT", 3, 0);
            case SMALLINT -> new SqlType(Types.SMALLINT, "SMALLINT", 5, 0);
            case INTEGER -> new SqlType(Types.INTEGER, "INTEGER", 10, 0);
            case BIGINT -> new SqlType(Types.BIGINT, "BIGINT", 19, 0);
            case DECIMAL -> new SqlType(Types.DECIMAL, "DECIMAL", type.getPrecision(), type.getScale());
            case REAL -> new SqlType(Types.REAL, "REAL", 7, 0);
            case FLOAT, DOUBLE -> new SqlType(Types.DOUBLE, "DOUBLE", 15, 0);
            case DATE -> new SqlType(Types.DATE, "DATE", 10, 0);
            case TIME -> new SqlType(Types.TIME, "TIME", 15, 6);
            case TIMESTAMP -> new SqlType(Types.TIMESTAMP, "TIMESTAMP", 26, 6);
            case CHAR, VARCHAR -> new SqlType(Types.VARCHAR, "VARCHAR", length(type), 0);
            case BINARY, VARBINARY -> new SqlType(Types.VARBINARY, "VARBINARY", length(type), 0);
            case UUID -> new SqlType(Types.OTHER, "UUID", 36, 0);
            case NULL -> new SqlType(Types.NULL, "NULL", 0, 0);
            default -> new SqlType(Types.OTHER, type.getSqlTypeName().getName(), 0, 0);
        };
    }

    private static int length(RelDataType type) {
        return type.getPrecision() == RelDataType.PRECISION_NOT_SPECIFIED ? Integer.MAX_VALUE : type.getPrecision();
    }
}
