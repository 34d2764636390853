package org.cairndb.storage.node;

import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/**
 * Which stored object a run of bytes came from, so that an error names it.
 *
 * @param code the error that malformed bytes of such an object are
 * @param noun what it is, as a message begins: {@code Node}
 * @param name its name; only its {@code toString} is used
 */
public record Origin(ErrorCode code, String noun, Object name) {
    /** A node of the store. */
    public static Origin node(NodeId id) {
        return new Origin(ErrorCode.NODE_CORRUPT, "Node", id);
    }

    /** The error to throw, with a clause that says what is wrong. */
    public CairnException corrupt(String problem) {
        return new CairnException(code, "%s %s is damaged: %s; run the store check".formatted(noun, name, problem));
    }
}
