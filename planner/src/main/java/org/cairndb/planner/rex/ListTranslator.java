package org.cairndb.planner.rex;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnBuilder;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.scalar.Expressions;

/**
 * Translates OR and AND. Comparisons of one operand with several constants, as Calcite makes of an IN list of a computed operand, become one test of
 * membership, so that the operand is computed once.
 */
final class ListTranslator {
    private ListTranslator() {}

    static Optional<Expression> or(RexTranslator scalars, RexCall call) {
        return translate(scalars, call, SqlKind.EQUALS).map(Expressions::or);
    }

    static Optional<Expression> and(RexTranslator scalars, RexCall call) {
        return translate(scalars, call, SqlKind.NOT_EQUALS).map(Expressions::and);
    }

    /** Comparisons with the same operand: the constants and the calls they come from. */
    private record Member(List<Column> constants, List<RexNode> calls) {}

    private static Optional<List<Expression>> translate(RexTranslator scalars, RexCall call, SqlKind comparison) {
        Map<RexNode, Member> members = new LinkedHashMap<>();
        for (RexNode operand : call.getOperands()) {
            Optional<Column> constant = operand.isA(comparison) ? constant((RexCall) operand) : Optional.empty();
            RexNode key =
                    constant.isPresent() ? ((RexCall) operand).getOperands().get(0) : operand;
            Member member = members.computeIfAbsent(key, k -> new Member(new ArrayList<>(), new ArrayList<>()));
            constant.ifPresent(member.constants::add);
            member.calls.add(operand);
        }
        List<Expression> parts = new ArrayList<>();
        for (Map.Entry<RexNode, Member> entry : members.entrySet()) {
            Member member = entry.getValue();
            boolean isList = member.constants.size() > 1 && member.constants.size() == member.calls.size();
            Optional<List<Expression>> part = isList
                    ? in(scalars, entry.getKey(), member.constants)
                            .map(test -> List.of(comparison == SqlKind.EQUALS ? test : Expressions.not(test)))
                    : scalars.translateAll(member.calls);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts.addAll(part.get());
        }
        return Optional.of(parts);
    }

    private static Optional<Expression> in(RexTranslator scalars, RexNode operand, List<Column> constants) {
        ColumnBuilder values = ColumnBuilder.of(DatomTypes.columnType(operand.getType()));
        constants.forEach(constant -> values.append(constant, 0));
        return scalars.translate(operand).map(value -> Expressions.in(value, values.build()));
    }

    /** What an operand is compared with, if that has the operand's type. */
    private static Optional<Column> constant(RexCall comparison) {
        RexNode operand = comparison.getOperands().get(0);
        RexNode constant = comparison.getOperands().get(1);
        return constant instanceof RexLiteral literal
                        && !literal.isNull()
                        && RexUtil.isDeterministic(operand)
                        && DatomTypes.columnType(operand.getType()).equals(DatomTypes.columnType(constant.getType()))
                ? Literals.column(literal)
                : Optional.empty();
    }
}
