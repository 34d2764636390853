package org.cairndb.planner;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.cairndb.planner.rex.DatomTypes;
import org.jspecify.annotations.Nullable;

/**
 * Calcite's translation of calls, but for comparisons of exact numbers that have no common type with all their digits: those are compared as they are, not as
 * what a cast would round them to.
 */
final class ExactComparisons implements SqlRexConvertletTable {
    static final ExactComparisons TABLE = new ExactComparisons();

    private ExactComparisons() {}

    @Override
    public @Nullable SqlRexConvertlet get(SqlCall call) {
        SqlRexConvertlet usual = StandardConvertletTable.INSTANCE.get(call);
        boolean compares = SqlKind.COMPARISON.contains(call.getKind()) && call.operandCount() == 2;
        return compares ? (context, comparison) -> convert(context, comparison, usual) : usual;
    }

    private static RexNode convert(SqlRexContext context, SqlCall call, @Nullable SqlRexConvertlet usual) {
        List<RelDataType> types = call.getOperandList().stream()
                .map(operand -> context.getValidator().getValidatedNodeType(operand))
                .toList();
        RelDataType common = context.getTypeFactory().leastRestrictive(types);
        boolean keepsDigits = common == null || types.stream().allMatch(t -> DatomTypes.keepsDigits(t, common));
        if (usual != null && keepsDigits) {
            return usual.convertCall(context, call);
        }
        List<RexNode> operands =
                call.getOperandList().stream().map(context::convertExpression).toList();
        return context.getRexBuilder().makeCall(call.getParserPosition(), call.getOperator(), operands);
    }
}
