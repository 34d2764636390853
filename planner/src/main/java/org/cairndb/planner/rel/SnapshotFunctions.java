package org.cairndb.planner.rel;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlOperandTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlOperatorTables;

/** The functions that our parser wraps the points of a snapshot clause in; they only carry them to the scan. */
public final class SnapshotFunctions {
    static final SqlFunction AS_OF = function("CAIRN_AS_OF", SqlTypeName.TIMESTAMP);
    static final SqlFunction VERSION = function("CAIRN_VERSION", SqlTypeName.BIGINT);

    private static final SqlFunction BETWEEN = range("CAIRN_BETWEEN", SqlTypeName.TIMESTAMP);
    private static final SqlFunction FROM_TO = range("CAIRN_FROM_TO", SqlTypeName.TIMESTAMP);
    private static final SqlFunction VERSION_BETWEEN = range("CAIRN_VERSION_BETWEEN", SqlTypeName.BIGINT);
    private static final SqlFunction VERSION_FROM_TO = range("CAIRN_VERSION_FROM_TO", SqlTypeName.BIGINT);
    private static final SqlFunction ALL = new SqlFunction(
            "CAIRN_ALL",
            SqlKind.OTHER_FUNCTION,
            ReturnTypes.TIMESTAMP,
            null,
            OperandTypes.NILADIC,
            SqlFunctionCategory.USER_DEFINED_FUNCTION);

    private static final List<SqlFunction> RANGES = List.of(BETWEEN, FROM_TO, VERSION_BETWEEN, VERSION_FROM_TO, ALL);

    /**
     * What a table of differences compares: the names under which two databases are attached, each followed by a point or both without one. Points are
     * times, transactions or version texts, as their types tell.
     */
    public static final SqlFunction DIFF = new SqlFunction(
            "CAIRN_DIFF",
            SqlKind.OTHER_FUNCTION,
            ReturnTypes.TIMESTAMP,
            InferTypes.VARCHAR_1024,
            OperandTypes.variadic(SqlOperandCountRanges.between(2, 4)),
            SqlFunctionCategory.USER_DEFINED_FUNCTION);

    /** All of them. */
    public static final SqlOperatorTable TABLE = SqlOperatorTables.of(
            Stream.concat(Stream.of(AS_OF, VERSION, DIFF), RANGES.stream()).toList());

    /** Name of the function that tells which states the statement reads. */
    public static final String TOKEN = "CAIRN_SNAPSHOT";

    private SnapshotFunctions() {}

    /** Whether a function of this name carries a single point. */
    public static boolean isPoint(String name) {
        return name.equals(AS_OF.getName()) || name.equals(VERSION.getName());
    }

    /** Whether a function of this name carries a single version. */
    public static boolean isVersion(String name) {
        return name.equals(VERSION.getName());
    }

    /** Whether a function of this name carries a range rather than a point. */
    public static boolean isRange(String name) {
        return RANGES.stream().anyMatch(function -> function.getName().equals(name));
    }

    /** Whether the points of a function are transactions rather than times. */
    static boolean isOfVersions(SqlOperator function) {
        return function.equals(VERSION) || function.equals(VERSION_BETWEEN) || function.equals(VERSION_FROM_TO);
    }

    /** Whether a version that begins at the second point of a range belongs to it. */
    static boolean includesEnd(SqlOperator range) {
        return range.equals(BETWEEN) || range.equals(VERSION_BETWEEN);
    }

    private static SqlFunction range(String name, SqlTypeName parameterType) {
        return function(name, parameterType, OperandTypes.ANY_ANY);
    }

    private static SqlFunction function(String name, SqlTypeName parameterType) {
        return function(name, parameterType, OperandTypes.ANY);
    }

    private static SqlFunction function(String name, SqlTypeName parameterType, SqlOperandTypeChecker operands) {
        SqlOperandTypeInference inference = (binding, returnType, operandTypes) -> Arrays.fill(
                operandTypes,
                binding.getTypeFactory()
                        .createTypeWithNullability(binding.getTypeFactory().createSqlType(parameterType), true));
        return new SqlFunction(
                name,
                SqlKind.OTHER_FUNCTION,
                ReturnTypes.TIMESTAMP,
                inference,
                operands,
                SqlFunctionCategory.USER_DEFINED_FUNCTION);
    }
}
