package org.cairndb.planner;

import java.util.BitSet;

/** Which literals of statements that differ only in literals can be parameters of one plan. */
final class LiteralShape {
    /** Seen once: a second statement like it makes it worth to look closer. */
    static final LiteralShape SEEN = new LiteralShape(new BitSet());
    /** None of them. */
    static final LiteralShape NONE = new LiteralShape(new BitSet());

    private final BitSet parameters;

    private LiteralShape(BitSet parameters) {
        this.parameters = parameters;
    }

    /** These literals, counted from 0. */
    static LiteralShape of(BitSet parameters) {
        return parameters.isEmpty() ? NONE : new LiteralShape((BitSet) parameters.clone());
    }

    boolean isParameter(int literal) {
        return parameters.get(literal);
    }

    int parameterCount() {
        return parameters.cardinality();
    }
}
