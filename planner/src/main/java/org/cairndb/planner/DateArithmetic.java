package org.cairndb.planner;

import java.util.function.Function;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimestampString;

/**
 * Sums and differences of times that PostgreSQL knows and the standard does not: a date plus or minus days, the days between two dates, the interval between two
 * timestamps. Operands are replaced by ones for which the standard has the operator.
 */
final class DateArithmetic {
    private static final int MICRO_DIGITS = 6;

    private DateArithmetic() {}

    /** Whether the operands were such and have been replaced. */
    static boolean rewrite(SqlCallBinding binding) {
        SqlKind kind = binding.getCall().getKind();
        if ((kind != SqlKind.PLUS && kind != SqlKind.MINUS) || binding.getOperandCount() != 2) {
            return false;
        }
        RelDataType left = binding.getOperandType(0);
        RelDataType right = binding.getOperandType(1);
        if (isDate(left) && isDays(binding, 1)) {
            replace(binding, 1, DateArithmetic::days);
        } else if (isDate(right) && kind == SqlKind.PLUS && isDays(binding, 0)) {
            replace(binding, 0, DateArithmetic::days);
        } else if (kind == SqlKind.MINUS && isDate(left) && isDate(right)) {
            replace(binding, 0, DateArithmetic::daysSinceEpoch);
            replace(binding, 1, DateArithmetic::daysSinceEpoch);
        } else if (kind == SqlKind.MINUS && isPoint(left) && isPoint(right)) {
            replace(binding, 0, DateArithmetic::timeSinceEpoch);
            replace(binding, 1, DateArithmetic::timeSinceEpoch);
        } else {
            return false;
        }
        return true;
    }

    /** Whether an operand beside a date is an integer; a parameter there becomes one. */
    private static boolean isDays(SqlCallBinding binding, int index) {
        if (binding.operand(index) instanceof SqlDynamicParam parameter
                && isOpen(binding.getOperandType(index))
                && binding.getValidator() instanceof StatementValidator validator) {
            validator.setParameterType(parameter, SqlTypeName.INTEGER);
            return true;
        }
        return SqlTypeUtil.isIntType(binding.getOperandType(index));
    }

    /** Whether the statement has not told the type of a parameter, which may have been taken to be that of the date beside it. */
    private static boolean isOpen(RelDataType type) {
        return isDate(type) || type.getSqlTypeName() == SqlTypeName.UNKNOWN;
    }

    private static boolean isDate(RelDataType type) {
        return type.getSqlTypeName() == SqlTypeName.DATE;
    }

    private static boolean isPoint(RelDataType type) {
        return isDate(type) || type.getSqlTypeName() == SqlTypeName.TIMESTAMP;
    }

    private static void replace(SqlCallBinding binding, int index, Function<SqlNode, SqlNode> meaning) {
        SqlCall call = binding.getCall();
        SqlNode operand = meaning.apply(call.operand(index));
        call.setOperand(index, operand);
        binding.getValidator().deriveType(binding.getScope(), operand);
    }

    private static SqlNode days(SqlNode number) {
        SqlParserPos at = number.getParserPosition();
        SqlNode day = SqlLiteral.createInterval(1, "1", new SqlIntervalQualifier(TimeUnit.DAY, null, at), at);
        return SqlStdOperatorTable.MULTIPLY.createCall(at, number, day);
    }

    private static SqlNode daysSinceEpoch(SqlNode date) {
        SqlParserPos at = date.getParserPosition();
        SqlNode epoch = SqlLiteral.createDate(DateString.fromDaysSinceEpoch(0), at);
        return SqlStdOperatorTable.TIMESTAMP_DIFF.createCall(
                at, new SqlIntervalQualifier(TimeUnit.DAY, null, at), epoch, date);
    }

    private static SqlNode timeSinceEpoch(SqlNode time) {
        SqlParserPos at = time.getParserPosition();
        SqlNode epoch = SqlLiteral.createTimestamp(
                SqlTypeName.TIMESTAMP, TimestampString.fromMillisSinceEpoch(0), MICRO_DIGITS, at);
        return SqlStdOperatorTable.MINUS_DATE.createCall(
                at,
                DialectCalls.timestamp(time, at),
                epoch,
                new SqlIntervalQualifier(TimeUnit.DAY, TimeUnit.SECOND, at));
    }
}
