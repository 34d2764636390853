package org.cairndb.planner;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlUnknownLiteral;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlQuantifyOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Calls that mean something else in our dialect than what the parser takes them for. */
final class DialectCalls {
    private static final Map<String, SqlOperator> OF_DOUBLES = Stream.of(
                    SqlStdOperatorTable.COVAR_POP,
                    SqlStdOperatorTable.COVAR_SAMP,
                    SqlStdOperatorTable.REGR_SXX,
                    SqlStdOperatorTable.REGR_SYY)
            .collect(Collectors.toUnmodifiableMap(SqlOperator::getName, operator -> operator));

    private static final Set<String> ZONED_TYPES =
            Set.of("TIMESTAMP_TZ", "TIMESTAMP_WITH_TIME_ZONE", "TIMESTAMP_WITH_LOCAL_TIME_ZONE");
    private static final int MICRO_DIGITS = 6;
    private static final Pattern SHORT_TIME =
            Pattern.compile("\\s*(?:[0-9-]+(?:[ T][0-9]+:[0-9]+)?|[0-9]+:[0-9]+)\\s*");

    private DialectCalls() {}

    /** What a call or a literal means; the node itself if it is what the parser takes it for. */
    static @Nullable SqlNode ours(@Nullable SqlNode node) {
        if (node instanceof SqlUnknownLiteral literal) {
            return ours(literal);
        }
        return node instanceof SqlCall call ? ours(call) : node;
    }

    private static SqlNode ours(SqlCall call) {
        SqlOperator operator = call.getOperator();
        // The parser takes it for the function of another dialect, whose operands stand the other way round.
        if (operator.equals(SqlLibraryOperators.DATE_TRUNC)) {
            return DialectFunctions.DATE_TRUNC.createCall(call.getParserPosition(), call.getOperandList());
        }
        if (operator instanceof SqlQuantifyOperator) {
            return amongElements(call);
        }
        @Nullable
        SqlOperator ofDoubles = operator instanceof SqlUnresolvedFunction
                ? OF_DOUBLES.get(operator.getName().toUpperCase(Locale.ROOT))
                : null;
        if (ofDoubles != null && call.operandCount() == 2) {
            return ofDoubles(ofDoubles, call.getOperandList(), call.getParserPosition());
        }
        SqlCall part = operator.getName().equalsIgnoreCase("DATE_PART") ? extract(call) : call;
        if (part.getKind() == SqlKind.EXTRACT) {
            return isDayOfWeek(part) ? dayOfWeek(part) : part;
        }
        if (WindowFilters.isOne(call)) {
            return WindowFilters.asCase(call);
        }
        if (RowComparisons.isOne(call)) {
            return RowComparisons.byElements(call);
        }
        return switch (call.getKind()) {
            case POSIX_REGEX_CASE_SENSITIVE -> found(call, operator, SqlStdOperatorTable.POSIX_REGEX_CASE_SENSITIVE);
            case POSIX_REGEX_CASE_INSENSITIVE ->
                found(call, operator, SqlStdOperatorTable.POSIX_REGEX_CASE_INSENSITIVE);
            case CAST -> isZoned(call) ? withoutZone(call) : call;
            case BITXOR -> unambiguous(call);
            case LIKE -> call.operandCount() == 3 && isEmptyText(call.operand(2)) ? withoutEscape(call) : call;
            default -> call;
        };
    }

    /** PostgreSQL raises to a power, others take it for XOR, and it binds differently in each. */
    private static SqlNode unambiguous(SqlCall call) {
        if (!call.getOperator().equals(SqlStdOperatorTable.BITXOR_OPERATOR)) {
            return call;
        }
        SqlParserPos at = call.getParserPosition();
        throw new CairnException(
                ErrorCode.SQL_INVALID,
                "\"^\" means different things in different databases; write POWER(a, b) or BITXOR(a, b) (at line %d, column %d)"
                        .formatted(at.getLineNum(), at.getColumnNum()));
    }

    private static boolean isZoned(SqlCall cast) {
        return cast.operand(1) instanceof SqlDataTypeSpec type
                && type.getTypeNameSpec() instanceof SqlBasicTypeNameSpec spec
                && ZONED_TYPES.contains(
                        spec.getTypeName().getSimple().toUpperCase(Locale.ROOT).replace(' ', '_'));
    }

    /** All timestamps are points in time, kept in UTC. */
    private static SqlNode withoutZone(SqlCall cast) {
        return timestamp(cast.operand(0), cast.getParserPosition());
    }

    /** A value as a timestamp, exact to the microsecond. */
    static SqlNode timestamp(SqlNode value, SqlParserPos at) {
        SqlDataTypeSpec type =
                new SqlDataTypeSpec(new SqlBasicTypeNameSpec(SqlTypeName.TIMESTAMP, MICRO_DIGITS, at), at);
        return SqlStdOperatorTable.CAST.createCall(at, value, type);
    }

    private static SqlNode ours(SqlUnknownLiteral literal) {
        SqlParserPos at = literal.getParserPosition();
        String text = literal.getValueAs(String.class);
        SqlNode plain = SqlLiteral.createCharString(text, at);
        if (ZONED_TYPES.contains(literal.tag.replace(' ', '_'))) {
            return timestamp(plain, at);
        }
        // PostgreSQL and our casts take more than literals of the standard, such as a time without seconds.
        return SHORT_TIME.matcher(text).matches()
                ? switch (literal.tag) {
                    case "TIMESTAMP" -> timestamp(plain, at);
                    case "TIME" ->
                        SqlStdOperatorTable.CAST.createCall(
                                at,
                                plain,
                                new SqlDataTypeSpec(new SqlBasicTypeNameSpec(SqlTypeName.TIME, MICRO_DIGITS, at), at));
                    default -> literal;
                }
                : literal;
    }

    /** {@code x = ANY (ARRAY[a, b])} is {@code x = ANY (a, b)}. */
    private static SqlNode amongElements(SqlCall call) {
        boolean isArray = call.operand(1) instanceof SqlNodeList list
                && list.size() == 1
                && list.get(0).getKind() == SqlKind.ARRAY_VALUE_CONSTRUCTOR;
        if (!isArray) {
            return call;
        }
        SqlCall array = (SqlCall) ((SqlNodeList) call.operand(1)).get(0);
        SqlNodeList elements = new SqlNodeList(array.getOperandList(), array.getParserPosition());
        return call.getOperator().createCall(call.getParserPosition(), call.operand(0), elements);
    }

    /** {@code DATE_PART('hour', x)} is {@code EXTRACT(HOUR FROM x)}; the call itself if it names no unit. */
    private static SqlCall extract(SqlCall call) {
        Optional<TimeUnit> unit = call.operandCount() == 2 && call.operand(0) instanceof SqlCharStringLiteral name
                ? unit(name.getValueAs(String.class).toUpperCase(Locale.ROOT))
                : Optional.empty();
        SqlParserPos at = call.getParserPosition();
        return unit.<SqlCall>map(u -> SqlStdOperatorTable.EXTRACT.createCall(
                        at, new SqlIntervalQualifier(u, null, at), call.operand(1)))
                .orElse(call);
    }

    private static Optional<TimeUnit> unit(String name) {
        return Stream.of(TimeUnit.values())
                .filter(unit -> unit.name().equals(name) || (unit.name() + "S").equals(name))
                .findFirst();
    }

    private static boolean isDayOfWeek(SqlCall extract) {
        return extract.operand(0) instanceof SqlIntervalQualifier unit && unit.timeUnitRange == TimeUnitRange.DOW;
    }

    /** PostgreSQL counts the days of a week from Sunday, 0; Calcite from Sunday, 1. */
    private static SqlNode dayOfWeek(SqlCall extract) {
        SqlParserPos at = extract.getParserPosition();
        SqlNode fromMonday = SqlStdOperatorTable.EXTRACT.createCall(
                at, new SqlIntervalQualifier(TimeUnit.ISODOW, null, at), extract.operand(1));
        return SqlStdOperatorTable.MOD.createCall(at, fromMonday, SqlLiteral.createExactNumeric("7", at));
    }

    /** Calcite would round the result to the type of the first operand. */
    static SqlNode ofDoubles(SqlOperator aggregate, List<SqlNode> operands, SqlParserPos at) {
        SqlDataTypeSpec type = new SqlDataTypeSpec(new SqlBasicTypeNameSpec(SqlTypeName.DOUBLE, at), at);
        return aggregate.createCall(
                at,
                operands.stream()
                        .map(operand -> SqlStdOperatorTable.CAST.createCall(at, operand, type))
                        .toList());
    }

    /** {@code text ~ pattern} and its kin. */
    private static SqlNode found(SqlCall call, SqlOperator operator, SqlOperator positive) {
        SqlParserPos at = call.getParserPosition();
        boolean anyCase = call.getKind() == SqlKind.POSIX_REGEX_CASE_INSENSITIVE;
        List<SqlNode> operands = anyCase
                ? List.of(call.operand(0), call.operand(1), SqlLiteral.createCharString("i", at))
                : call.getOperandList();
        SqlNode found = SqlLibraryOperators.REGEXP_LIKE.createCall(at, operands);
        return operator.equals(positive) ? found : SqlStdOperatorTable.NOT.createCall(at, found);
    }

    private static boolean isEmptyText(SqlNode node) {
        return node instanceof SqlCharStringLiteral text
                && text.getValueAs(String.class).isEmpty();
    }

    /** {@code ESCAPE ''} says that nothing escapes, which is so without it. */
    private static SqlNode withoutEscape(SqlCall like) {
        return like.getOperator().createCall(like.getParserPosition(), like.operand(0), like.operand(1));
    }
}
