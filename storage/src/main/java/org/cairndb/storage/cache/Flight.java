package org.cairndb.storage.cache;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** One load that is planned or in progress, and those who wait for it. */
final class Flight {
    private final CompletableFuture<Weighted> result = new CompletableFuture<>();
    private final AtomicBoolean started = new AtomicBoolean();

    /** Takes the load over; true for the one caller who has to do it. */
    boolean start() {
        return started.compareAndSet(false, true);
    }

    void land(Weighted value) {
        result.complete(value);
    }

    void fail(Throwable failure) {
        result.completeExceptionally(failure);
    }

    /**
     * Waits for the value; empty when the loading thread was cancelled, which is no reason for others to fail.
     *
     * @throws CairnException CANCELLED when this thread is interrupted, else a copy of the loader's error
     */
    Optional<Weighted> await() {
        try {
            return Optional.of(result.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CairnException(ErrorCode.CANCELLED, "Interrupted while waiting for a node", e);
        } catch (ExecutionException e) {
            Throwable failure = e.getCause();
            if (failure instanceof CairnException known && known.code() == ErrorCode.CANCELLED) {
                return Optional.empty();
            }
            throw copyOf(failure);
        }
    }

    /** Each waiter gets an exception with its own stack trace; the loader's is the cause. */
    private static CairnException copyOf(@Nullable Throwable failure) {
        if (failure instanceof CairnException known) {
            return new CairnException(known.code(), String.valueOf(known.getMessage()), known);
        }
        return new CairnException(ErrorCode.INTERNAL, "Loading a node failed: " + failure, failure);
    }
}
