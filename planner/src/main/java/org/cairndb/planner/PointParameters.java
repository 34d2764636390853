package org.cairndb.planner;

import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSnapshot;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/** Gives parameters inside the points of snapshot clauses the type that their place asks for; validation cannot tell it from an interval beside them. */
final class PointParameters extends SqlShuttle {
    private static final String VERSION = "CAIRN_VERSION";

    private PointParameters() {}

    /** The statement with casts around such parameters. */
    static SqlNode typed(SqlNode statement) {
        SqlNode typed = statement.accept(new PointParameters());
        return typed == null ? statement : typed;
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        if (call instanceof SqlSnapshot snapshot) {
            SqlNode table = snapshot.getTableRef().accept(this);
            SqlNode point = snapshot.getPeriod().accept(new Inside(pointType(snapshot.getPeriod())));
            return new SqlSnapshot(
                    snapshot.getParserPosition(),
                    table == null ? snapshot.getTableRef() : table,
                    point == null ? snapshot.getPeriod() : point);
        }
        return super.visit(call);
    }

    private static SqlTypeName pointType(SqlNode period) {
        boolean isVersion =
                period instanceof SqlCall call && call.getOperator().getName().startsWith(VERSION);
        return isVersion ? SqlTypeName.BIGINT : SqlTypeName.TIMESTAMP;
    }

    /** Parameters that multiply are whole numbers, the others what the point is; text beside an interval is a time. */
    private static final class Inside extends SqlShuttle {
        private final SqlTypeName pointType;

        Inside(SqlTypeName pointType) {
            this.pointType = pointType;
        }

        @Override
        public SqlNode visit(SqlDynamicParam parameter) {
            return cast(parameter, pointType);
        }

        @Override
        public @Nullable SqlNode visit(SqlCall call) {
            return switch (call.getKind()) {
                case CAST -> call.operand(0) instanceof SqlDynamicParam ? call : super.visit(call);
                case TIMES -> withOperands(call, SqlDynamicParam.class, SqlTypeName.BIGINT);
                case PLUS, MINUS ->
                    mentionsInterval(call)
                            ? withOperands(call, SqlCharStringLiteral.class, pointType)
                            : super.visit(call);
                default -> super.visit(call);
            };
        }

        /** The call with operands of a class cast to a type. */
        private SqlNode withOperands(SqlCall call, Class<? extends SqlNode> which, SqlTypeName type) {
            SqlNode[] operands = call.getOperandList().toArray(SqlNode[]::new);
            for (int i = 0; i < operands.length; i++) {
                SqlNode visited = operands[i].accept(this);
                SqlNode operand = visited == null ? operands[i] : visited;
                operands[i] = which.isInstance(operands[i]) ? cast(operands[i], type) : operand;
            }
            return call.getOperator().createCall(call.getParserPosition(), operands);
        }

        private static boolean mentionsInterval(SqlNode node) {
            return node instanceof SqlIntervalLiteral
                    || (node instanceof SqlCall call
                            && call.getOperandList().stream().anyMatch(Inside::mentionsInterval));
        }
    }

    private static SqlNode cast(SqlNode operand, SqlTypeName type) {
        SqlParserPos position = operand.getParserPosition();
        SqlDataTypeSpec spec = new SqlDataTypeSpec(new SqlBasicTypeNameSpec(type, position), position);
        return SqlStdOperatorTable.CAST.createCall(position, operand, spec);
    }
}
