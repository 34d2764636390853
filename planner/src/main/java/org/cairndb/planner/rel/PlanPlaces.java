package org.cairndb.planner.rel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;

/**
 * Numbers the operators of a plan that is going to be measured. Operators are told apart by what they and the operators of ours below them do, since
 * Calcite copies parts of a plan on the way to its code. Equal parts of a plan have one number and are measured together.
 */
public final class PlanPlaces {
    private static final List<String> OWN = List.of("Datom", "EnumerableToDatom");

    private final Map<String, Integer> places = new HashMap<>();

    /** The number of an operator. */
    public int of(RelNode rel) {
        String own = RelOptUtil.toString(rel)
                .lines()
                .map(String::strip)
                .filter(line -> OWN.stream().anyMatch(line::startsWith))
                .collect(Collectors.joining("\n"));
        return places.computeIfAbsent(own, key -> places.size());
    }
}
