package org.cairndb.planner.exec.aggregate;

import java.util.List;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;

/** A summary of the values of each group that grows with the groups and not with their rows. A group without values has a neutral one. */
abstract class Accumulator {
    /** Makes room for groups below a number. */
    abstract void reserve(int groups);

    /** Adds rows in which no argument is null. */
    abstract void add(Column[] arguments, Rows rows);

    /** The types of the columns that hold a summary. */
    abstract List<ColumnType> stateTypes();

    /** The summaries of the groups from one on. */
    abstract Column[] state(int from, int count);

    /** Adds summaries. */
    abstract void merge(Column[] state, Rows rows);

    /** What a call makes of the groups from one on, by how many rows each had. */
    abstract Column result(int from, Counts counts, FunctionCall call);

    /** Bytes that a group takes. */
    abstract int bytesPerGroup();

    /** Bytes held beyond those. */
    long extraBytes() {
        return 0;
    }
}
