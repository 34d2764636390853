package org.cairndb.planner.exec.diff;

/**
 * A column of a difference.
 *
 * @param part what it shows
 * @param attribute for a value, the ordinal of its attribute in the subject; otherwise -1
 */
public record DiffColumn(Part part, int attribute) {
    /** What a column shows. */
    public enum Part {
        /** The entity. */
        ID,
        /** The kind of change. */
        CHANGE,
        /** A value in the first state. */
        OLD,
        /** A value in the second state. */
        NEW
    }

    /** Whether it shows a value. */
    public boolean isValue() {
        return attribute >= 0;
    }
}
