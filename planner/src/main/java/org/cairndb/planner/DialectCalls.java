package org.cairndb.planner;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Calls that mean something else in our dialect than what the parser takes them for. */
final class DialectCalls {
    private DialectCalls() {}

    /** What a call means. */
    static SqlNode ours(SqlCall call) {
        SqlOperator operator = call.getOperator();
        // The parser takes it for the function of another dialect, whose operands stand the other way round.
        if (operator.equals(SqlLibraryOperators.DATE_TRUNC)) {
            return DialectFunctions.DATE_TRUNC.createCall(call.getParserPosition(), call.getOperandList());
        }
        return switch (call.getKind()) {
            case POSIX_REGEX_CASE_SENSITIVE -> found(call, operator, SqlStdOperatorTable.POSIX_REGEX_CASE_SENSITIVE);
            case POSIX_REGEX_CASE_INSENSITIVE ->
                found(call, operator, SqlStdOperatorTable.POSIX_REGEX_CASE_INSENSITIVE);
            case LIKE -> call.operandCount() == 3 && isEmptyText(call.operand(2)) ? withoutEscape(call) : call;
            default -> call;
        };
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
