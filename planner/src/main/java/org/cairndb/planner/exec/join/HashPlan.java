package org.cairndb.planner.exec.join;

import java.util.List;

/** A hash join as it was planned. Copies of a join in one execution share what they build if they have the very same plan. Immutable. */
public final class HashPlan {
    private final JoinSpec spec;
    private final Side build;
    private final List<DynamicFilter> filters;

    /**
     * A plan.
     *
     * @param build the input that is held
     * @param filters what learns the keys of the input that is held; one for each of some keys
     */
    public HashPlan(JoinSpec spec, Side build, List<DynamicFilter> filters) {
        this.spec = spec;
        this.build = build;
        this.filters = List.copyOf(filters);
    }

    /** What is joined how. */
    JoinSpec spec() {
        return spec;
    }

    /** The input that is held. */
    Side build() {
        return build;
    }

    List<DynamicFilter> filters() {
        return filters;
    }

    /** Whether rows of the input that is streamed are part of the result even if they match nothing. */
    boolean keepsStreamed() {
        return build == Side.RIGHT ? spec.kind().keepsLeft() : spec.kind().keepsRight();
    }

    /** The same join with the other input held. */
    HashPlan building(Side newBuild) {
        return new HashPlan(spec, newBuild, List.of());
    }
}
