package org.cairndb.planner.rel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rel.core.Window.Group;
import org.apache.calcite.rel.core.Window.RexWinAggCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.rex.RexWindowExclusion;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.sort.SortKey;
import org.cairndb.planner.exec.window.WindowCall;
import org.cairndb.planner.exec.window.WindowCall.Argument;
import org.cairndb.planner.exec.window.WindowCall.Constant;
import org.cairndb.planner.exec.window.WindowCall.Function;
import org.cairndb.planner.exec.window.WindowCall.InputColumn;
import org.cairndb.planner.exec.window.WindowFrame;
import org.cairndb.planner.exec.window.WindowFrame.Bound;
import org.cairndb.planner.exec.window.WindowFrame.Place;
import org.cairndb.planner.exec.window.WindowFrame.Unit;
import org.cairndb.planner.exec.window.WindowOperator.WindowSpec;
import org.cairndb.planner.rex.DatomTypes;
import org.cairndb.planner.rex.Literals;

/** Translates the windows of a plan node; empty where they have something that only runs row at a time. */
final class WindowCalls {
    private final Window window;
    private final int inputColumns;
    private final List<ColumnType> types;

    WindowCalls(Window window) {
        this.window = window;
        this.inputColumns = window.getInput().getRowType().getFieldCount();
        this.types = DatomRel.columnTypes(window.getInput());
    }

    /** Whether all windows can be translated. */
    boolean areCovered() {
        return types.stream().noneMatch(t -> t.kind() == Kind.OTHER)
                && window.groups.stream().allMatch(group -> spec(group).isPresent());
    }

    Optional<WindowSpec> spec(Group group) {
        Optional<Bound> lower = bound(group, group.lowerBound);
        Optional<Bound> upper = bound(group, group.upperBound);
        List<WindowCall> calls = new ArrayList<>();
        for (RexWinAggCall call : group.aggCalls) {
            call(call).ifPresent(calls::add);
        }
        boolean covered = lower.isPresent()
                && upper.isPresent()
                && calls.size() == group.aggCalls.size()
                && group.exclude == RexWindowExclusion.EXCLUDE_NO_OTHER;
        if (!covered) {
            return Optional.empty();
        }
        List<SortKey> partition = group.keys.asList().stream()
                .map(k -> new SortKey(k, false, false))
                .toList();
        List<SortKey> order = group.orderKeys.getFieldCollations().stream()
                .map(DatomSort::key)
                .toList();
        WindowFrame frame = new WindowFrame(group.isRows ? Unit.ROWS : Unit.RANGE, lower.get(), upper.get());
        return Optional.of(new WindowSpec(partition, order, frame, calls));
    }

    private Optional<Bound> bound(Group group, RexWindowBound bound) {
        if (bound.isUnbounded()) {
            return Optional.of(Bound.UNBOUNDED);
        }
        if (bound.isCurrentRow()) {
            return Optional.of(Bound.CURRENT);
        }
        RexNode offset = bound.getOffset();
        if (!group.isRows) {
            return offset == null ? Optional.empty() : distance(group, offset, bound.isPreceding());
        }
        Optional<Column> rows = offset == null ? Optional.empty() : constant(offset);
        return rows.filter(r -> r instanceof LongColumn && !r.isNull(0)).map(r -> {
            long distance = ((LongColumn) r).get(0);
            return new Bound(Place.OFFSET, bound.isPreceding() ? -distance : distance);
        });
    }

    /** A bound at a distance in the only key, where distances are differences of what its column holds. */
    private Optional<Bound> distance(Group group, RexNode offset, boolean isPreceding) {
        List<RelFieldCollation> keys = group.orderKeys.getFieldCollations();
        Optional<RexLiteral> literal = literal(offset).filter(l -> !l.isNull());
        if (keys.size() != 1 || literal.isEmpty()) {
            return Optional.empty();
        }
        ColumnType key = types.get(keys.get(0).getFieldIndex());
        return WindowDistances.of(literal.get(), key, isPreceding).map(d -> new Bound(Place.DISTANCE, d));
    }

    private Optional<Column> constant(RexNode node) {
        return literal(node).flatMap(Literals::column);
    }

    private Optional<RexLiteral> literal(RexNode node) {
        if (node instanceof RexLiteral literal) {
            return Optional.of(literal);
        }
        boolean isConstant = node instanceof RexInputRef ref && ref.getIndex() >= inputColumns;
        return isConstant
                ? Optional.of(window.constants.get(((RexInputRef) node).getIndex() - inputColumns))
                : Optional.empty();
    }

    private Optional<WindowCall> call(RexWinAggCall call) {
        Optional<Function> function = function(call);
        List<Argument> arguments = new ArrayList<>();
        List<ColumnType> argumentTypes = new ArrayList<>();
        for (RexNode operand : call.getOperands()) {
            argument(operand).ifPresent(arguments::add);
            argumentTypes.add(DatomTypes.columnType(operand.getType()));
        }
        ColumnType type = DatomTypes.columnType(call.getType());
        boolean covered = function.isPresent()
                && arguments.size() == call.getOperands().size()
                && !call.distinct
                && !call.ignoreNulls
                && fits(function.get(), argumentTypes, type)
                && argumentsFit(function.get(), arguments);
        return covered ? Optional.of(new WindowCall(function.get(), arguments, type)) : Optional.empty();
    }

    private Optional<Argument> argument(RexNode operand) {
        if (operand instanceof RexInputRef ref && ref.getIndex() < inputColumns) {
            return Optional.of(new InputColumn(ref.getIndex()));
        }
        return constant(operand).map(Constant::new);
    }

    /** Distances, places and numbers of tiles have to be constants. */
    private static boolean argumentsFit(Function function, List<Argument> arguments) {
        return switch (function) {
            case NTILE -> isWholeNumber(arguments.get(0));
            case NTH_VALUE -> isWholeNumber(arguments.get(1));
            case LAG, LEAD -> arguments.size() < 2 || isWholeNumber(arguments.get(1));
            case COUNT -> arguments.size() <= 1;
            default -> true;
        };
    }

    private static boolean isWholeNumber(Argument argument) {
        return argument instanceof Constant constant
                && constant.value() instanceof LongColumn number
                && !number.isNull(0);
    }

    private static boolean fits(Function function, List<ColumnType> arguments, ColumnType type) {
        return switch (function) {
            case ROW_NUMBER, RANK, DENSE_RANK, NTILE, COUNT -> type.kind() == Kind.LONG;
            case PERCENT_RANK, CUME_DIST -> type.kind() == Kind.DOUBLE;
            case FIRST_VALUE, LAST_VALUE, NTH_VALUE, MIN, MAX -> hasForm(arguments.get(0), type);
            case LAG, LEAD ->
                hasForm(arguments.get(0), type) && (arguments.size() < 3 || hasForm(arguments.get(2), type));
            case SUM, SUM_OR_ZERO ->
                type.kind() == Kind.DOUBLE
                        ? arguments.get(0).kind() == Kind.DOUBLE
                        : isExact(type)
                                && isExact(arguments.get(0))
                                && type.scale() == arguments.get(0).scale();
        };
    }

    private static boolean isExact(ColumnType type) {
        return type.kind() == Kind.LONG || type.kind() == Kind.DECIMAL;
    }

    /** Whether values of one type may stand in a column of another one as they are. */
    private static boolean hasForm(ColumnType source, ColumnType target) {
        return source.kind() == target.kind() && source.scale() == target.scale() && source.isWide() == target.isWide();
    }

    private static Optional<Function> function(RexWinAggCall call) {
        return switch (call.getOperator().getKind()) {
            case ROW_NUMBER -> Optional.of(Function.ROW_NUMBER);
            case RANK -> Optional.of(Function.RANK);
            case DENSE_RANK -> Optional.of(Function.DENSE_RANK);
            case PERCENT_RANK -> Optional.of(Function.PERCENT_RANK);
            case CUME_DIST -> Optional.of(Function.CUME_DIST);
            case NTILE -> Optional.of(Function.NTILE);
            case LAG -> Optional.of(Function.LAG);
            case LEAD -> Optional.of(Function.LEAD);
            case FIRST_VALUE -> Optional.of(Function.FIRST_VALUE);
            case LAST_VALUE -> Optional.of(Function.LAST_VALUE);
            case NTH_VALUE -> Optional.of(Function.NTH_VALUE);
            case COUNT -> Optional.of(Function.COUNT);
            case SUM -> Optional.of(Function.SUM);
            case SUM0 -> Optional.of(Function.SUM_OR_ZERO);
            case MIN -> Optional.of(Function.MIN);
            case MAX -> Optional.of(Function.MAX);
            default -> Optional.empty();
        };
    }
}
