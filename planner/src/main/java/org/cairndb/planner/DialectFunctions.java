package org.cairndb.planner;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlValidator;
import org.cairndb.planner.rel.SnapshotFunctions;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** Functions of PostgreSQL that Calcite lacks and that others of its functions can say; the validator puts these in their place. */
final class DialectFunctions {
    static final SqlFunction DATE_TRUNC = new DateTrunc();
    static final SqlOperatorTable TABLE = SqlOperatorTables.of(Stream.concat(
                    Stream.of(
                            new Now(),
                            new SnapshotTokenFunction(),
                            DATE_TRUNC,
                            SqlLibraryOperators.REVERSE,
                            SqlLibraryOperators.REGEXP_SUBSTR,
                            SqlLibraryOperators.REGEXP_INSTR),
                    Stream.concat(FormatFunctions.ALL.stream(), FunctionSynonyms.ALL.stream()))
            .toList());

    private DialectFunctions() {}

    /** {@code CAIRN_SNAPSHOT()}: a text by which others can read the states that the statement reads. */
    private static final class SnapshotTokenFunction extends SqlFunction {
        SnapshotTokenFunction() {
            super(
                    SnapshotFunctions.TOKEN,
                    SqlKind.OTHER_FUNCTION,
                    ReturnTypes.VARCHAR,
                    null,
                    OperandTypes.NILADIC,
                    SqlFunctionCategory.STRING);
        }

        @Override
        public boolean isDynamicFunction() {
            return true;
        }
    }

    /** {@code NOW()}. */
    private static final class Now extends SqlFunction {
        Now() {
            super(
                    "NOW",
                    SqlKind.OTHER_FUNCTION,
                    ReturnTypes.TIMESTAMP,
                    null,
                    OperandTypes.NILADIC,
                    SqlFunctionCategory.TIMEDATE);
        }

        @Override
        public SqlNode rewriteCall(SqlValidator validator, SqlCall call) {
            return SqlStdOperatorTable.CURRENT_TIMESTAMP.createCall(call.getParserPosition());
        }
    }

    /** {@code DATE_TRUNC('unit', time)}: the beginning of the unit that a time is in, a timestamp; weeks begin on Monday. */
    private static final class DateTrunc extends SqlFunction {
        private static final SqlOperandTypeChecker OPERANDS = OperandTypes.ANY_ANY;
        private static final Map<String, TimeUnit> UNITS = Map.ofEntries(
                Map.entry("millennium", TimeUnit.MILLENNIUM),
                Map.entry("century", TimeUnit.CENTURY),
                Map.entry("decade", TimeUnit.DECADE),
                Map.entry("year", TimeUnit.YEAR),
                Map.entry("quarter", TimeUnit.QUARTER),
                Map.entry("month", TimeUnit.MONTH),
                Map.entry("week", TimeUnit.WEEK),
                Map.entry("day", TimeUnit.DAY),
                Map.entry("hour", TimeUnit.HOUR),
                Map.entry("minute", TimeUnit.MINUTE),
                Map.entry("second", TimeUnit.SECOND),
                Map.entry("milliseconds", TimeUnit.MILLISECOND),
                Map.entry("microseconds", TimeUnit.MICROSECOND));

        DateTrunc() {
            super(
                    "DATE_TRUNC",
                    SqlKind.OTHER_FUNCTION,
                    ReturnTypes.TIMESTAMP,
                    null,
                    OPERANDS,
                    SqlFunctionCategory.TIMEDATE);
        }

        @Override
        public SqlNode rewriteCall(SqlValidator validator, SqlCall call) {
            if (call.operandCount() != 2) {
                return call;
            }
            SqlParserPos at = call.getParserPosition();
            TimeUnit unit = unit(call.operand(0));
            SqlNode time = DialectCalls.timestamp(call.operand(1), at);
            if (unit == TimeUnit.MICROSECOND) {
                return time;
            }
            return unit == TimeUnit.WEEK ? plusDay(floor(minusDay(time, at), unit, at), at) : floor(time, unit, at);
        }

        private static TimeUnit unit(SqlNode node) {
            Optional<String> name = node instanceof SqlLiteral literal
                    ? Optional.ofNullable(literal.getValueAs(String.class))
                    : Optional.empty();
            return name.map(text -> UNITS.get(text.toLowerCase(Locale.ROOT)))
                    .orElseThrow(() -> new CairnException(
                            ErrorCode.SQL_INVALID,
                            "DATE_TRUNC takes one of %s as text, not %s"
                                    .formatted(
                                            String.join(
                                                    ", ",
                                                    UNITS.keySet().stream()
                                                            .sorted()
                                                            .toList()),
                                            node)));
        }

        private static SqlNode floor(SqlNode time, TimeUnit unit, SqlParserPos at) {
            return SqlStdOperatorTable.FLOOR.createCall(at, time, new SqlIntervalQualifier(unit, null, at));
        }

        /** A week that begins on Sunday is moved to one that begins on Monday. */
        private static SqlNode minusDay(SqlNode time, SqlParserPos at) {
            return SqlStdOperatorTable.MINUS.createCall(at, time, day(at));
        }

        private static SqlNode plusDay(SqlNode time, SqlParserPos at) {
            return SqlStdOperatorTable.PLUS.createCall(at, time, day(at));
        }

        private static SqlNode day(SqlParserPos at) {
            return SqlLiteral.createInterval(
                    1, BigDecimal.ONE.toString(), new SqlIntervalQualifier(TimeUnit.DAY, null, at), at);
        }
    }
}
