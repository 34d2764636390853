package org.cairndb.planner;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Comparisons of rows by their elements, as the standard defines them: {@code (a, b) < (c, d)} is {@code a < c OR (a = c AND b < d)}, unknown where the element
 * that decides is null. Calcite would order nulls instead.
 */
final class RowComparisons {
    private RowComparisons() {}

    /** Whether two rows of one length are compared. */
    static boolean isOne(SqlCall call) {
        return call.getKind().belongsTo(SqlKind.COMPARISON)
                && call.operandCount() == 2
                && call.operand(0).getKind() == SqlKind.ROW
                && call.operand(1).getKind() == SqlKind.ROW
                && elements(call, 0).size() == elements(call, 1).size();
    }

    /** The comparison by elements; some of them stand in it twice. */
    static SqlNode byElements(SqlCall call) {
        List<SqlNode> left = elements(call, 0);
        List<SqlNode> right = elements(call, 1);
        return switch (call.getKind()) {
            case LESS_THAN, LESS_THAN_OR_EQUAL -> ordered(SqlStdOperatorTable.LESS_THAN, call, left, right);
            case GREATER_THAN, GREATER_THAN_OR_EQUAL -> ordered(SqlStdOperatorTable.GREATER_THAN, call, left, right);
            case NOT_EQUALS -> joined(SqlStdOperatorTable.OR, call, left, right);
            case EQUALS -> joined(SqlStdOperatorTable.AND, call, left, right);
            default -> call;
        };
    }

    private static List<SqlNode> elements(SqlCall call, int operand) {
        return ((SqlCall) call.operand(operand)).getOperandList();
    }

    private static SqlNode joined(SqlOperator connective, SqlCall call, List<SqlNode> left, List<SqlNode> right) {
        SqlParserPos at = call.getParserPosition();
        SqlNode all = call.getOperator().createCall(at, left.get(0), right.get(0));
        for (int i = 1; i < left.size(); i++) {
            all = connective.createCall(at, all, call.getOperator().createCall(at, left.get(i), right.get(i)));
        }
        return all;
    }

    /** The last elements are compared as the rows are, those before them strictly. */
    private static SqlNode ordered(SqlOperator strictly, SqlCall call, List<SqlNode> left, List<SqlNode> right) {
        SqlParserPos at = call.getParserPosition();
        int last = left.size() - 1;
        SqlNode rest = call.getOperator().createCall(at, left.get(last), right.get(last));
        for (int i = last - 1; i >= 0; i--) {
            SqlNode decided = strictly.createCall(at, left.get(i), right.get(i));
            SqlNode equal = SqlStdOperatorTable.EQUALS.createCall(at, copy(left.get(i)), copy(right.get(i)));
            rest = SqlStdOperatorTable.OR.createCall(at, decided, SqlStdOperatorTable.AND.createCall(at, equal, rest));
        }
        return rest;
    }

    /** The validator notes types by node, so that no node may stand in two places. */
    private static SqlNode copy(SqlNode node) {
        SqlNode copy = node.accept(new SqlShuttle() {
            @Override
            public @Nullable SqlNode visit(SqlCall call) {
                CallCopyingArgHandler handler = new CallCopyingArgHandler(call, true);
                call.getOperator().acceptCall(this, call, false, handler);
                return handler.result();
            }
        });
        return copy == null || copy == node ? node.clone(node.getParserPosition()) : copy;
    }
}
