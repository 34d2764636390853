package org.cairndb.planner.exec.scan;

import java.util.List;
import org.cairndb.planner.exec.Expression;

/**
 * A condition that a scan checks before it reads the columns that the condition does not need.
 *
 * @param test the condition over a batch of the columns named, in their order
 * @param columns ordinals among the columns that the scan reads
 * @param passing estimated part of the rows that fulfil it, 0 to 1
 */
public record ScanCondition(Expression test, List<Integer> columns, double passing) {
    /** Copies the list. */
    public ScanCondition {
        columns = List.copyOf(columns);
    }
}
