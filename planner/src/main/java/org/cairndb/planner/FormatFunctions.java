package org.cairndb.planner;

import java.util.List;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlOperandTypeInference;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;

/** Functions of time zones and of text by patterns; our kernels compute them, exact to the microsecond. */
final class FormatFunctions {
    static final SqlFunction TO_CHAR = function(
            "TO_CHAR",
            ReturnTypes.VARCHAR,
            OperandTypes.family(SqlTypeFamily.DATETIME, SqlTypeFamily.CHARACTER)
                    .or(OperandTypes.family(SqlTypeFamily.NUMERIC, SqlTypeFamily.CHARACTER)),
            SqlTypeName.TIMESTAMP);

    private static final SqlOperandTypeChecker TWO_TEXTS =
            OperandTypes.family(SqlTypeFamily.CHARACTER, SqlTypeFamily.CHARACTER);

    private static final SqlFunction TO_TIMESTAMP =
            function("TO_TIMESTAMP", ReturnTypes.TIMESTAMP, TWO_TEXTS, SqlTypeName.VARCHAR);

    /** All of them. */
    static final List<SqlFunction> ALL = List.of(
            TO_CHAR,
            TO_TIMESTAMP,
            function("TO_DATE", ReturnTypes.DATE, TWO_TEXTS, SqlTypeName.VARCHAR),
            function(
                    "AT_TIME_ZONE",
                    ReturnTypes.TIMESTAMP,
                    OperandTypes.family(SqlTypeFamily.TIMESTAMP, SqlTypeFamily.CHARACTER),
                    SqlTypeName.TIMESTAMP),
            function(
                    "CONVERT_TZ",
                    ReturnTypes.TIMESTAMP,
                    OperandTypes.family(SqlTypeFamily.TIMESTAMP, SqlTypeFamily.CHARACTER, SqlTypeFamily.CHARACTER),
                    SqlTypeName.TIMESTAMP));

    private FormatFunctions() {}

    /** A function; a parameter as its first operand is of a type, and as another one text. */
    private static SqlFunction function(
            String name, SqlReturnTypeInference result, SqlOperandTypeChecker operands, SqlTypeName first) {
        SqlOperandTypeInference inference = (binding, returnType, operandTypes) -> {
            RelDataTypeFactory types = binding.getTypeFactory();
            for (int i = 0; i < operandTypes.length; i++) {
                SqlTypeName type = i == 0 ? first : SqlTypeName.VARCHAR;
                operandTypes[i] = types.createTypeWithNullability(types.createSqlType(type), true);
            }
        };
        return new SqlFunction(
                name,
                SqlKind.OTHER_FUNCTION,
                result.andThen(SqlTypeTransforms.TO_NULLABLE),
                inference,
                operands,
                SqlFunctionCategory.TIMEDATE);
    }
}
