package org.cairndb.jdbc;

import java.sql.Types;
import org.cairndb.planner.ResultColumn.SqlType;
import org.jspecify.annotations.Nullable;

/**
 * What metadata says of a type besides its code and name.
 *
 * @param digits digits after the point; null where that means nothing
 * @param radix base of the precision; null for types that are no numbers
 * @param octets most bytes of a text; null for types that are no text
 */
record TypeFacts(
        @Nullable Integer digits,
        @Nullable Integer radix,
        @Nullable Integer octets) {
    private static final int DECIMAL = 10;

    static TypeFacts of(SqlType type) {
        return switch (type.jdbcType()) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.DECIMAL ->
                new TypeFacts(type.scale(), DECIMAL, null);
            case Types.REAL, Types.DOUBLE -> new TypeFacts(null, DECIMAL, null);
            case Types.DATE, Types.TIME, Types.TIMESTAMP -> new TypeFacts(type.scale(), null, null);
            case Types.VARCHAR -> new TypeFacts(null, null, type.precision());
            default -> new TypeFacts(null, null, null);
        };
    }

    /** The precision of a type; null where that means nothing. */
    static @Nullable Integer size(SqlType type) {
        return type.precision() == 0 ? null : type.precision();
    }
}
