package org.cairndb.writer.ingest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.cairndb.storage.datom.Bytes;
import org.jspecify.annotations.Nullable;

/** Reads cells of one column of a result set. */
final class CellReader {
    private static final int UUID_BYTES = 16;

    private final SourceColumn column;
    private final int position;

    /** Reads the column at a position, counted from 1. */
    CellReader(SourceColumn column, int position) {
        this.column = column;
        this.position = position;
    }

    /** The value in the Java class of the attribute's type, or null for NULL. */
    @Nullable
    Object read(ResultSet row) throws SQLException {
        return switch (column.access()) {
            case BOOLEAN -> orNull(row, row.getBoolean(position));
            case LONG -> orNull(row, row.getLong(position));
            case DOUBLE -> orNull(row, row.getDouble(position));
            case DECIMAL -> decimal(row.getBigDecimal(position));
            case TEXT -> row.getString(position);
            case BYTES -> bytes(row.getBytes(position));
            case DATE -> row.getObject(position, LocalDate.class);
            case TIME -> time(row.getObject(position, LocalTime.class));
            case TIMESTAMP -> instant(row.getObject(position, LocalDateTime.class));
            case ZONED_TIMESTAMP -> instant(row.getObject(position, OffsetDateTime.class));
            case UUID -> uuid(row.getObject(position));
        };
    }

    /** Copies the value to a bulk column without an object where the type allows it; whether there was one. */
    boolean copy(ResultSet row, BulkColumn target) throws SQLException {
        switch (column.access()) {
            case BOOLEAN -> {
                boolean value = row.getBoolean(position);
                if (row.wasNull()) {
                    return false;
                }
                target.appendLong(value ? 1 : 0);
            }
            case LONG -> {
                long value = row.getLong(position);
                if (row.wasNull()) {
                    return false;
                }
                target.appendLong(value);
            }
            case DOUBLE -> {
                double value = row.getDouble(position);
                if (row.wasNull()) {
                    return false;
                }
                target.appendDouble(value);
            }
            case TEXT -> {
                @Nullable String value = row.getString(position);
                if (value == null) {
                    return false;
                }
                target.appendText(value);
            }
            case DECIMAL, BYTES, DATE, TIME, TIMESTAMP, ZONED_TIMESTAMP, UUID -> {
                @Nullable Object value = read(row);
                if (value == null) {
                    return false;
                }
                target.append(value);
            }
        }
        return true;
    }

    private static @Nullable Object orNull(ResultSet row, Object value) throws SQLException {
        return row.wasNull() ? null : value;
    }

    /** Sources whose column states no scale can give any; what exceeds that of the attribute and is not zero is refused later. */
    private @Nullable Object decimal(@Nullable BigDecimal value) {
        if (value == null || value.scale() <= column.scale()) {
            return value;
        }
        BigDecimal cut = value.stripTrailingZeros();
        return cut.scale() <= column.scale() ? cut.setScale(column.scale(), RoundingMode.UNNECESSARY) : value;
    }

    private static @Nullable Object bytes(byte @Nullable [] value) {
        return value == null ? null : Bytes.wrap(value);
    }

    private static @Nullable Object time(@Nullable LocalTime value) {
        return value == null ? null : value.truncatedTo(ChronoUnit.MICROS);
    }

    /** A timestamp without a zone is taken as UTC. */
    private static @Nullable Object instant(@Nullable LocalDateTime value) {
        return value == null ? null : value.toInstant(ZoneOffset.UTC);
    }

    private static @Nullable Object instant(@Nullable OffsetDateTime value) {
        return value == null ? null : value.toInstant();
    }

    private static @Nullable Object uuid(@Nullable Object value) {
        if (value instanceof byte[] bytes && bytes.length == UUID_BYTES) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return new UUID(buffer.getLong(), buffer.getLong());
        }
        return value == null || value instanceof UUID ? value : UUID.fromString(value.toString());
    }
}
