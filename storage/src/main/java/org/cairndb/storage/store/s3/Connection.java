package org.cairndb.storage.store.s3;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A client, its connections and the threads that wait for them; made when first needed. Shared by stores and safe for use by
 * several threads.
 */
final class Connection implements AutoCloseable {
    private static final long IDLE_THREAD_SECONDS = 5;
    private static final int THREADS_PER_HEDGE = 4;
    /** For callers that wait for one request only. */
    private static final int CONNECTIONS_FOR_CALLERS = 32;

    private static final int PATIENCE = 3;

    private final ClientSettings settings;
    private final ExecutorService workers;
    private final ExecutorService hedgers;
    private final ExecutorService callers;
    private final LatencyWindow latencies = new LatencyWindow();
    private final HedgeBudget hedgeBudget = new HedgeBudget();
    private final Object lock = new Object();
    private volatile @Nullable Opened opened;
    private volatile boolean reached;
    private boolean closed;

    private record Opened(S3Client client, TicketedHttpClient http) {}

    /** A request on its way to a client. */
    @FunctionalInterface
    interface Request<R> {
        R send(S3Client client);
    }

    Connection(ClientSettings settings) {
        this.settings = settings;
        this.workers = threads("cairn-s3", settings.concurrency(), settings.concurrency(), new LinkedBlockingQueue<>());
        this.callers = threads("cairn-s3-call", 0, Integer.MAX_VALUE, new SynchronousQueue<>());
        this.hedgers = threads("cairn-s3-hedge", 0, hedges(settings), new SynchronousQueue<>());
    }

    private static int hedges(ClientSettings settings) {
        return 1 + settings.concurrency() / THREADS_PER_HEDGE;
    }

    ClientSettings settings() {
        return settings;
    }

    /** Sends one request and notes whether the server answered. */
    <R> R send(Ticket ticket, Request<R> request) {
        Opened now = open();
        R answer = now.http().with(ticket, () -> request.send(now.client()));
        reached = true;
        return answer;
    }

    /** Looks at what a request threw. */
    Failure failure(RuntimeException thrown, Ticket ticket) {
        Failure failure = Failure.of(thrown, ticket);
        reached |= failure.isAnswer();
        return failure;
    }

    /** Whether the server has ever answered. */
    boolean isReached() {
        return reached;
    }

    /** Waits between the tries of one request. */
    Backoff backoff() {
        Duration limit = settings.requestTimeout().multipliedBy(PATIENCE);
        return new Backoff(limit, ThreadLocalRandom.current());
    }

    /** Runs requests side by side, so many at once as the settings allow. */
    ExecutorService workers() {
        return workers;
    }

    /** Runs requests of callers that wait for one only, because a thread that waits for a socket hears no interrupt. */
    ExecutorService callers() {
        return callers;
    }

    /** Runs requests that are sent a second time; rejects more than a few at once. */
    ExecutorService hedgers() {
        return hedgers;
    }

    LatencyWindow latencies() {
        return latencies;
    }

    HedgeBudget hedgeBudget() {
        return hedgeBudget;
    }

    private Opened open() {
        Opened now = opened;
        if (now == null) {
            synchronized (lock) {
                if (closed) {
                    throw new CairnException(
                            ErrorCode.CLOSED, "The connection to %s is closed".formatted(settings.server()));
                }
                now = opened;
                if (now == null) {
                    now = create();
                    opened = now;
                }
            }
        }
        return now;
    }

    private Opened create() {
        int connections = settings.concurrency() + hedges(settings) + CONNECTIONS_FOR_CALLERS;
        var http = new TicketedHttpClient(ClientFactory.http(settings, connections));
        try {
            return new Opened(ClientFactory.client(settings, http), http);
        } catch (RuntimeException | Error e) {
            http.close();
            throw e;
        }
    }

    @Override
    public void close() {
        workers.shutdown();
        hedgers.shutdown();
        callers.shutdown();
        synchronized (lock) {
            closed = true;
            Opened now = opened;
            if (now != null) {
                now.client().close();
                now.http().close();
            }
        }
    }

    private static ExecutorService threads(String name, int core, int most, BlockingQueue<Runnable> queue) {
        var threads = new ThreadPoolExecutor(core, most, IDLE_THREAD_SECONDS, TimeUnit.SECONDS, queue, task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
