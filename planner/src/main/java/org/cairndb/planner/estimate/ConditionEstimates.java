package org.cairndb.planner.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;
import org.cairndb.planner.estimate.ColumnEstimate.Span;
import org.jspecify.annotations.Nullable;

/**
 * The share of rows for which conditions hold. Ranges of one column are laid over each other before they are compared with its bounds; otherwise
 * conditions count as independent.
 */
final class ConditionEstimates {
    /** A range whose end is not known. */
    private static final double UNKNOWN_RANGE = 0.3;
    /** A text that has another one somewhere inside. */
    private static final double CONTAINS = 0.06;
    /** A text that begins with another one. */
    private static final double BEGINS = 0.05;

    private static final double UNKNOWN = 0.25;

    private final List<ColumnEstimate> columns;
    private final RexBuilder rexBuilder;

    ConditionEstimates(List<ColumnEstimate> columns, RexBuilder rexBuilder) {
        this.columns = columns;
        this.rexBuilder = rexBuilder;
    }

    /** The rows of an input that fulfil conditions. */
    static Estimate filter(Estimate input, List<RexNode> conditions, RexBuilder rexBuilder) {
        return new Narrowing(input, rexBuilder).apply(conditions);
    }

    /** The share of rows for which a condition holds. */
    double share(RexNode condition) {
        return Math.max(0, Math.min(1, unbounded(condition)));
    }

    private double unbounded(RexNode condition) {
        if (condition instanceof RexLiteral literal) {
            return literal.isAlwaysTrue() ? 1 : 0;
        }
        if (condition instanceof RexInputRef) {
            return 0.5 * filled(condition);
        }
        return condition instanceof RexCall call ? shareOfCall(call) : UNKNOWN;
    }

    private double shareOfCall(RexCall call) {
        List<RexNode> operands = call.getOperands();
        return switch (call.getKind()) {
            case AND -> new Narrowing(new Estimate(1, columns), rexBuilder).share(operands);
            case OR -> either(operands);
            case NOT -> 1 - share(operands.get(0));
            case IS_NULL -> 1 - filled(operands.get(0));
            case IS_NOT_NULL -> filled(operands.get(0));
            case IS_TRUE -> share(operands.get(0));
            case IS_NOT_TRUE, IS_FALSE -> 1 - share(operands.get(0));
            case EQUALS, IS_NOT_DISTINCT_FROM -> equal(operands);
            case NOT_EQUALS, IS_DISTINCT_FROM -> 1 - equal(operands);
            case LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL -> range(call);
            case SEARCH -> share(RexUtil.expandSearch(rexBuilder, null, call));
            case LIKE -> like(operands.get(1)) * filled(operands.get(0));
            default -> UNKNOWN;
        };
    }

    /** Alternatives on one column exclude each other; others count as independent. */
    private double either(List<RexNode> operands) {
        ImmutableBitSet.Builder used = ImmutableBitSet.builder();
        double none = 1;
        double sum = 0;
        boolean excluding = true;
        for (RexNode operand : operands) {
            double share = share(operand);
            used.addAll(RelOptUtil.InputFinder.bits(operand));
            excluding &= !operand.isA(SqlKind.IS_NULL) || share == 0;
            none *= 1 - share;
            sum += share;
        }
        return used.cardinality() == 1 && excluding ? sum : 1 - none;
    }

    private double filled(RexNode operand) {
        double filled = 1;
        for (int column : RelOptUtil.InputFinder.bits(operand)) {
            filled *= columns.get(column).filled();
        }
        return filled;
    }

    private double equal(List<RexNode> operands) {
        double most = 1;
        double filled = 1;
        for (int i = 0; i < operands.size(); i++) {
            RexNode operand = operands.get(i);
            filled *= filled(operand);
            most = Math.max(most, distinct(operand));
            if (operand instanceof RexInputRef column
                    && operands.get(1 - i) instanceof RexLiteral literal
                    && isOutside(columns.get(column.getIndex()), literal)) {
                return 0;
            }
        }
        return filled / most;
    }

    private static boolean isOutside(ColumnEstimate column, RexLiteral literal) {
        OptionalDouble place = place(column, literal);
        return place.isPresent() && (place.getAsDouble() < 0 || place.getAsDouble() > 1);
    }

    private double distinct(RexNode operand) {
        double distinct = 1;
        for (int column : RelOptUtil.InputFinder.bits(operand)) {
            distinct *= columns.get(column).distinct();
        }
        boolean coarser = operand instanceof RexCall && !operand.isA(SqlKind.CAST);
        return coarser ? Math.sqrt(distinct) : distinct;
    }

    private double range(RexCall call) {
        RexNode left = call.getOperands().get(0);
        RexNode right = call.getOperands().get(1);
        double filled = filled(left) * filled(right);
        ColumnRange range = ColumnRange.of(call, columns);
        if (range == null) {
            boolean ofColumns = !RexUtil.isConstant(left) && !RexUtil.isConstant(right);
            return filled * (ofColumns ? 0.5 : UNKNOWN_RANGE);
        }
        ColumnEstimate column = columns.get(range.column());
        double width = column.span().width();
        return width <= 0 ? 0 : filled * column.span().intersect(range.span()).width() / width;
    }

    private static double like(RexNode pattern) {
        if (!(pattern instanceof RexLiteral literal)) {
            return BEGINS;
        }
        String text = String.valueOf(literal.getValueAs(String.class));
        if (text.indexOf('%') < 0 && text.indexOf('_') < 0) {
            return BEGINS * BEGINS;
        }
        long parts = text.chars().filter(c -> c == '%').count();
        boolean begins = !text.startsWith("%");
        return begins ? BEGINS : Math.pow(CONTAINS, Math.max(1, parts - 1));
    }

    private static OptionalDouble place(ColumnEstimate column, RexLiteral literal) {
        ColumnEstimate.Source source = column.source();
        return source == null || source.scale().isEmpty()
                ? OptionalDouble.empty()
                : source.scale().get().placeOf(literal);
    }

    /** A comparison of a column with a constant, as a part of the column's values. */
    private record ColumnRange(int column, Span span) {
        static @Nullable ColumnRange of(RexNode condition, List<ColumnEstimate> columns) {
            if (!(condition instanceof RexCall call) || call.getOperands().size() != 2) {
                return null;
            }
            RexNode left = call.getOperands().get(0);
            RexNode right = call.getOperands().get(1);
            boolean less = call.isA(SqlKind.LESS_THAN) || call.isA(SqlKind.LESS_THAN_OR_EQUAL);
            boolean greater = call.isA(SqlKind.GREATER_THAN) || call.isA(SqlKind.GREATER_THAN_OR_EQUAL);
            if (!less && !greater) {
                return null;
            }
            if (left instanceof RexInputRef column && right instanceof RexLiteral literal) {
                return of(column.getIndex(), less, place(columns.get(column.getIndex()), literal));
            }
            if (right instanceof RexInputRef column && left instanceof RexLiteral literal) {
                return of(column.getIndex(), greater, place(columns.get(column.getIndex()), literal));
            }
            return null;
        }

        private static @Nullable ColumnRange of(int column, boolean isBelow, OptionalDouble place) {
            if (place.isEmpty()) {
                return null;
            }
            double end = Math.max(0, Math.min(1, place.getAsDouble()));
            return new ColumnRange(column, isBelow ? new Span(0, end) : new Span(end, 1));
        }
    }

    /** What a list of conditions, which all must hold, does to the columns. */
    static final class Narrowing {
        private final Estimate input;
        private final ConditionEstimates conditions;
        private final Map<Integer, Span> spans = new TreeMap<>();
        private final Map<Integer, Double> own = new TreeMap<>();
        private double others = 1;

        Narrowing(Estimate input, RexBuilder rexBuilder) {
            this.input = input;
            this.conditions = new ConditionEstimates(input.columns(), rexBuilder);
        }

        /** A share that is known of a column. */
        void counted(int column, double share) {
            own.merge(column, share, (a, b) -> a * b);
        }

        double share(List<RexNode> all) {
            all.forEach(this::take);
            double share = others;
            for (Map.Entry<Integer, Span> span : spans.entrySet()) {
                share *= shareOf(span.getKey(), span.getValue());
            }
            for (double each : own.values()) {
                share *= each;
            }
            return share;
        }

        private double shareOf(int column, Span span) {
            ColumnEstimate before = input.columns().get(column);
            double width = before.span().width();
            double share = width <= 0 ? 0 : before.span().intersect(span).width() / width;
            return before.filled() * Math.max(share, 0.5 / before.distinct());
        }

        private void take(RexNode condition) {
            if (condition.isA(SqlKind.SEARCH)) {
                RexNode expanded = RexUtil.expandSearch(conditions.rexBuilder, null, condition);
                if (expanded.isA(SqlKind.AND)) {
                    RelOptUtil.conjunctions(expanded).forEach(this::take);
                    return;
                }
            }
            ColumnRange range = ColumnRange.of(condition, input.columns());
            if (range != null) {
                spans.merge(range.column(), range.span(), Span::intersect);
                return;
            }
            ImmutableBitSet used = RelOptUtil.InputFinder.bits(condition);
            double share = conditions.share(condition);
            if (used.cardinality() == 1) {
                own.merge(used.nth(0), share, (a, b) -> a * b);
            } else {
                others *= share;
            }
        }

        Estimate apply(List<RexNode> all) {
            double share = share(all);
            double rows = input.rows() * share;
            List<ColumnEstimate> columns = new ArrayList<>();
            for (int i = 0; i < input.columns().size(); i++) {
                ColumnEstimate column = input.columns().get(i);
                Span span = spans.get(i);
                double mine = own.getOrDefault(i, 1.0) * (span == null ? 1 : shareOf(i, span));
                boolean touched = span != null || own.containsKey(i);
                double filled = touched ? Math.max(column.filled(), Double.MIN_NORMAL) : 1;
                ColumnEstimate narrowed = touched
                        ? column.narrowed(
                                Math.min(1, mine / filled),
                                span == null ? column.span() : column.span().intersect(span))
                        : column;
                columns.add(narrowed.thinned(input.rows() * mine, rows));
            }
            return new Estimate(rows, columns);
        }
    }
}
