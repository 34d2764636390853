package org.cairndb.planner.exec.scan;

import java.util.List;
import org.cairndb.planner.range.Predicate;
import org.cairndb.storage.datom.Attribute;

/**
 * What the rows of a scan must fulfil in one attribute, so that leaves in whose bounds no such value lies need not be read.
 *
 * @param attribute an attribute of cardinality one
 * @param predicates what holds for its value, none of which is fulfilled by a row without a value
 */
public record ZoneCondition(Attribute attribute, List<Predicate> predicates) {
    /** Copies the list. */
    public ZoneCondition {
        predicates = List.copyOf(predicates);
    }
}
