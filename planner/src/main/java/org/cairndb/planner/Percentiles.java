package org.cairndb.planner;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlBasicAggFunction;
import org.apache.calcite.sql.fun.SqlCase;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.util.Optionality;
import org.jspecify.annotations.Nullable;

/**
 * Gives percentiles what validation does not know of: a value between integers is a DOUBLE, and a FILTER becomes a condition on the ordered value, since
 * percentiles leave nulls out.
 */
final class Percentiles extends SqlShuttle {
    private static final SqlAggFunction CONTINUOUS = SqlBasicAggFunction.create(
                    SqlKind.PERCENTILE_CONT, Percentiles::between, OperandTypes.UNIT_INTERVAL_NUMERIC_LITERAL)
            .withFunctionType(SqlFunctionCategory.SYSTEM)
            .withGroupOrder(Optionality.MANDATORY)
            .withPercentile(true)
            .withAllowsFraming(false);

    private Percentiles() {}

    /** The statement with percentiles that can be validated. */
    static SqlNode in(SqlNode statement) {
        SqlNode rewritten = statement.accept(new Percentiles());
        return rewritten == null ? statement : rewritten;
    }

    private static RelDataType between(SqlOperatorBinding binding) {
        RelDataTypeFactory factory = binding.getTypeFactory();
        RelDataType ordered = binding.getCollationType();
        RelDataType type = SqlTypeName.INT_TYPES.contains(ordered.getSqlTypeName())
                ? factory.createSqlType(SqlTypeName.DOUBLE)
                : ordered;
        return factory.createTypeWithNullability(type, true);
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        boolean isFiltered = call.getKind() == SqlKind.FILTER
                && call.operand(0) instanceof SqlCall ordered
                && ordered.getKind() == SqlKind.WITHIN_GROUP
                && isPercentile(ordered.operand(0));
        SqlNode visited = super.visit(isFiltered ? conditional(call) : call);
        return visited instanceof SqlCall percentile && percentile.getKind() == SqlKind.PERCENTILE_CONT
                ? CONTINUOUS.createCall(percentile.getParserPosition(), percentile.getOperandList())
                : visited;
    }

    private static boolean isPercentile(SqlNode node) {
        return node.getKind() == SqlKind.PERCENTILE_CONT || node.getKind() == SqlKind.PERCENTILE_DISC;
    }

    private static SqlCall conditional(SqlCall filter) {
        SqlCall ordered = filter.operand(0);
        SqlNodeList keys = ordered.operand(1);
        List<SqlNode> conditionalKeys = keys.getList().stream()
                .map(key -> where(filter.operand(1), key))
                .toList();
        return SqlStdOperatorTable.WITHIN_GROUP.createCall(
                ordered.getParserPosition(),
                ordered.operand(0),
                new SqlNodeList(conditionalKeys, keys.getParserPosition()));
    }

    /** The ordered value where the condition holds, else null; ordered as it was. */
    private static SqlNode where(SqlNode condition, SqlNode key) {
        SqlParserPos position = key.getParserPosition();
        return switch (key.getKind()) {
            case DESCENDING, NULLS_FIRST, NULLS_LAST -> {
                SqlCall order = (SqlCall) key;
                yield order.getOperator().createCall(position, where(condition, order.operand(0)));
            }
            default ->
                new SqlCase(
                        position,
                        null,
                        SqlNodeList.of(condition),
                        SqlNodeList.of(key),
                        SqlLiteral.createNull(position));
        };
    }
}
