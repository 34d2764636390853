package org.cairndb.writer.tx;

/**
 * A name for an entity that is valid in one transaction: a new entity, or an existing one that carries the same unique identity.
 *
 * @param name any text; {@code db/tx} names the transaction's own entity
 */
public record TempId(String name) implements EntityRef {
    /** The transaction's own entity. */
    public static final TempId CURRENT_TX = new TempId("db/tx");

    private static final String ANONYMOUS = "\u0000";

    /** A tempid for a map without a {@code db/id}. */
    static TempId anonymous(int number) {
        return new TempId(ANONYMOUS + number);
    }

    /** Whether no caller can have written this tempid. */
    boolean isAnonymous() {
        return name.startsWith(ANONYMOUS);
    }

    @Override
    public String toString() {
        return isAnonymous() ? "without db/id" : "\"" + name + "\"";
    }
}
