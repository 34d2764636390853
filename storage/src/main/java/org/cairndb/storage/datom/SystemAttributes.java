package org.cairndb.storage.datom;

import java.util.List;

/** The attributes that every database has from its first transaction on; their ids are fixed by the format. */
public final class SystemAttributes {
    /** First id that a user attribute or presence attribute can have. */
    public static final int FIRST_USER_ID = 64;

    /** Ident of an attribute entity. */
    public static final Attribute IDENT = Attribute.builder(1, "db/ident", ValueType.KEYWORD)
            .uniqueness(Uniqueness.VALUE)
            .build();
    /** {@link ValueType#code} of an attribute entity. */
    public static final Attribute TYPE = system(2, "db/type", ValueType.LONG);
    /** Precision times 64 plus scale of a DECIMAL attribute. */
    public static final Attribute DECIMAL = system(3, "db/decimal", ValueType.LONG);
    /** True on an attribute of cardinality many. */
    public static final Attribute MANY = system(4, "db/many", ValueType.BOOLEAN);
    /** 1 for unique value, 2 for unique identity. */
    public static final Attribute UNIQUE = system(5, "db/unique", ValueType.LONG);
    /** True on an indexed attribute. */
    public static final Attribute INDEXED = system(6, "db/indexed", ValueType.BOOLEAN);
    /** True on a component attribute. */
    public static final Attribute COMPONENT = system(7, "db/component", ValueType.BOOLEAN);
    /** True on an attribute without history. */
    public static final Attribute NO_HISTORY = system(8, "db/noHistory", ValueType.BOOLEAN);
    /** True on the marker attribute of a namespace. */
    public static final Attribute PRESENCE = system(9, "db/presence", ValueType.BOOLEAN);
    /** Namespace that a REF attribute points to. */
    public static final Attribute REF_NAMESPACE = system(10, "db/refNamespace", ValueType.STRING);
    /** Description of an attribute. */
    public static final Attribute DOC = system(11, "db/doc", ValueType.STRING);
    /** When a transaction was committed; strictly increasing with the transaction. */
    public static final Attribute TX_INSTANT =
            Attribute.builder(12, "db/txInstant", ValueType.INSTANT).indexed().build();
    /** Random number that tells a transaction from every other one. */
    public static final Attribute TX_NONCE = system(13, "db/txNonce", ValueType.LONG);
    /** A flush record in COMMITS; never part of a datom index. */
    public static final Attribute FLUSH = system(14, "db/flush", ValueType.BYTES);

    /** True on an attribute that current tables no longer show. */
    public static final Attribute RETIRED = system(15, "db/retired", ValueType.BOOLEAN);

    private static final List<Attribute> ALL = List.of(
            IDENT,
            TYPE,
            DECIMAL,
            MANY,
            UNIQUE,
            INDEXED,
            COMPONENT,
            NO_HISTORY,
            PRESENCE,
            REF_NAMESPACE,
            DOC,
            TX_INSTANT,
            TX_NONCE,
            FLUSH,
            RETIRED);

    private SystemAttributes() {}

    /** All of them in the order of their ids. */
    public static List<Attribute> all() {
        return ALL;
    }

    private static Attribute system(int id, String ident, ValueType type) {
        return Attribute.builder(id, ident, type).build();
    }
}
