package org.cairndb.planner.rewrite;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimestampString;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Cancellation;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.TextColumn;
import org.cairndb.planner.rex.DatomTypes;
import org.cairndb.planner.rex.RexTranslator;

/**
 * Evaluates calls of constants with the kernels that would evaluate them at run time. A call that fails, such as a division by zero, is left as it is: it
 * may never be reached.
 */
public final class ConstantFolding extends RexShuttle {
    private static final Batch ONE_ROW = new Batch(new Column[0], 1);
    private static final ExecutionContext NO_DATA =
            new ExecutionContext(Map.of(), new Column[0], 0, Cancellation.unlimited());
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;

    private final RexBuilder rexBuilder;

    private ConstantFolding(RexBuilder rexBuilder) {
        this.rexBuilder = rexBuilder;
    }

    /** The plan with constants in the place of such calls. */
    public static RelNode of(RelNode root) {
        ConstantFolding folding = new ConstantFolding(root.getCluster().getRexBuilder());
        return root.accept(new RelHomogeneousShuttle() {
            @Override
            public RelNode visit(RelNode other) {
                return super.visit(other).accept(folding);
            }
        });
    }

    @Override
    public RexNode visitSubQuery(RexSubQuery subQuery) {
        RexSubQuery visited = (RexSubQuery) super.visitSubQuery(subQuery);
        return visited.clone(of(visited.rel));
    }

    @Override
    public RexNode visitCall(RexCall call) {
        RexNode visited = super.visitCall(call);
        return visited instanceof RexCall folded && isConstant(folded)
                ? fold(folded).orElse(visited)
                : visited;
    }

    private static boolean isConstant(RexCall call) {
        return !call.getOperands().isEmpty()
                && call.getOperator().isDeterministic()
                && !call.getOperator().isDynamicFunction()
                && call.getOperands().stream().allMatch(RexLiteral.class::isInstance);
    }

    private Optional<RexNode> fold(RexCall call) {
        Optional<Expression> expression = new RexTranslator(rexBuilder).translate(call);
        if (expression.isEmpty()) {
            return Optional.empty();
        }
        try {
            return literal(expression.get().evaluate(ONE_ROW, NO_DATA), call.getType());
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private Optional<RexNode> literal(Column column, RelDataType type) {
        if (column.isNull(0)) {
            return Optional.of(rexBuilder.makeNullLiteral(type));
        }
        ColumnType columnType = DatomTypes.columnType(type);
        if (column instanceof TextColumn text && columnType.kind() == ColumnType.Kind.TEXT) {
            return Optional.of(rexBuilder.makeLiteral(text.string(0), type, true));
        }
        return column instanceof LongColumn longs
                ? ofLong(longs.get(0), columnType).map(value -> rexBuilder.makeLiteral(value, type, true))
                : Optional.empty();
    }

    private static Optional<Object> ofLong(long value, ColumnType type) {
        return switch (type.kind()) {
            case BOOLEAN -> Optional.of(value != 0);
            case LONG -> Optional.of(BigDecimal.valueOf(value));
            case DECIMAL -> Optional.of(BigDecimal.valueOf(value, type.scale()));
            case DATE -> Optional.of(DateString.fromDaysSinceEpoch(Math.toIntExact(value)));
            case TIMESTAMP -> {
                long seconds = Math.floorDiv(value, MICROS_PER_SECOND);
                int nanos = (int) Math.floorMod(value, MICROS_PER_SECOND) * NANOS_PER_MICRO;
                yield Optional.of(
                        TimestampString.fromMillisSinceEpoch(seconds * 1_000).withNanos(nanos));
            }
            case DOUBLE, TIME, TEXT, BYTES, UUID, MONTHS, DURATION, OTHER -> Optional.empty();
        };
    }
}
