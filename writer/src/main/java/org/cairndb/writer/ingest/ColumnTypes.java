package org.cairndb.writer.ingest;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.writer.ingest.SourceColumn.Access;

/** What SQL types become: the table is in docs/import.md. */
final class ColumnTypes {
    private ColumnTypes() {}

    /** The column that a row of {@code DatabaseMetaData.getColumns} describes. */
    static SourceColumn column(ResultSet row, String attribute) throws SQLException {
        String name = row.getString("COLUMN_NAME");
        int sqlType = row.getInt("DATA_TYPE");
        if ("uuid".equalsIgnoreCase(row.getString("TYPE_NAME"))) {
            return new SourceColumn(name, attribute, ValueType.UUID, 0, 0, Access.UUID);
        }
        if (sqlType == Types.DECIMAL || sqlType == Types.NUMERIC) {
            return decimal(name, attribute, row.getInt("COLUMN_SIZE"), row.getInt("DECIMAL_DIGITS"));
        }
        Access access = access(sqlType);
        return new SourceColumn(name, attribute, typeOf(access), 0, 0, access);
    }

    private static SourceColumn decimal(String name, String attribute, int size, int digits) {
        int scale = Math.min(Attribute.MAX_PRECISION, Math.max(0, digits));
        boolean stated = size >= 1 && size <= Attribute.MAX_PRECISION && scale <= size;
        int precision = stated ? size : Attribute.MAX_PRECISION;
        return new SourceColumn(name, attribute, ValueType.DECIMAL, precision, scale, Access.DECIMAL);
    }

    private static Access access(int sqlType) {
        return switch (sqlType) {
            case Types.BIT, Types.BOOLEAN -> Access.BOOLEAN;
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> Access.LONG;
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> Access.DOUBLE;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> Access.BYTES;
            case Types.DATE -> Access.DATE;
            case Types.TIME -> Access.TIME;
            case Types.TIMESTAMP -> Access.TIMESTAMP;
            case Types.TIMESTAMP_WITH_TIMEZONE -> Access.ZONED_TIMESTAMP;
            default -> Access.TEXT;
        };
    }

    private static ValueType typeOf(Access access) {
        return switch (access) {
            case BOOLEAN -> ValueType.BOOLEAN;
            case LONG -> ValueType.LONG;
            case DOUBLE -> ValueType.DOUBLE;
            case DECIMAL -> ValueType.DECIMAL;
            case TEXT -> ValueType.STRING;
            case BYTES -> ValueType.BYTES;
            case DATE -> ValueType.DATE;
            case TIME -> ValueType.TIME;
            case TIMESTAMP, ZONED_TIMESTAMP -> ValueType.INSTANT;
            case UUID -> ValueType.UUID;
        };
    }
}
