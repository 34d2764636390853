package org.cairndb.planner.exec.scan;

import java.util.List;
import java.util.Optional;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.range.KeyDomain;
import org.cairndb.planner.range.KeyRanges;
import org.cairndb.storage.datom.KeyRange;
import org.jspecify.annotations.Nullable;

/**
 * A condition on one column that is known only when a scan begins, such as what a join has learned from its other side. A row without a value never
 * fulfils it. Immutable; safe for several threads.
 */
public interface LateCondition {
    /** The type of the values that the column is compared with. */
    ColumnType type();

    /** A value that no passing one is below, as a column of one row; empty where there is no such bound. */
    Optional<Column> least();

    /** A value that no passing one is above, as a column of one row; empty where there is no such bound. */
    Optional<Column> greatest();

    /** All passing values without nulls, in any order, where they are few enough to be looked up one by one. */
    default Optional<Column> values() {
        return Optional.empty();
    }

    /** The keys of a column whose values may pass. */
    default List<KeyRange> keys(KeyDomain domain) {
        if (!domain.isComparable(type())) {
            return List.of(domain.all());
        }
        return values().map(values -> KeyRanges.ofValues(domain, type(), values))
                .orElseGet(() -> KeyRanges.between(domain, type(), least(), greatest()));
    }

    /** Which of some rows of the column may pass; as {@link org.cairndb.planner.exec.Expression#select}. */
    int select(Column column, int @Nullable [] rows, int count, int[] kept);

    /** Where a scan finds the condition when it begins. Immutable and shared by all executions. */
    @FunctionalInterface
    interface Source {
        /** The condition; empty where nothing can be said of the column. */
        Optional<LateCondition> of(ExecutionContext context);
    }

    /**
     * A column of a scan with the source of a condition on it.
     *
     * @param column ordinal among the columns that the scan reads
     */
    record OnColumn(int column, Source source) {}
}
