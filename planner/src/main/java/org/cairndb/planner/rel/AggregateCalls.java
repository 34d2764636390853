package org.cairndb.planner.rel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelFieldCollation.NullDirection;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.aggregate.AggregateFunction;
import org.cairndb.planner.exec.aggregate.FunctionCall;
import org.cairndb.planner.exec.aggregate.Grouping;
import org.cairndb.planner.exec.sort.SortKey;
import org.cairndb.planner.rex.DatomTypes;

/** Turns aggregate calls of Calcite into ours; gives nothing for those that we do not cover. */
final class AggregateCalls {
    private final List<ColumnType> inputTypes;

    private AggregateCalls(List<ColumnType> inputTypes) {
        this.inputTypes = inputTypes;
    }

    /** What an aggregate computes, if all of it is covered. */
    static Optional<Grouping> translate(Aggregate aggregate) {
        List<ColumnType> types = DatomRel.columnTypes(aggregate.getInput());
        List<Integer> keys = aggregate.getGroupSet().asList();
        boolean keysCovered = keys.size() <= Grouping.MAX_KEYS
                && keys.stream().noneMatch(key -> types.get(key).kind() == Kind.OTHER);
        List<FunctionCall> calls = new ArrayList<>();
        for (AggregateCall call : aggregate.getAggCallList()) {
            new AggregateCalls(types).translate(call).ifPresent(calls::add);
        }
        return keysCovered && calls.size() == aggregate.getAggCallList().size()
                ? Optional.of(new Grouping(types, keys, calls))
                : Optional.empty();
    }

    private Optional<FunctionCall> translate(AggregateCall call) {
        boolean isPlain = call.distinctKeys == null && call.rexList.isEmpty() && !call.ignoreNulls();
        Optional<AggregateFunction> function = functionOf(call);
        if (!isPlain || function.isEmpty()) {
            return Optional.empty();
        }
        FunctionCall translated = new FunctionCall(
                function.get(),
                argumentsOf(call, function.get()),
                call.filterArg,
                call.isDistinct() && matters(function.get()),
                orderOf(call),
                DatomTypes.columnType(call.getType()));
        return isCovered(translated) ? Optional.of(translated) : Optional.empty();
    }

    private static Optional<AggregateFunction> functionOf(AggregateCall call) {
        return switch (call.getAggregation().getKind()) {
            case COUNT, REGR_COUNT -> Optional.of(AggregateFunction.COUNT);
            case SUM -> Optional.of(AggregateFunction.SUM);
            case SUM0 -> Optional.of(AggregateFunction.SUM_OR_ZERO);
            case AVG -> Optional.of(AggregateFunction.AVERAGE);
            case MIN, ANY_VALUE -> Optional.of(AggregateFunction.MIN);
            case MAX -> Optional.of(AggregateFunction.MAX);
            case SINGLE_VALUE -> Optional.of(AggregateFunction.SINGLE_VALUE);
            case STDDEV_POP -> Optional.of(AggregateFunction.STDDEV_POP);
            case STDDEV_SAMP -> Optional.of(AggregateFunction.STDDEV_SAMP);
            case VAR_POP -> Optional.of(AggregateFunction.VAR_POP);
            case VAR_SAMP -> Optional.of(AggregateFunction.VAR_SAMP);
            case COVAR_POP -> Optional.of(AggregateFunction.COVAR_POP);
            case COVAR_SAMP -> Optional.of(AggregateFunction.COVAR_SAMP);
            case BIT_AND -> Optional.of(AggregateFunction.BIT_AND);
            case BIT_OR -> Optional.of(AggregateFunction.BIT_OR);
            case BIT_XOR -> Optional.of(AggregateFunction.BIT_XOR);
            case LISTAGG, STRING_AGG -> Optional.of(AggregateFunction.JOIN_TEXT);
            case PERCENTILE_CONT -> Optional.of(AggregateFunction.PERCENTILE_CONT);
            case PERCENTILE_DISC -> Optional.of(AggregateFunction.PERCENTILE_DISC);
            case MODE -> Optional.of(AggregateFunction.MODE);
            case GROUPING, GROUPING_ID -> Optional.of(AggregateFunction.GROUPING);
            default -> Optional.empty();
        };
    }

    /** The values of a percentile are what it is ordered by. */
    private static List<Integer> argumentsOf(AggregateCall call, AggregateFunction function) {
        boolean isPercentile =
                function == AggregateFunction.PERCENTILE_CONT || function == AggregateFunction.PERCENTILE_DISC;
        if (!isPercentile || call.getCollation().getFieldCollations().isEmpty()) {
            return call.getArgList();
        }
        List<Integer> arguments = new ArrayList<>();
        arguments.add(call.getCollation().getFieldCollations().get(0).getFieldIndex());
        arguments.addAll(call.getArgList());
        return arguments;
    }

    private static boolean matters(AggregateFunction function) {
        return switch (function) {
            case MIN, MAX, SINGLE_VALUE, BIT_AND, BIT_OR, GROUPING -> false;
            default -> true;
        };
    }

    private static List<SortKey> orderOf(AggregateCall call) {
        return call.getCollation().getFieldCollations().stream()
                .map(AggregateCalls::key)
                .toList();
    }

    private static SortKey key(RelFieldCollation field) {
        NullDirection nulls = field.nullDirection == NullDirection.UNSPECIFIED
                ? field.direction.defaultNullDirection()
                : field.nullDirection;
        return new SortKey(field.getFieldIndex(), field.direction.isDescending(), nulls == NullDirection.FIRST);
    }

    private boolean isCovered(FunctionCall call) {
        List<ColumnType> types = call.arguments().stream().map(inputTypes::get).toList();
        boolean ordered = call.order().stream()
                .allMatch(key -> inputTypes.get(key.column()).kind() != Kind.OTHER
                        && (!call.isDistinct() || call.arguments().contains(key.column())));
        boolean hasVectors = types.stream().noneMatch(type -> type.kind() == Kind.OTHER);
        return ordered && hasVectors && isCovered(call, types);
    }

    private static boolean isCovered(FunctionCall call, List<ColumnType> types) {
        ColumnType result = call.type();
        return switch (call.function()) {
            case COUNT, GROUPING -> true;
            case SUM, SUM_OR_ZERO -> isNumber(types.get(0)) && isSame(types.get(0), result);
            case AVERAGE ->
                isNumber(types.get(0))
                        && (result.kind() == Kind.DOUBLE
                                || (result.kind() == Kind.DECIMAL
                                        && result.scale() >= types.get(0).scale()));
            case MIN, MAX, SINGLE_VALUE, MODE, PERCENTILE_DISC -> isSame(types.get(0), result);
            case STDDEV_POP, STDDEV_SAMP, VAR_POP, VAR_SAMP, COVAR_POP, COVAR_SAMP, REGR_SXX, REGR_SYY ->
                types.stream().allMatch(AggregateCalls::isNumber)
                        && (result.kind() == Kind.DOUBLE || result.kind() == Kind.DECIMAL);
            case BIT_AND, BIT_OR, BIT_XOR -> types.get(0).kind() == Kind.LONG && result.kind() == Kind.LONG;
            case JOIN_TEXT -> types.stream().allMatch(type -> type.kind() == Kind.TEXT);
            case PERCENTILE_CONT -> isNumber(types.get(0)) && isNumber(result);
        };
    }

    private static boolean isSame(ColumnType argument, ColumnType result) {
        return argument.kind() == result.kind() && argument.scale() == result.scale();
    }

    private static boolean isNumber(ColumnType type) {
        return type.kind() == Kind.LONG || type.kind() == Kind.DOUBLE || type.kind() == Kind.DECIMAL;
    }
}
