package org.cairndb.storage.store.s3;

/** Why a request failed, as far as callers tell it apart. */
enum Reason {
    /** The waiting thread was interrupted, or somebody else called the request off. */
    INTERRUPTED(false, false),
    /** No answer in time. */
    TIMED_OUT(true, false),
    /** The connection broke, or the answer was cut off or damaged. */
    BROKEN(true, false),
    /** All connections were in use for too long. */
    BUSY(true, true),
    /** Nobody listens there. */
    UNREACHABLE(true, true),
    /** The name of the server means nothing. */
    UNKNOWN_HOST(false, true),
    /** No encrypted connection could be agreed upon. */
    UNTRUSTED(false, true),
    /** Nothing says who sends the request. */
    NO_CREDENTIALS(false, true),
    /** Nothing says which region is meant. */
    NO_REGION(false, true),
    /** The request could not be made. */
    NOT_SENT(false, true),
    /** The server asks for fewer requests. */
    THROTTLED(true, false),
    /** The server failed. */
    SERVER_ERROR(true, false),
    /** The object arrived damaged at the server. */
    DAMAGED(true, true),
    /** The condition of the request does not hold. */
    CONDITION(false, true),
    /** Another request for the same object was under way. */
    CONFLICT(true, true),
    /** There is no such object. */
    NO_KEY(false, true),
    /** There is no such bucket. */
    NO_BUCKET(false, true),
    /** The operation is not allowed. */
    DENIED(false, true),
    /** The server does not know the access key. */
    UNKNOWN_ACCESS_KEY(false, true),
    /** The secret does not belong to the access key. */
    WRONG_SECRET(false, true),
    /** The temporary credentials are too old. */
    EXPIRED(false, true),
    /** The clocks differ; the SDK has corrected its own for the next try. */
    CLOCK(true, true),
    /** The bucket is in another region. */
    WRONG_REGION(false, true),
    /** The server does not know this kind of request. */
    NOT_IMPLEMENTED(false, true),
    /** The server refused the request for any other reason. */
    REFUSED(false, true);

    private final boolean worthRepeating;
    private final boolean undone;

    Reason(boolean worthRepeating, boolean undone) {
        this.worthRepeating = worthRepeating;
        this.undone = undone;
    }

    /** Whether the same request may succeed in a moment. */
    boolean isWorthRepeating() {
        return worthRepeating;
    }

    /** Whether the request has certainly changed nothing. */
    boolean isUndone() {
        return undone;
    }
}
