package org.cairndb.planner.exec;

import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** Tells one execution to stop: by request of any thread, or when its time is over. */
public final class Cancellation {
    private static final long NO_DEADLINE = Long.MAX_VALUE;

    private final long deadlineNanos;
    private volatile boolean cancelled;

    private Cancellation(long deadlineNanos) {
        this.deadlineNanos = deadlineNanos;
    }

    /** Without a time limit. */
    public static Cancellation unlimited() {
        return new Cancellation(NO_DEADLINE);
    }

    /** With a time limit from now on. */
    public static Cancellation after(long nanos) {
        return new Cancellation(System.nanoTime() + nanos);
    }

    /** Asks the execution to stop. */
    public void cancel() {
        cancelled = true;
    }

    /**
     * Goes on or stops.
     *
     * @throws CairnException CANCELLED or TIMEOUT
     */
    public void check() {
        if (cancelled) {
            throw new CairnException(ErrorCode.CANCELLED, "The statement was cancelled");
        }
        if (deadlineNanos != NO_DEADLINE && System.nanoTime() - deadlineNanos > 0) {
            throw new CairnException(
                    ErrorCode.TIMEOUT,
                    "The statement ran longer than its query timeout; raise the timeout or ask for less");
        }
    }
}
