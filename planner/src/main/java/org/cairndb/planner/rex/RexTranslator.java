package org.cairndb.planner.rex;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.TextColumn;
import org.cairndb.planner.exec.scalar.Expressions;
import org.cairndb.storage.snapshot.SnapshotToken;
import org.jspecify.annotations.Nullable;

/** Turns scalar expressions of Calcite into ours; gives nothing for those that we do not cover. */
public final class RexTranslator {
    /** Tells by which token others can read the states that a statement reads. */
    private static final String SNAPSHOT_TOKEN = "CAIRN_SNAPSHOT";

    private static final Map<String, Translation> BY_NAME = byName();

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

    private static Map<String, Translation> byName() {
        Map<String, Translation> all = new HashMap<>();
        all.putAll(NumberTranslations.BY_NAME);
        all.putAll(TextTranslations.BY_NAME);
        all.putAll(TimeTranslations.BY_NAME);
        all.put(SNAPSHOT_TOKEN, (scalars, call) -> Optional.of(Expressions.perExecution(RexTranslator::snapshotToken)));
        return Map.copyOf(all);
    }

    private static Column snapshotToken(ExecutionContext context) {
        String token = SnapshotToken.of(context.snapshots()).toString();
        return TextColumn.of(token.getBytes(StandardCharsets.UTF_8));
    }

    RexBuilder rexBuilder() {
        return rexBuilder;
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
        if (node instanceof RexInputRef input) {
            return Optional.of(Expressions.column(inputColumn.applyAsInt(input.getIndex())));
        }
        if (DatomTypes.columnType(node.getType()).kind() == Kind.OTHER) {
            return Optional.empty();
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
        Translation byKind = byKind(call.getKind());
        Translation translation = byKind != null
                ? byKind
                : BY_NAME.get(call.getOperator().getName().toUpperCase(Locale.ROOT));
        return translation == null ? Optional.empty() : translation.apply(this, call);
    }

    private static @Nullable Translation byKind(SqlKind kind) {
        return switch (kind) {
            case CAST -> CastTranslator::translate;
            case REINTERPRET -> CastTranslator::reinterpret;
            case PLUS, MINUS, TIMES, DIVIDE, MOD, MINUS_PREFIX, PLUS_PREFIX -> ArithmeticTranslator::translate;
            case EXTRACT -> TimeTranslations::extract;
            case FLOOR, CEIL -> TimeTranslations::round;
            default -> ConditionTranslator.byKind(kind);
        };
    }

    /** An expression converted to a type, if we cover that. */
    Optional<Expression> as(RexNode node, ColumnType type) {
        if (node instanceof RexLiteral literal && literal.isNull()) {
            return Literals.nullColumn(type).map(Expressions::constant);
        }
        ColumnType own = DatomTypes.columnType(node.getType());
        return translate(node).flatMap(expression -> Conversions.convert(expression, own, type));
    }
}
