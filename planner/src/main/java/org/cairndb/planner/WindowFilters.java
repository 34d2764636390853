package org.cairndb.planner;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * {@code SUM(x) FILTER (WHERE c) OVER w}, which Calcite does not take, is {@code SUM(CASE WHEN c THEN x END) OVER w}: aggregates pass over nulls.
 */
final class WindowFilters {
    private WindowFilters() {}

    static boolean isOne(SqlCall call) {
        return call.getKind() == SqlKind.OVER && call.operand(0).getKind() == SqlKind.FILTER;
    }

    static SqlNode asCase(SqlCall over) {
        SqlCall filter = over.operand(0);
        SqlCall aggregate = filter.operand(0);
        SqlParserPos at = aggregate.getParserPosition();
        List<SqlNode> operands = new ArrayList<>(aggregate.getOperandList());
        boolean isStar = operands.isEmpty() || (operands.get(0) instanceof SqlIdentifier name && name.isStar());
        SqlNode value = isStar ? SqlLiteral.createExactNumeric("1", at) : operands.remove(0);
        if (isStar) {
            operands.clear();
        }
        operands.add(
                0,
                new SqlCase(
                        at, null, SqlNodeList.of(filter.operand(1)), SqlNodeList.of(value), SqlLiteral.createNull(at)));
        SqlNode filtered = aggregate.getOperator().createCall(aggregate.getFunctionQuantifier(), at, operands);
        return over.getOperator().createCall(over.getParserPosition(), filtered, over.operand(1));
    }
}
