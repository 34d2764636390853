package org.cairndb.storage.store;

import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** The size that no node and no head exceeds, so that a damaged or hostile store cannot exhaust memory. */
public final class ObjectLimits {
    /** The largest stored size of a node or a head: 16 MiB. */
    public static final int MAX_BYTES = 16 << 20;

    private ObjectLimits() {}

    /** Refuses to store an object that no reader would accept. */
    public static void requireStorable(String what, Bytes bytes) {
        if (bytes.length() > MAX_BYTES) {
            throw new CairnException(
                    ErrorCode.INTERNAL,
                    "%s has %,d bytes; an object holds at most %,d".formatted(what, bytes.length(), MAX_BYTES));
        }
    }

    /** Refuses to read an object that no writer made; {@code code} says whether it is a node or a head. */
    public static void requireReadable(ErrorCode code, String what, long sizeInBytes) {
        if (sizeInBytes > MAX_BYTES) {
            throw new CairnException(
                    code,
                    "%s has %,d bytes where at most %,d are possible; run the store check"
                            .formatted(what, sizeInBytes, MAX_BYTES));
        }
    }
}
