package org.cairndb.storage.store.s3;

import java.util.concurrent.atomic.AtomicBoolean;
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
    private final AtomicBoolean closed;
    private final RequestCounter counter;

    private Requests(
            StoreAddress.S3 address,
            S3Settings settings,
            Connection connection,
            AtomicBoolean closed,
            RequestCounter counter) {
        this.address = address;
        this.bucket = Bucket.of(address);
        this.settings = settings;
        this.connection = connection;
        this.errors = new S3Errors(address.displayUri(), address.bucket(), settings.client());
        this.closed = closed;
        this.counter = counter;
    }

    /** Requests that nobody counts. */
    static Requests to(StoreAddress.S3 address, S3Settings settings, Connection connection) {
        return new Requests(address, settings, connection, new AtomicBoolean(), new RequestCounter());
    }

    /** The same, counted. */
    Requests countedBy(RequestCounter other) {
        return new Requests(address, settings, connection, closed, other);
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

    /** Whether this is the first call. */
    boolean close() {
        return closed.compareAndSet(false, true);
    }

    /**
     * Refuses to go on once the store is closed.
     *
     * @throws CairnException CLOSED
     */
    void requireOpen() {
        if (closed.get()) {
            throw errors.closed();
        }
    }

    /** Sends a request that may be sent again, until it is answered or there is no hope. */
    <R> R repeat(RequestKind kind, Action action, Connection.Request<R> request) {
        return repeat(kind, action, new Ticket(), request);
    }

    /** Sends a request that may be sent again and that another thread may call off. */
    <R> R repeat(RequestKind kind, Action action, Ticket ticket, Connection.Request<R> request) {
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
     * Sends a request once and never again.
     *
     * @throws RefusedException when the server has answered that it did nothing
     * @throws CairnException OUTCOME_UNKNOWN when it is not known whether the request was applied
     */
    <R> R once(RequestKind kind, Action action, Connection.Request<R> request) throws RefusedException {
        requireOpen();
        var ticket = new Ticket();
        counter.sent(kind, PRICES);
        try {
            return connection.send(ticket, request);
        } catch (SdkException | IllegalStateException e) {
            Failure failure = connection.failure(e, ticket);
            if (!ticket.hasSent() || failure.isUndone()) {
                throw new RefusedException(failure);
            }
            throw errors.unknown(action, failure);
        }
    }

    private void requireRunning(Action action, Ticket ticket) {
        requireOpen();
        if (ticket.isCalledOff() || Thread.currentThread().isInterrupted()) {
            throw errors.interrupted(action);
        }
    }
}
