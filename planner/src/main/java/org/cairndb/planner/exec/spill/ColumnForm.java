package org.cairndb.planner.exec.spill;

/** How a column is written. */
enum ColumnForm {
    /** Integers of the smallest width that holds them all. */
    LONGS,
    /** Bits of doubles. */
    DOUBLES,
    /** Two halves a value. */
    WIDE,
    /** Lengths, then bytes. */
    TEXT,
    /** A dictionary, then codes. */
    NEW_DICTIONARY,
    /** Codes of the dictionary that this column had before. */
    SAME_DICTIONARY,
    /** Tagged values. */
    OBJECTS;

    private static final ColumnForm[] ALL = values();

    static ColumnForm at(int ordinal) {
        return ALL[ordinal];
    }
}
