package org.cairndb.planner.rex;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.scalar.Arithmetic;
import org.cairndb.planner.exec.scalar.Comparison;
import org.cairndb.planner.exec.scalar.Expressions;
import org.cairndb.planner.exec.scalar.Truth;

/** Turns scalar expressions of Calcite into ours; gives nothing for those that we do not cover. */
public final class RexTranslator {
    private static final int MICRO_DIGITS = 6;

    private final RexBuilder rexBuilder;
    private final IntUnaryOperator inputColumn;

    /** A translator that finds the input with ordinal i in column {@code inputColumn(i)} of a batch. */
    public RexTranslator(RexBuilder rexBuilder, IntUnaryOperator inputColumn) {
        this.rexBuilder = rexBuilder;
        this.inputColumn = inputColumn;
    }

    /** A translator that finds input i in column i of a batch. */
    public RexTranslator(RexBuilder rexBuilder) {
        this(rexBuilder, IntUnaryOperator.identity());
    }

    /** The expressions in order, if all are covered. */
    public Optional<List<Expression>> translateAll(Iterable<? extends RexNode> nodes) {
        List<Expression> expressions = new ArrayList<>();
        for (RexNode node : nodes) {
            Optional<Expression> expression = translate(node);
            if (expression.isEmpty()) {
                return Optional.empty();
            }
            expressions.add(expression.get());
        }
        return Optional.of(expressions);
    }

    /** The expression, if it is covered. */
    public Optional<Expression> translate(RexNode node) {
        if (DatomTypes.columnType(node.getType()).kind() == Kind.OTHER && !(node instanceof RexInputRef)) {
            return Optional.empty();
        }
        if (node instanceof RexInputRef input) {
            return Optional.of(Expressions.column(inputColumn.applyAsInt(input.getIndex())));
        }
        if (node instanceof RexLiteral literal) {
            return Literals.column(literal).map(Expressions::constant);
        }
        if (node instanceof RexDynamicParam parameter) {
            return Optional.of(Expressions.parameter(parameter.getIndex()));
        }
        return node instanceof RexCall call ? translateCall(call) : Optional.empty();
    }

    private Optional<Expression> translateCall(RexCall call) {
        List<RexNode> operands = call.getOperands();
        return switch (call.getKind()) {
            case EQUALS -> compare(Comparison.Operator.EQUAL, operands);
            case NOT_EQUALS -> compare(Comparison.Operator.NOT_EQUAL, operands);
            case LESS_THAN -> compare(Comparison.Operator.LESS, operands);
            case LESS_THAN_OR_EQUAL -> compare(Comparison.Operator.AT_MOST, operands);
            case GREATER_THAN -> compare(Comparison.Operator.GREATER, operands);
            case GREATER_THAN_OR_EQUAL -> compare(Comparison.Operator.AT_LEAST, operands);
            case AND -> translateAll(operands).map(Expressions::and);
            case OR -> translateAll(operands).map(Expressions::or);
            case NOT -> translate(operands.get(0)).map(Expressions::not);
            case IS_NULL -> translate(operands.get(0)).map(Expressions::isNull);
            case IS_NOT_NULL -> translate(operands.get(0)).map(Expressions::isNotNull);
            case IS_TRUE -> test(operands, Truth.Test.IS_TRUE);
            case IS_FALSE -> test(operands, Truth.Test.IS_FALSE);
            case IS_NOT_TRUE -> test(operands, Truth.Test.IS_NOT_TRUE);
            case IS_NOT_FALSE -> test(operands, Truth.Test.IS_NOT_FALSE);
            case PLUS -> arithmetic(Arithmetic.Operation.PLUS, call);
            case MINUS -> arithmetic(Arithmetic.Operation.MINUS, call);
            case TIMES -> arithmetic(Arithmetic.Operation.TIMES, call);
            case DIVIDE -> arithmetic(Arithmetic.Operation.DIVIDE, call);
            case MOD -> arithmetic(Arithmetic.Operation.MODULO, call);
            case SEARCH -> translate(RexUtil.expandSearch(rexBuilder, null, call));
            case CASE -> choice(call);
            case CAST -> cast(call);
            case LIKE -> like(call);
            case CHAR_LENGTH -> translate(operands.get(0)).map(Expressions::length);
            default -> other(call);
        };
    }

    private Optional<Expression> other(RexCall call) {
        if (call.getOperator().equals(SqlStdOperatorTable.CURRENT_TIMESTAMP)
                || call.getOperator().equals(SqlStdOperatorTable.LOCALTIMESTAMP)) {
            int precision =
                    call.getOperands().isEmpty() ? MICRO_DIGITS : call.getType().getPrecision();
            return Optional.of(
                    Expressions.currentTime((long) Math.pow(10, MICRO_DIGITS - Math.min(precision, MICRO_DIGITS))));
        }
        if (call.getOperator().equals(SqlStdOperatorTable.CURRENT_DATE)) {
            return new TimeTranslator(this).currentDate();
        }
        return Optional.empty();
    }

    private Optional<Expression> test(List<RexNode> operands, Truth.Test test) {
        return translate(operands.get(0)).map(operand -> Expressions.test(operand, test));
    }

    private Optional<Expression> compare(Comparison.Operator operator, List<RexNode> operands) {
        RexNode left = operands.get(0);
        RexNode right = operands.get(1);
        return common(left, right)
                .flatMap(type ->
                        as(left, type).flatMap(a -> as(right, type).map(b -> Expressions.compare(operator, a, b))));
    }

    private Optional<Expression> arithmetic(Arithmetic.Operation operation, RexCall call) {
        if (call.getOperands().size() != 2) {
            return Optional.empty();
        }
        RexNode left = call.getOperands().get(0);
        RexNode right = call.getOperands().get(1);
        ColumnType result = DatomTypes.columnType(call.getType());
        if (result.kind() == Kind.TIMESTAMP || result.kind() == Kind.DATE) {
            return new TimeTranslator(this).shift(call, result);
        }
        if (result.kind() == Kind.DECIMAL) {
            return decimalArithmetic(operation, call, result);
        }
        if (result.kind() != Kind.LONG && result.kind() != Kind.DOUBLE) {
            return Optional.empty();
        }
        return as(left, result).flatMap(a -> as(right, result).map(b -> Expressions.arithmetic(operation, a, b)));
    }

    private Optional<Expression> decimalArithmetic(Arithmetic.Operation operation, RexCall call, ColumnType result) {
        RexNode left = call.getOperands().get(0);
        RexNode right = call.getOperands().get(1);
        if (!result.isLong()) {
            return Optional.empty();
        }
        if (operation == Arithmetic.Operation.PLUS || operation == Arithmetic.Operation.MINUS) {
            return as(left, result).flatMap(a -> as(right, result).map(b -> Expressions.arithmetic(operation, a, b)));
        }
        boolean exact = operation == Arithmetic.Operation.TIMES && scale(left) + scale(right) == result.scale();
        if (!exact || !isNarrow(left) || !isNarrow(right)) {
            return Optional.empty();
        }
        return translate(left).flatMap(a -> translate(right).map(b -> Expressions.arithmetic(operation, a, b)));
    }

    private static int scale(RexNode node) {
        return DatomTypes.columnType(node.getType()).scale();
    }

    private static boolean isNarrow(RexNode node) {
        ColumnType type = DatomTypes.columnType(node.getType());
        return type.isLong() && (type.kind() == Kind.DECIMAL || type.kind() == Kind.LONG);
    }

    private Optional<Expression> choice(RexCall call) {
        ColumnType type = DatomTypes.columnType(call.getType());
        List<Expression> conditions = new ArrayList<>();
        List<Expression> results = new ArrayList<>();
        List<RexNode> operands = call.getOperands();
        for (int i = 0; i < operands.size(); i++) {
            boolean isCondition = i % 2 == 0 && i < operands.size() - 1;
            Optional<Expression> expression = isCondition ? translate(operands.get(i)) : as(operands.get(i), type);
            if (expression.isEmpty()) {
                return Optional.empty();
            }
            (isCondition ? conditions : results).add(expression.get());
        }
        return Optional.of(Expressions.choose(conditions, results, type));
    }

    private Optional<Expression> cast(RexCall call) {
        RexNode operand = call.getOperands().get(0);
        RelDataType target = call.getType();
        ColumnType type = DatomTypes.columnType(target);
        boolean mayCut = type.kind() == Kind.TEXT
                && target.getPrecision() != RelDataType.PRECISION_NOT_SPECIFIED
                && (operand.getType().getPrecision() == RelDataType.PRECISION_NOT_SPECIFIED
                        || operand.getType().getPrecision() > target.getPrecision());
        boolean isSmall = target.getSqlTypeName() == SqlTypeName.TINYINT
                || target.getSqlTypeName() == SqlTypeName.SMALLINT
                || (target.getSqlTypeName() == SqlTypeName.INTEGER
                        && operand.getType().getSqlTypeName() == SqlTypeName.BIGINT);
        if (mayCut || isSmall) {
            return Optional.empty();
        }
        return as(operand, type);
    }

    private Optional<Expression> like(RexCall call) {
        List<RexNode> operands = call.getOperands();
        if (operands.size() > 2 || !call.getOperator().equals(SqlStdOperatorTable.LIKE)) {
            return Optional.empty();
        }
        return translate(operands.get(0))
                .flatMap(value -> translate(operands.get(1)).map(pattern -> Expressions.like(value, pattern, null)));
    }

    /** The type in which two operands can be compared. */
    private static Optional<ColumnType> common(RexNode left, RexNode right) {
        ColumnType a = DatomTypes.columnType(left.getType());
        ColumnType b = DatomTypes.columnType(right.getType());
        if (a.kind() == Kind.OTHER || b.kind() == Kind.OTHER) {
            return Optional.empty();
        }
        if (a.equals(b)) {
            return Optional.of(a);
        }
        boolean numeric = isNumber(a) && isNumber(b);
        if (!numeric) {
            return a.kind() == b.kind() ? Optional.of(a) : Optional.empty();
        }
        if (a.kind() == Kind.DOUBLE || b.kind() == Kind.DOUBLE) {
            return Optional.of(ColumnType.of(Kind.DOUBLE));
        }
        int scale = Math.max(a.scale(), b.scale());
        int digits = Math.max(integerDigits(a, left), integerDigits(b, right));
        ColumnType decimal = ColumnType.decimal(digits + scale, scale);
        return decimal.isLong() ? Optional.of(decimal) : Optional.empty();
    }

    private static int integerDigits(ColumnType type, RexNode node) {
        if (type.kind() == Kind.DECIMAL) {
            return type.precision() - type.scale();
        }
        return node instanceof RexLiteral literal
                ? Optional.ofNullable(literal.getValueAs(BigDecimal.class))
                        .map(BigDecimal::precision)
                        .orElse(1)
                : node.getType().getPrecision();
    }

    private static boolean isNumber(ColumnType type) {
        return type.kind() == Kind.LONG || type.kind() == Kind.DOUBLE || type.kind() == Kind.DECIMAL;
    }

    /** An expression converted to a type without loss, if we cover that. */
    Optional<Expression> as(RexNode node, ColumnType type) {
        ColumnType own = DatomTypes.columnType(node.getType());
        if (node instanceof RexLiteral literal && literal.isNull()) {
            return Literals.nullColumn(type).map(Expressions::constant);
        }
        if (own.equals(type) || (own.kind() == type.kind() && own.kind() != Kind.DECIMAL)) {
            return translate(node);
        }
        if (!isNumber(own) || !isNumber(type) || (!own.isLong() && own.kind() != Kind.DOUBLE)) {
            return new TimeTranslator(this).cast(node, own, type);
        }
        if (type.kind() == Kind.DOUBLE) {
            return translate(node).map(e -> Expressions.toDouble(e, Math.pow(10, own.scale())));
        }
        boolean widens = own.kind() != Kind.DOUBLE && type.isLong() && own.scale() <= type.scale();
        return widens
                ? translate(node).map(e -> Expressions.scaleUp(e, (long) Math.pow(10, type.scale() - own.scale())))
                : Optional.empty();
    }
}
