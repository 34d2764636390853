package org.cairndb.planner.exec.join;

import java.util.List;
import org.cairndb.planner.exec.ColumnType;

/**
 * An equality join.
 *
 * @param kind which rows it gives
 * @param leftKeys columns of the left input
 * @param rightKeys columns of the right input, of the same run-time kinds
 * @param rightTypes types of all columns of the right input
 */
public record JoinSpec(JoinKind kind, List<Integer> leftKeys, List<Integer> rightKeys, List<ColumnType> rightTypes) {
    /** Copies the lists. */
    public JoinSpec {
        leftKeys = List.copyOf(leftKeys);
        rightKeys = List.copyOf(rightKeys);
        rightTypes = List.copyOf(rightTypes);
    }
}
