package org.cairndb.planner.exec.join;

import java.util.List;
import org.cairndb.planner.exec.ColumnType;

/**
 * A join.
 *
 * @param kind which rows it gives
 * @param keys what must be equal
 * @param condition what must hold besides
 * @param leftTypes types of all columns of the left input
 * @param rightTypes types of all columns of the right input
 */
public record JoinSpec(
        JoinKind kind,
        JoinKeys keys,
        PairCondition condition,
        List<ColumnType> leftTypes,
        List<ColumnType> rightTypes) {
    /** Copies the lists. */
    public JoinSpec {
        leftTypes = List.copyOf(leftTypes);
        rightTypes = List.copyOf(rightTypes);
    }

    /** The same join with another condition beside the keys. */
    JoinSpec with(PairCondition newCondition) {
        return new JoinSpec(kind, keys, newCondition, leftTypes, rightTypes);
    }
}
