package org.cairndb.planner.rel;

import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlOperatorTables;

/** The functions that our parser wraps the point of a snapshot clause in; they only carry it to the scan. */
public final class SnapshotFunctions {
    static final SqlFunction AS_OF = function("CAIRN_AS_OF", SqlTypeName.TIMESTAMP);
    static final SqlFunction VERSION = function("CAIRN_VERSION", SqlTypeName.BIGINT);

    /** Both. */
    public static final SqlOperatorTable TABLE = SqlOperatorTables.of(AS_OF, VERSION);

    private SnapshotFunctions() {}

    private static SqlFunction function(String name, SqlTypeName parameterType) {
        SqlOperandTypeInference inference =
                (binding, returnType, operandTypes) -> operandTypes[0] = binding.getTypeFactory()
                        .createTypeWithNullability(binding.getTypeFactory().createSqlType(parameterType), true);
        return new SqlFunction(
                name,
                SqlKind.OTHER_FUNCTION,
                ReturnTypes.TIMESTAMP,
                inference,
                OperandTypes.ANY,
                SqlFunctionCategory.USER_DEFINED_FUNCTION);
    }
}
