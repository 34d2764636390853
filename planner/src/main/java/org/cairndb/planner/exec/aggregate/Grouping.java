package org.cairndb.planner.exec.aggregate;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.planner.exec.ColumnType;

/**
 * What an aggregation computes. Its rows are the keys followed by the calls.
 *
 * @param inputTypes types of the columns of its input
 * @param keys ordinals of the columns to group by, at most {@link #MAX_KEYS}
 * @param calls functions of each group
 */
public record Grouping(List<ColumnType> inputTypes, List<Integer> keys, List<FunctionCall> calls) {
    /** More keys are not covered. */
    public static final int MAX_KEYS = 64;

    /** Copies the lists. */
    public Grouping {
        inputTypes = List.copyOf(inputTypes);
        keys = List.copyOf(keys);
        calls = List.copyOf(calls);
    }

    /** Types of some columns of the input. */
    List<ColumnType> typesOf(List<Integer> ordinals) {
        return ordinals.stream().map(inputTypes::get).toList();
    }

    /** Types of the rows that come out. */
    List<ColumnType> outputTypes() {
        List<ColumnType> types = new ArrayList<>(typesOf(keys));
        calls.forEach(call -> types.add(call.type()));
        return types;
    }
}
