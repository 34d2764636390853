package org.cairndb.planner.exec.scan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the rows of a scan must fulfil.
 *
 * @param conditions checked one after the other: those that cannot fail by what they cost and how many rows they drop, then the others as given
 * @param zones what lets leaves be skipped; every row in other leaves still has to be checked
 * @param late conditions that are known only when the scan begins
 */
public record Narrowing(List<ScanCondition> conditions, List<ZoneCondition> zones, List<LateCondition.OnColumn> late) {
    /** Nothing. */
    public static final Narrowing NONE = new Narrowing(List.of(), List.of(), List.of());

    private static final double SMALLEST_PART = 0.001;

    /** Copies the lists and orders the conditions. */
    public Narrowing {
        conditions = inOrder(conditions);
        zones = List.copyOf(zones);
        late = List.copyOf(late);
    }

    private static List<ScanCondition> inOrder(List<ScanCondition> conditions) {
        List<ScanCondition> ordered = new ArrayList<>();
        conditions.stream()
                .filter(condition -> !condition.test().canFail())
                .sorted(Comparator.comparingDouble(Narrowing::costPerDroppedRow))
                .forEach(ordered::add);
        conditions.stream().filter(condition -> condition.test().canFail()).forEach(ordered::add);
        return List.copyOf(ordered);
    }

    private static double costPerDroppedRow(ScanCondition condition) {
        return (1 + condition.columns().size()) / Math.max(SMALLEST_PART, 1 - condition.passing());
    }

    /** Estimated part of the rows that pass all conditions. */
    double passing() {
        double passing = 1;
        for (ScanCondition condition : conditions) {
            passing *= condition.passing();
        }
        return passing;
    }
}
