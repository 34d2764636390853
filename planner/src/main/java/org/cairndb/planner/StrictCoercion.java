package org.cairndb.planner;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.implicit.TypeCoercionImpl;
import org.cairndb.planner.rex.DatomTypes;
import org.jspecify.annotations.Nullable;

/** Implicit casts and {@link DateArithmetic}, but none of text to a number or a truth value unless the text is a literal, so that mixing them up is told at planning. */
final class StrictCoercion extends TypeCoercionImpl {
    StrictCoercion(RelDataTypeFactory typeFactory, SqlValidator validator) {
        super(typeFactory, validator);
    }

    @Override
    public boolean binaryArithmeticCoercion(SqlCallBinding binding) {
        return DateArithmetic.rewrite(binding) || (!mixesText(binding) && super.binaryArithmeticCoercion(binding));
    }

    @Override
    public boolean binaryComparisonCoercion(SqlCallBinding binding) {
        if (mixesText(binding)) {
            throw binding.newValidationSignatureError();
        }
        return super.binaryComparisonCoercion(binding);
    }

    @Override
    public @Nullable RelDataType implicitCast(RelDataType in, SqlTypeFamily expected) {
        boolean parses = SqlTypeUtil.inCharFamily(in)
                && (expected == SqlTypeFamily.NUMERIC
                        || expected == SqlTypeFamily.EXACT_NUMERIC
                        || expected == SqlTypeFamily.APPROXIMATE_NUMERIC
                        || expected == SqlTypeFamily.DECIMAL
                        || expected == SqlTypeFamily.INTEGER
                        || expected == SqlTypeFamily.BOOLEAN);
        return parses ? null : super.implicitCast(in, expected);
    }

    /** None where numbers would lose digits in it; they are compared as they are. */
    @Override
    public @Nullable RelDataType commonTypeForBinaryComparison(
            @Nullable RelDataType left, @Nullable RelDataType right) {
        RelDataType common = super.commonTypeForBinaryComparison(left, right);
        boolean keepsDigits = common == null
                || left == null
                || right == null
                || (DatomTypes.keepsDigits(left, common) && DatomTypes.keepsDigits(right, common));
        return keepsDigits ? common : null;
    }

    private static boolean mixesText(SqlCallBinding binding) {
        boolean anyText = false;
        boolean anyOther = false;
        for (int i = 0; i < binding.getOperandCount(); i++) {
            SqlNode operand = binding.operand(i);
            RelDataType type = binding.getOperandType(i);
            anyText |= SqlTypeUtil.inCharFamily(type) && !(operand instanceof SqlLiteral);
            anyOther |= SqlTypeUtil.isNumeric(type) || SqlTypeUtil.isBoolean(type);
        }
        return anyText && anyOther;
    }
}
