package org.cairndb.writer.merge;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * An attribute of an entity that both sides changed, each in its own way.
 *
 * @param entity the entity
 * @param attribute ident of the attribute
 * @param kind what is wrong
 * @param values what the attribute was and what it is
 * @param holder for a unique value the entity of the target that holds it
 */
public record MergeConflict(long entity, String attribute, Kind kind, Values values, OptionalLong holder) {
    /** What can be wrong. */
    public enum Kind {
        /** The target has neither the value that both sides come from nor that of the source. */
        VALUE,
        /** The source gives the entity a unique value that another entity of the target holds. */
        UNIQUE
    }

    /**
     * The value of the attribute in three states; of an attribute of cardinality many, the one value that is in conflict.
     *
     * @param base where both sides come from
     * @param ours in the target
     * @param theirs in the source
     */
    public record Values(Optional<Object> base, Optional<Object> ours, Optional<Object> theirs) {}
}
