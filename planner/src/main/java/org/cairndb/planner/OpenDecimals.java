package org.cairndb.planner;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * Casts to NUMERIC or DECIMAL without digits. In PostgreSQL that is a number with any digits, and {@code ROUND(x::numeric, 2)} is how people round; the standard
 * leaves the digits open and Calcite would take none after the point.
 */
final class OpenDecimals {
    private static final int MOST_DIGITS = 38;
    /** As many as anyone formats; two such numbers can be multiplied. */
    private static final int SCALE = 12;

    private static final int INTEGER_DIGITS = 19;

    private OpenDecimals() {}

    static boolean isCast(SqlCall call) {
        return call.getKind() == SqlKind.CAST
                && call.operandCount() == 2
                && call.operand(1) instanceof SqlDataTypeSpec type
                && type.getTypeNameSpec() instanceof SqlBasicTypeNameSpec spec
                && spec.getTypeName().getSimple().equals(SqlTypeName.DECIMAL.name())
                && spec.getPrecision() == RelDataType.PRECISION_NOT_SPECIFIED;
    }

    /** Gives the type of a cast the digits that a value of its operand's type needs. */
    static void close(SqlCall cast, RelDataType from) {
        SqlParserPos at = cast.getParserPosition();
        boolean isDecimal = from.getSqlTypeName() == SqlTypeName.DECIMAL;
        boolean isInteger = SqlTypeUtil.isIntType(from);
        int precision = isDecimal ? from.getPrecision() : isInteger ? INTEGER_DIGITS : MOST_DIGITS;
        int scale = isDecimal ? from.getScale() : isInteger ? 0 : SCALE;
        cast.setOperand(
                1, new SqlDataTypeSpec(new SqlBasicTypeNameSpec(SqlTypeName.DECIMAL, precision, scale, at), at));
    }
}
