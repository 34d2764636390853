package org.cairndb.planner.rel;

import java.util.EnumSet;
import java.util.Set;

/**
 * What the planner may use for equality joins.
 *
 * @param methods ways to join that it chooses among; where none of them fits, joins run row at a time
 * @param maxBuildRows estimated rows beyond which a hash table is avoided wherever another way exists, so that memory stays bounded
 */
public record JoinPolicy(Set<Method> methods, double maxBuildRows) {
    /** Every way, and hash tables of about a gigabyte at most. */
    public static final JoinPolicy DEFAULT = new JoinPolicy(EnumSet.allOf(Method.class), 8_000_000);

    /** Ways to run an equality join. */
    public enum Method {
        /** One side in a hash table. */
        HASH,
        /** Both sides in the order of an index. */
        MERGE,
        /** Keys of one side looked up in an index of the other, many at once. */
        LOOKUP
    }

    /** Copies the set. */
    public JoinPolicy {
        methods = Set.copyOf(methods);
    }

    boolean allows(Method method) {
        return methods.contains(method);
    }
}
