package org.cairndb.planner;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Makes expressions, and leaves casts of text to UUID as they are: Calcite would compare UUID literals by the signed order of Java's class while it
 * simplifies conditions, and they are ordered by their bytes.
 */
final class UuidCasts extends RexBuilder {
    UuidCasts(RelDataTypeFactory typeFactory) {
        super(typeFactory);
    }

    @Override
    public RexNode makeCast(
            SqlParserPos position,
            RelDataType type,
            RexNode operand,
            boolean matchNullability,
            boolean safe,
            @Nullable RexLiteral format) {
        boolean isKept =
                type.getSqlTypeName() == SqlTypeName.UUID && operand instanceof RexLiteral text && !text.isNull();
        return isKept
                ? makeAbstractCast(position, type, operand, safe, format)
                : super.makeCast(position, type, operand, matchNullability, safe, format);
    }
}
