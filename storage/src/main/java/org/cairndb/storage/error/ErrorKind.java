package org.cairndb.storage.error;

/** What a caller can do about an error. */
public enum ErrorKind {
    /** The request is wrong or names something that is not there; repeating it unchanged fails again. */
    USER,
    /** Nothing was changed and the same request may succeed later. */
    RETRY,
    /** A head swap may or may not have been applied: never retry blindly and never clean up after it. */
    UNKNOWN_OUTCOME,
    /** Stored bytes are not what was written. */
    CORRUPT,
    /** The request is valid but this version, store or server cannot do it. */
    UNSUPPORTED,
    /** A bug of ours. */
    INTERNAL
}
