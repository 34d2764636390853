package org.cairndb.writer.commit;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.error.ErrorKind;

/** Repeats what may be repeated. */
public final class Retries {
    private static final Duration LAST_LOOK = Duration.ofSeconds(2);

    private Retries() {}

    /** The answer of an action that is harmless to repeat, tried until the retry deadline while it fails for reasons that may pass. */
    public static <T> T run(CommitSettings settings, Supplier<T> action) {
        return run(settings.retryDeadline(), settings.random(), action);
    }

    /** A last look at what became of a swap, at least once and for a short while even if the deadline has passed. */
    static <T> T lastLook(CommitSettings settings, Supplier<T> action) {
        Duration limit = settings.retryDeadline().compareTo(LAST_LOOK) < 0 ? settings.retryDeadline() : LAST_LOOK;
        return run(limit, settings.random(), action);
    }

    private static <T> T run(Duration limit, RandomGenerator random, Supplier<T> action) {
        Backoff backoff = new Backoff(limit, random);
        while (true) {
            try {
                return action.get();
            } catch (CairnException e) {
                if (!mayPass(e) || !backoff.pause()) {
                    throw e;
                }
            }
        }
    }

    /** Whether the same may succeed in a moment. */
    static boolean mayPass(Throwable failure) {
        return failure instanceof CairnException e
                && (e.code().kind() == ErrorKind.RETRY || e.code().kind() == ErrorKind.UNKNOWN_OUTCOME);
    }

    /** Whether a swap that failed so may have been applied: all that the store does not rule out. */
    static boolean leavesOpen(Throwable failure) {
        return !(failure instanceof CairnException e) || e.code().kind() == ErrorKind.UNKNOWN_OUTCOME;
    }

    /** Whether there is no head any more that a swap could have been applied to. */
    static boolean isVanished(CairnException failure) {
        return failure.code() == ErrorCode.NO_SUCH_DATABASE;
    }
}
