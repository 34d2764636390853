package org.cairndb.storage.datom;

/** A sort order of datoms, each kept in a tree of its own. The number is stored in node headers and never changes its meaning. */
public enum Index {
    /** Current datoms by entity, attribute, value: rows. */
    EAVT(1),
    /** Current datoms by attribute, entity, value: columns. */
    AEVT(2),
    /** Current datoms of indexed, unique and ref attributes by attribute, value, entity. */
    AVET(3),
    /** Every datom ever added or retracted, by transaction, entity, attribute, value. */
    LOG(4),
    /** Datoms that are no longer current, with the transactions that added and retracted them, in the order of EAVT. */
    RETIRED_EAVT(5),
    /** Datoms that are no longer current, with the transactions that added and retracted them, in the order of AEVT. */
    RETIRED_AEVT(6),
    /** Flush records by transaction. */
    COMMITS(7);

    private final int number;

    Index(int number) {
        this.number = number;
    }

    /** The stable number of this index, 1 to 7. */
    public int number() {
        return number;
    }

    /** Whether its datoms carry the transaction that retracted them. */
    public boolean isRetired() {
        return this == RETIRED_EAVT || this == RETIRED_AEVT;
    }

    /** Whether the datoms of one attribute stand together, so that a position's slot in its column follows from the run it is in. */
    public boolean isByAttribute() {
        return this == AEVT || this == AVET || this == RETIRED_AEVT;
    }
}
