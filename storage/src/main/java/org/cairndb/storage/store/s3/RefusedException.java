package org.cairndb.storage.store.s3;

import java.io.Serial;

/** A request that was sent once and certainly changed nothing. */
final class RefusedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    RefusedException(Failure failure) {
        super(failure.detail(), failure.cause());
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
