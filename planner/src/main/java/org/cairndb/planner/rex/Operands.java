package org.cairndb.planner.rex;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.Expression;

/** Translations by the types that an operator takes. */
final class Operands {
    static final ColumnType TEXT = ColumnType.of(Kind.TEXT);
    static final ColumnType LONG = ColumnType.of(Kind.LONG);
    static final ColumnType DOUBLE = ColumnType.of(Kind.DOUBLE);
    static final ColumnType TIMESTAMP = ColumnType.of(Kind.TIMESTAMP);

    private Operands() {}

    /** One operand, taken as a type. */
    static Translation one(ColumnType type, UnaryOperator<Expression> function) {
        return (scalars, call) -> call.getOperands().size() == 1
                ? scalars.as(call.getOperands().get(0), type).map(function)
                : Optional.empty();
    }

    /** Two operands, each taken as a type. */
    static Translation two(ColumnType first, ColumnType second, BinaryOperator<Expression> function) {
        return (scalars, call) -> all(scalars, call, first, second).map(in -> function.apply(in.get(0), in.get(1)));
    }

    /** Operands of these types, of which the last may be missing if {@code least} says so. */
    static Translation several(int least, Function<List<Expression>, Expression> function, ColumnType... types) {
        return (scalars, call) -> {
            int count = call.getOperands().size();
            boolean fits = count >= least && count <= types.length;
            return fits ? all(scalars, call, List.of(types).subList(0, count)).map(function) : Optional.empty();
        };
    }

    /** Any number of operands of one type. */
    static Translation any(ColumnType type, Function<List<Expression>, Expression> function) {
        return (scalars, call) -> {
            List<ColumnType> types = call.getOperands().stream().map(o -> type).toList();
            return all(scalars, call, types).map(function);
        };
    }

    private static Optional<List<Expression>> all(RexTranslator scalars, RexCall call, ColumnType... types) {
        return call.getOperands().size() == types.length ? all(scalars, call, List.of(types)) : Optional.empty();
    }

    private static Optional<List<Expression>> all(RexTranslator scalars, RexCall call, List<ColumnType> types) {
        List<Expression> expressions = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            RexNode operand = call.getOperands().get(i);
            Optional<Expression> expression = scalars.as(operand, types.get(i));
            if (expression.isEmpty()) {
                return Optional.empty();
            }
            expressions.add(expression.get());
        }
        return Optional.of(expressions);
    }
}
