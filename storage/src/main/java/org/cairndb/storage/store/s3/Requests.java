package org.cairndb.storage.store.s3;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.store.RequestCounter;
import org.cairndb.storage.store.RequestKind;
import org.cairndb.storage.store.RequestPrices;
import org.cairndb.storage.store.StoreAddress;
import software.amazon.awssdk.core.exception.SdkException;

/** Sends the requests of one store, counts them, and repeats those that may be repeated. Safe for use by several threads. */
final class Requests {
    /** Amazon's list prices of S3 Standard in US dollars: 0.0004 for 1,000 GET, 0.005 for 1,000 PUT or LIST. */
    static final RequestPrices PRICES = new RequestPrices(400, 5_000, 5_000, 0);

    private final StoreAddress.S3 address;
    private final Bucket bucket;
    private final S3Settings settings;
    private final Connection connection;
    private final S3Errors errors;
    private final Underway underway;
    private final RequestCounter counter;

    private Requests(
            StoreAddress.S3 address,
            S3Settings settings,
            Connection connection,
            Underway underway,
            RequestCounter counter) {
        this.address = address;
        this.bucket = Bucket.of(address);
        this.settings = settings;
        this.connection = connection;
        this.errors = new S3Errors(address.displayUri(), address.bucket(), settings.client());
        this.underway = underway;
        this.counter = counter;
    }

    /** Requests that nobody counts. */
    static Requests to(StoreAddress.S3 address, S3Settings settings, Connection connection) {
        return new Requests(address, settings, connection, new Underway(), new RequestCounter());
    }

    /** The same, counted. */
    Requests countedBy(RequestCounter other) {
        return new Requests(address, settings, connection, underway, other);
    }

    String displayUri() {
        return address.displayUri();
    }

    Bucket bucket() {
        return bucket;
    }

    S3Settings settings() {
        return settings;
    }

    Connection connection() {
        return connection;
    }

    S3Errors errors() {
        return errors;
    }

    RequestCounter counter() {
        return counter;
    }

    /** Breaks off requests that may be sent again; those of which the outcome must be known end by themselves. False if closed before. */
    boolean close() {
        return underway.close();
    }

    /**
     * Refuses to go on once the store is closed.
     *
     * @throws CairnException CLOSED
     */
    void requireOpen() {
        if (underway.isClosed()) {
            throw errors.closed();
        }
    }

    /** Sends a request that may be sent again, until it is answered, there is no hope, or the caller is interrupted. */
    <R> R repeat(RequestKind kind, Action action, Connection.Request<R> request) {
        var ticket = new Ticket();
        Future<R> answer = call(() -> repeat(kind, action, ticket, request));
        try {
            return result(answer);
        } catch (InterruptedException e) {
            ticket.callOff();
            Thread.currentThread().interrupt();
            throw errors.interrupted(action);
        }
    }

    /** Sends a request that may be sent again and that another thread may call off. */
    <R> R repeat(RequestKind kind, Action action, Ticket ticket, Connection.Request<R> request) {
        underway.add(ticket);
        try {
            return repeatUntilAnswered(kind, action, ticket, request);
        } finally {
            underway.remove(ticket);
        }
    }

    private <R> R repeatUntilAnswered(RequestKind kind, Action action, Ticket ticket, Connection.Request<R> request) {
        Backoff backoff = connection.backoff();
        while (true) {
            requireRunning(action, ticket);
            counter.sent(kind, PRICES);
            if (backoff.tries() > 1) {
                counter.retried();
            }
            try {
                return connection.send(ticket, request);
            } catch (SdkException | IllegalStateException e) {
                Failure failure = connection.failure(e, ticket);
                requireOpen();
                if (!failure.isWorthRepeating() || !backoff.pause(failure)) {
                    throw errors.failed(action, failure, connection.isReached());
                }
            }
        }
    }

    /**
     * Sends a request once and never again, and waits for the answer even when interrupted.
     *
     * @throws RefusedException when the server has answered that it did nothing
     * @throws CairnException OUTCOME_UNKNOWN when it is not known whether the request was applied
     */
    <R> R once(RequestKind kind, Action action, Connection.Request<R> request) throws RefusedException {
        requireOpen();
        var ticket = new Ticket();
        counter.sent(kind, PRICES);
        Future<R> answer = call(() -> connection.send(ticket, request));
        try {
            return resultToTheEnd(answer);
        } catch (SdkException | IllegalStateException e) {
            Failure failure = connection.failure(e, ticket);
            if (!ticket.hasSent() || failure.isUndone()) {
                throw new RefusedException(failure);
            }
            throw errors.unknown(action, failure);
        }
    }

    private <R> Future<R> call(Callable<R> work) {
        try {
            return connection.callers().submit(work);
        } catch (RejectedExecutionException e) {
            throw errors.closed();
        }
    }

    /** What was sent once must be known in the end, so an interrupt is kept for later. */
    private static <R> R resultToTheEnd(Future<R> answer) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result(answer);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static <R> R result(Future<R> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw Parallel.unchecked(e.getCause());
        }
    }

    private void requireRunning(Action action, Ticket ticket) {
        requireOpen();
        if (ticket.isCalledOff()) {
            throw errors.interrupted(action);
        }
    }
}
