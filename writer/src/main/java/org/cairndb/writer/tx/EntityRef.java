package org.cairndb.writer.tx;

import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** How a transaction names an entity: by id, by a temporary name of its own, or by a unique value. */
public sealed interface EntityRef permits EntityRef.Id, EntityRef.Merged, EntityRef.Adopted, TempId, LookupRef {
    /** An entity that exists, by its id. */
    record Id(long id) implements EntityRef {
        @Override
        public String toString() {
            return Long.toString(id);
        }
    }

    /** An entity of another branch under the id that it has there, whether or not it exists here yet; for merges. */
    record Merged(long id) implements EntityRef {
        @Override
        public String toString() {
            return Long.toString(id);
        }
    }

    /** An entity of another branch under the id that it has there, of which nothing is here before the transaction; for merges. */
    record Adopted(long id) implements EntityRef {
        @Override
        public String toString() {
            return Long.toString(id);
        }
    }

    /**
     * The name that an object stands for: an integer is an id, a string a tempid, and an EntityRef is itself.
     *
     * @throws CairnException TRANSACTION_INVALID for anything else
     */
    static EntityRef of(Object name) {
        if (name instanceof EntityRef ref) {
            return ref;
        }
        if (name instanceof Long || name instanceof Integer) {
            return new Id(((Number) name).longValue());
        }
        if (name instanceof String text) {
            return new TempId(text);
        }
        throw new CairnException(
                ErrorCode.TRANSACTION_INVALID,
                "A %s does not name an entity; use an entity id, a tempid (string) or a LookupRef"
                        .formatted(name.getClass().getSimpleName()));
    }
}
