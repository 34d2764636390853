package org.cairndb.writer.commit;

import java.util.function.Supplier;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorKind;

/** Repeats what may be repeated. */
public final class Retries {
    private Retries() {}

    /** The answer of an action that is harmless to repeat, tried until the retry deadline while it fails for reasons that may pass. */
    public static <T> T run(CommitSettings settings, Supplier<T> action) {
        Backoff backoff = new Backoff(settings.retryDeadline(), settings.random());
        while (true) {
            try {
                return action.get();
            } catch (CairnException e) {
                ErrorKind kind = e.code().kind();
                boolean retry = kind == ErrorKind.RETRY || kind == ErrorKind.UNKNOWN_OUTCOME;
                if (!retry || !backoff.pause()) {
                    throw e;
                }
            }
        }
    }
}
