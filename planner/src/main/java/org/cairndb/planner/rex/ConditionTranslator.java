package org.cairndb.planner.rex;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlLikeOperator;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.scalar.Comparison.Operator;
import org.cairndb.planner.exec.scalar.Expressions;
import org.cairndb.planner.exec.scalar.TextFunctions;
import org.cairndb.planner.exec.scalar.Truth;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Turns comparisons, logic, CASE and pattern matching into expressions. */
final class ConditionTranslator {
    private static final int MAX_PRECISION = 38;
    private static final int MAX_INTEGER_DIGITS = 19;

    private ConditionTranslator() {}

    /** How calls of a kind are translated, or null if they are none of ours. */
    static @Nullable Translation byKind(SqlKind kind) {
        return switch (kind) {
            case EQUALS -> comparison(Operator.EQUAL);
            case NOT_EQUALS -> comparison(Operator.NOT_EQUAL);
            case LESS_THAN -> comparison(Operator.LESS);
            case LESS_THAN_OR_EQUAL -> comparison(Operator.AT_MOST);
            case GREATER_THAN -> comparison(Operator.GREATER);
            case GREATER_THAN_OR_EQUAL -> comparison(Operator.AT_LEAST);
            case IS_DISTINCT_FROM -> (scalars, call) -> distinct(scalars, call, true);
            case IS_NOT_DISTINCT_FROM -> (scalars, call) -> distinct(scalars, call, false);
            case AND -> ListTranslator::and;
            case OR -> ListTranslator::or;
            case NOT -> (scalars, call) -> first(scalars, call).map(Expressions::not);
            case IS_NULL -> (scalars, call) -> first(scalars, call).map(Expressions::isNull);
            case IS_NOT_NULL -> (scalars, call) -> first(scalars, call).map(Expressions::isNotNull);
            case IS_TRUE -> test(Truth.Test.IS_TRUE);
            case IS_FALSE -> test(Truth.Test.IS_FALSE);
            case IS_NOT_TRUE -> test(Truth.Test.IS_NOT_TRUE);
            case IS_NOT_FALSE -> test(Truth.Test.IS_NOT_FALSE);
            case SEARCH -> SearchTranslator::translate;
            case CASE -> ConditionTranslator::choice;
            case LIKE -> ConditionTranslator::like;
            case SIMILAR -> ConditionTranslator::similar;
            default -> null;
        };
    }

    private static Optional<Expression> first(RexTranslator scalars, RexCall call) {
        return scalars.translate(call.getOperands().get(0));
    }

    private static Translation test(Truth.Test test) {
        return (scalars, call) -> first(scalars, call).map(operand -> Expressions.test(operand, test));
    }

    private static Translation comparison(Operator operator) {
        return (scalars, call) -> compare(
                scalars, operator, call.getOperands().get(0), call.getOperands().get(1));
    }

    private static Optional<Expression> compare(RexTranslator scalars, Operator operator, RexNode left, RexNode right) {
        ColumnType a = DatomTypes.columnType(left.getType());
        ColumnType b = DatomTypes.columnType(right.getType());
        ColumnType common = common(left, right);
        if (common != null) {
            return scalars.as(left, common)
                    .flatMap(x -> scalars.as(right, common).map(y -> Expressions.compare(operator, x, y)));
        }
        if (!Conversions.isExact(a) || !Conversions.isExact(b)) {
            return Optional.empty();
        }
        return scalars.translate(left)
                .flatMap(x -> scalars.translate(right)
                        .map(y -> Expressions.compareExact(operator, List.of(x, y), a.scale(), b.scale())));
    }

    private static Optional<Expression> distinct(RexTranslator scalars, RexCall call, boolean wanted) {
        RexNode left = call.getOperands().get(0);
        RexNode right = call.getOperands().get(1);
        ColumnType common = common(left, right);
        return common == null
                ? Optional.empty()
                : scalars.as(left, common)
                        .flatMap(x -> scalars.as(right, common).map(y -> Expressions.distinct(x, y, wanted)));
    }

    /** The type in which two operands can be compared, or null if there is none. */
    private static @Nullable ColumnType common(RexNode left, RexNode right) {
        ColumnType a = DatomTypes.columnType(left.getType());
        ColumnType b = DatomTypes.columnType(right.getType());
        if (a.kind() == Kind.OTHER || b.kind() == Kind.OTHER) {
            return null;
        }
        if (Conversions.isExact(a) && Conversions.isExact(b) && !a.equals(b)) {
            int scale = Math.max(a.scale(), b.scale());
            int digits = Math.max(integerDigits(a), integerDigits(b)) + scale;
            return digits <= MAX_PRECISION ? ColumnType.decimal(digits, scale) : null;
        }
        if (Conversions.isNumber(a) && Conversions.isNumber(b)) {
            return a.equals(b) ? a : Operands.DOUBLE;
        }
        if (a.kind() == b.kind()) {
            return a;
        }
        boolean areTimes = isPoint(a) && isPoint(b);
        return areTimes ? Operands.TIMESTAMP : null;
    }

    private static boolean isPoint(ColumnType type) {
        return type.kind() == Kind.DATE || type.kind() == Kind.TIMESTAMP;
    }

    private static int integerDigits(ColumnType type) {
        return type.kind() == Kind.DECIMAL ? type.precision() - type.scale() : MAX_INTEGER_DIGITS;
    }

    private static Optional<Expression> choice(RexTranslator scalars, RexCall call) {
        ColumnType type = DatomTypes.columnType(call.getType());
        List<Expression> conditions = new ArrayList<>();
        List<Expression> results = new ArrayList<>();
        List<RexNode> operands = call.getOperands();
        for (int i = 0; i < operands.size(); i++) {
            boolean isCondition = i % 2 == 0 && i < operands.size() - 1;
            Optional<Expression> expression =
                    isCondition ? scalars.translate(operands.get(i)) : scalars.as(operands.get(i), type);
            if (expression.isEmpty()) {
                return Optional.empty();
            }
            (isCondition ? conditions : results).add(expression.get());
        }
        return Optional.of(Expressions.choose(conditions, results, type));
    }

    private static Optional<Expression> like(RexTranslator scalars, RexCall call) {
        List<RexNode> operands = call.getOperands();
        Optional<Character> escape = escape(operands);
        if (!(call.getOperator() instanceof SqlLikeOperator operator) || (operands.size() > 2 && escape.isEmpty())) {
            return Optional.empty();
        }
        boolean folds = !operator.isCaseSensitive();
        return scalars.as(operands.get(0), Operands.TEXT)
                .flatMap(value -> scalars.as(operands.get(1), Operands.TEXT).map(pattern -> {
                    Expression like = Expressions.like(
                            folds ? TextFunctions.lower(value) : value,
                            folds ? TextFunctions.lower(pattern) : pattern,
                            escape.map(c -> folds ? Character.toLowerCase(c) : c)
                                    .orElse(null));
                    return operator.isNegated() ? Expressions.not(like) : like;
                }));
    }

    private static Optional<Character> escape(List<RexNode> operands) {
        if (operands.size() < 3 || !(operands.get(2) instanceof RexLiteral literal)) {
            return Optional.empty();
        }
        String text = literal.getValueAs(String.class);
        return text != null && text.length() == 1 && text.charAt(0) < 0x80
                ? Optional.of(text.charAt(0))
                : Optional.empty();
    }

    private static Optional<Expression> similar(RexTranslator scalars, RexCall call) {
        List<RexNode> operands = call.getOperands();
        Optional<Character> escape = escape(operands);
        if (!(call.getOperator() instanceof SqlLikeOperator operator) || (operands.size() > 2 && escape.isEmpty())) {
            return Optional.empty();
        }
        Character escapeCharacter = escape.orElse(null);
        return scalars.as(operands.get(0), Operands.TEXT)
                .flatMap(value -> scalars.as(operands.get(1), Operands.TEXT).map(pattern -> {
                    Expression found = Expressions.similar(value, pattern, escapeCharacter);
                    return operator.isNegated() ? Expressions.not(found) : found;
                }));
    }

    static CairnException invalidPattern(String pattern, PatternSyntaxException e) {
        return new CairnException(
                ErrorCode.VALUE_INVALID, "\"%s\" is no valid pattern: %s".formatted(pattern, e.getDescription()), e);
    }
}
