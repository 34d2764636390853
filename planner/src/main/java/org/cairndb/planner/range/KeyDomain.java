package org.cairndb.planner.range;

import java.util.Optional;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.scalar.Comparison;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.KeyRange;

/** The keys of one index that belong to one column, in the order of its values. */
public sealed interface KeyDomain permits EntityKeys, ValueKeys {
    /** Every key of the column. */
    KeyRange all();

    /** The keys whose value stands in this order to the operand; empty if none can. */
    Optional<KeyRange> range(Comparison.Operator operator, Operand operand);

    /** Whether values of a type can stand in an order to those of the column. */
    boolean isComparable(ColumnType type);

    /** Whether the values of the column are integers of 64 bits. */
    boolean holdsIntegers();

    /** The keys whose value is one of the integers from one to another, where the values are integers; empty if there can be none. */
    Optional<KeyRange> integers(long first, long last);

    /** The keys whose text begins with these bytes. */
    KeyRange prefix(Bytes prefix);

    /**
     * What a column is compared with.
     *
     * @param value a column of one row, which is not null
     * @param type its type
     */
    record Operand(Column value, ColumnType type) {}
}
