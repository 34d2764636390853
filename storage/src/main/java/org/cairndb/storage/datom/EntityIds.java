package org.cairndb.storage.datom;

/** The ranges that entity ids come from: user entities from 1, attributes from 2^61, transactions from 2^62. */
public final class EntityIds {
    /** First id that a branch may begin at; the main branch stays below. */
    public static final long BRANCH_BASE = 1L << 36;
    /** First id that is not a user entity. */
    public static final long ATTRIBUTE_BASE = 1L << 61;
    /** Id of transaction 0, which never exists. */
    public static final long TX_BASE = 1L << 62;

    private EntityIds() {}

    /** Entity id of a transaction. */
    public static long ofTx(long tx) {
        return TX_BASE + tx;
    }

    /** Entity id of an attribute. */
    public static long ofAttribute(int attribute) {
        return ATTRIBUTE_BASE + attribute;
    }

    /** Whether the id is that of a transaction. */
    public static boolean isTx(long entity) {
        return entity >= TX_BASE;
    }

    /** Whether the id is that of an attribute. */
    public static boolean isAttribute(long entity) {
        return entity >= ATTRIBUTE_BASE && entity < TX_BASE;
    }

    /** Whether the id is in the range of user entities. */
    public static boolean isUser(long entity) {
        return entity > 0 && entity < ATTRIBUTE_BASE;
    }
}
