package org.cairndb.it.s3;

/** What a proxy does wrong to a request. */
public enum Fault {
    /** The connection is reset before the server saw the request. */
    RESET_BEFORE,
    /** The server applied the request; then the connection is reset, so that the answer is lost. */
    RESET_AFTER,
    /** Refused with the status 503 and the code SlowDown; the server never sees it. */
    STATUS_503,
    /** Refused with the status 500 and the code InternalError; the server never sees it. */
    STATUS_500,
    /** Refused with the status 409 and the code ConditionalRequestConflict; the server never sees it. */
    STATUS_409,
    /** The server applied the request; half of the answer's body arrives, or nothing where it has none, and the connection ends. */
    CUT_BODY,
    /** The server applied the request; its answer never comes, and the connection stays open until the client gives up. */
    LOST_ANSWER,
    /** The server never sees the request; no answer comes, and the connection stays open until the client gives up. */
    STALL,
    /** The request reaches the server twice, as through a proxy that repeats it; the client gets the second answer. */
    SENT_TWICE,
    /** The conditions of the request never reach the server, as if it ignored them. */
    UNCONDITIONAL
}
