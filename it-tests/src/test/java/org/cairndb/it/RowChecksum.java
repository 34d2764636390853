package org.cairndb.it;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Number of rows and a sum over all of them that does not depend on their order, of values as written with their type: 1.50 is not 1.5, NULL is not an empty
 * text, and a date is not a timestamp.
 */
record RowChecksum(long rows, long sum) {
    /** Reads a result to its end; every column as the JDBC type that the one with the same position has in the source. */
    static RowChecksum of(ResultSet result, List<Integer> jdbcTypes) throws SQLException {
        long rows = 0;
        long sum = 0;
        StringBuilder row = new StringBuilder();
        while (result.next()) {
            row.setLength(0);
            for (int i = 0; i < jdbcTypes.size(); i++) {
                row.append(text(result, i + 1, jdbcTypes.get(i))).append('\u0001');
            }
            sum += hash(row.toString());
            rows++;
        }
        return new RowChecksum(rows, sum);
    }

    private static long hash(String row) {
        CRC32C crc = new CRC32C();
        crc.update(row.getBytes(StandardCharsets.UTF_8));
        return (crc.getValue() << 32 | (row.hashCode() & 0xFFFFFFFFL)) * 0x9E3779B97F4A7C15L;
    }

    private static String text(ResultSet result, int column, int jdbcType) throws SQLException {
        @Nullable
        Object value = switch (jdbcType) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> result.getLong(column);
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> result.getDouble(column);
            case Types.DECIMAL, Types.NUMERIC -> plain(result.getBigDecimal(column));
            case Types.BIT, Types.BOOLEAN -> result.getBoolean(column);
            case Types.DATE -> result.getObject(column, LocalDate.class);
            case Types.TIME -> result.getObject(column, LocalTime.class);
            case Types.TIMESTAMP -> result.getObject(column, LocalDateTime.class);
            case Types.BINARY, Types.VARBINARY, Types.BLOB -> hex(result.getBytes(column));
            default -> result.getString(column);
        };
        return result.wasNull() || value == null ? "\u0000" : value.toString();
    }

    private static @Nullable String plain(@Nullable BigDecimal value) {
        return value == null ? null : value.toPlainString();
    }

    private static @Nullable String hex(byte @Nullable [] value) {
        return value == null ? null : HexFormat.of().formatHex(value);
    }
}
