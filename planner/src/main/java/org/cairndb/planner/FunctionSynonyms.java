package org.cairndb.planner;

import java.util.List;
import java.util.function.BiFunction;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.fun.SqlTrimFunction;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.util.TimestampString;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** Functions of JDBC, ODBC and PostgreSQL that other functions can say; the validator puts these in their place. */
final class FunctionSynonyms {
    /** All of them. */
    static final List<SqlFunction> ALL = List.of(
            of("UCASE", 1, SqlStdOperatorTable.UPPER),
            of("LCASE", 1, SqlStdOperatorTable.LOWER),
            of("IFNULL", 2, SqlStdOperatorTable.COALESCE),
            of("NVL", 2, SqlStdOperatorTable.COALESCE),
            of("RANDOM", 0, SqlStdOperatorTable.RAND),
            of("CURTIME", 0, SqlStdOperatorTable.LOCALTIME),
            of("CURDATE", 0, SqlStdOperatorTable.CURRENT_DATE),
            new Synonym("TRUNC", 1, 2, (in, at) -> SqlStdOperatorTable.TRUNCATE.createCall(at, in)),
            new Synonym("LOCATE", 2, 3, (in, at) -> SqlStdOperatorTable.POSITION.createCall(at, in)),
            new Synonym(
                    "SPACE",
                    1,
                    1,
                    (in, at) ->
                            SqlLibraryOperators.REPEAT.createCall(at, SqlLiteral.createCharString(" ", at), in.get(0))),
            new Synonym(
                    "STUFF",
                    4,
                    4,
                    (in, at) -> SqlStdOperatorTable.OVERLAY.createCall(at, in.get(0), in.get(3), in.get(1), in.get(2))),
            trim("LTRIM", SqlTrimFunction.Flag.LEADING),
            trim("RTRIM", SqlTrimFunction.Flag.TRAILING),
            trim("BTRIM", SqlTrimFunction.Flag.BOTH),
            new Synonym("DIV", 2, 2, (in, at) -> truncatedQuotient(in.get(0), in.get(1), at)),
            new Synonym("DAYNAME", 1, 1, (in, at) -> formatted(in.get(0), "FMDay", at)),
            new Synonym("MONTHNAME", 1, 1, (in, at) -> formatted(in.get(0), "FMMonth", at)),
            new Synonym("FROM_EPOCH", 1, 1, (in, at) -> fromEpoch(in.get(0), at)));

    private FunctionSynonyms() {}

    private static SqlFunction of(String name, int operands, SqlOperator same) {
        return new Synonym(name, operands, operands, (in, at) -> same.createCall(at, in));
    }

    /** Takes spaces, or all of some characters, off the ends of a text. */
    private static SqlFunction trim(String name, SqlTrimFunction.Flag ends) {
        return new Synonym(
                name,
                1,
                2,
                (in, at) -> SqlStdOperatorTable.TRIM.createCall(
                        at,
                        ends.symbol(at),
                        in.size() > 1 ? in.get(1) : SqlLiteral.createCharString(" ", at),
                        in.get(0)));
    }

    private static SqlNode truncatedQuotient(SqlNode dividend, SqlNode divisor, SqlParserPos at) {
        return SqlStdOperatorTable.TRUNCATE.createCall(
                at, SqlStdOperatorTable.DIVIDE.createCall(at, dividend, divisor));
    }

    private static SqlNode formatted(SqlNode time, String pattern, SqlParserPos at) {
        return FormatFunctions.TO_CHAR.createCall(at, time, SqlLiteral.createCharString(pattern, at));
    }

    /** Seconds since 1970 as a timestamp. */
    private static SqlNode fromEpoch(SqlNode seconds, SqlParserPos at) {
        SqlNode second = SqlLiteral.createInterval(1, "1", new SqlIntervalQualifier(TimeUnit.SECOND, null, at), at);
        SqlNode epoch =
                SqlLiteral.createTimestamp(SqlTypeName.TIMESTAMP, TimestampString.fromMillisSinceEpoch(0), 6, at);
        return SqlStdOperatorTable.PLUS.createCall(
                at, epoch, SqlStdOperatorTable.MULTIPLY.createCall(at, seconds, second));
    }

    /** A function that is replaced before anything else looks at it. */
    private static final class Synonym extends SqlFunction {
        private final int least;
        private final int most;
        private final BiFunction<List<SqlNode>, SqlParserPos, SqlNode> meaning;

        Synonym(String name, int least, int most, BiFunction<List<SqlNode>, SqlParserPos, SqlNode> meaning) {
            super(
                    name,
                    SqlKind.OTHER_FUNCTION,
                    ReturnTypes.VARCHAR,
                    null,
                    OperandTypes.VARIADIC,
                    SqlFunctionCategory.USER_DEFINED_FUNCTION);
            this.least = least;
            this.most = most;
            this.meaning = meaning;
        }

        @Override
        public SqlNode rewriteCall(SqlValidator validator, SqlCall call) {
            SqlParserPos at = call.getParserPosition();
            int count = call.operandCount();
            if (count < least || count > most) {
                throw new CairnException(
                        ErrorCode.SQL_INVALID,
                        "%s takes %s operands, not %d (at line %d, column %d)"
                                .formatted(
                                        getName(),
                                        least == most ? least : least + " or " + most,
                                        count,
                                        at.getLineNum(),
                                        at.getColumnNum()));
            }
            return meaning.apply(call.getOperandList(), at);
        }
    }
}
