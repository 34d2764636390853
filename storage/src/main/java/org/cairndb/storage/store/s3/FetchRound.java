package org.cairndb.storage.store.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.node.NodeId;
import org.cairndb.storage.store.Fetch;
import org.jspecify.annotations.Nullable;

/**
 * Fetches several nodes side by side. Used once, by one thread, which waits and does the rest:
 *
 * <p>A fetch that takes longer than 95 of 100 is sent a second time, on another connection and likely to another machine of the
 * server; whichever answers first counts, and the other is broken off. The first failure that counts calls off everything.
 */
final class FetchRound {
    private static final System.Logger LOG = System.getLogger(FetchRound.class.getName());
    private static final long LEAST_NANOS_BEFORE_HEDGE = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LEAST_NANOS_OVERDUE = TimeUnit.SECONDS.toNanos(1);
    private static final int SLOWS_UNTIL_OVERDUE = 5;
    private static final long NEVER = TimeUnit.DAYS.toNanos(1);

    private final Requests requests;
    private final NodeFetcher fetcher;
    private final List<Flight> flights = new ArrayList<>();
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    /** Flights in the order in which they left, until they are hedged or done. */
    private final Queue<Flight> slowest = new ConcurrentLinkedQueue<>();
    /** How long to leave the slow ones alone after too many were hedged. */
    private long pause;

    FetchRound(Requests requests) {
        this.requests = requests;
        this.fetcher = new NodeFetcher(requests);
    }

    /** One node; all but the tickets and the time of departure belong to the waiting thread. */
    private static final class Flight {
        private final NodeId id;
        private final Ticket first = new Ticket();
        private @Nullable Ticket second;
        private volatile long departure;
        private @Nullable Fetch result;
        private int underWay = 1;

        Flight(NodeId id) {
            this.id = id;
        }

        void callOff() {
            first.callOff();
            if (second != null) {
                second.callOff();
            }
        }
    }

    private record Answer(Flight flight, Optional<Fetch> fetch, Optional<Throwable> failure) {}

    /** Fetches nodes; answers in the order of the ids. */
    List<Fetch> run(List<NodeId> ids) {
        try {
            for (NodeId id : ids) {
                var flight = new Flight(id);
                flights.add(flight);
                start(requests.connection().workers(), flight, flight.first, this::depart);
            }
            for (int open = ids.size(); open > 0; ) {
                open -= accept(next());
            }
            return flights.stream().map(FetchRound::result).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw requests.errors().interrupted(new Action("read", "nodes"));
        } catch (RejectedExecutionException e) {
            throw requests.errors().closed();
        } finally {
            flights.forEach(Flight::callOff);
        }
    }

    private static Fetch result(Flight flight) {
        if (flight.result == null) {
            throw new IllegalStateException("node " + flight.id + " was not fetched");
        }
        return flight.result;
    }

    private Fetch depart(Flight flight, Ticket ticket) {
        flight.departure = System.nanoTime();
        slowest.add(flight);
        return fetcher.fetch(flight.id, ticket);
    }

    private void start(Executor executor, Flight flight, Ticket ticket, BiFunction<Flight, Ticket, Fetch> work) {
        executor.execute(() -> {
            try {
                if (ticket.begin()) {
                    answers.add(new Answer(flight, Optional.of(work.apply(flight, ticket)), Optional.empty()));
                }
            } catch (RuntimeException | Error e) {
                answers.add(new Answer(flight, Optional.empty(), Optional.of(e)));
            }
        });
    }

    /** How many nodes this answer completes. */
    private int accept(Answer answer) {
        Flight flight = answer.flight();
        flight.underWay--;
        if (flight.result != null) {
            return 0;
        }
        if (answer.fetch().isEmpty()) {
            if (flight.underWay == 0 || isFinal(answer.failure())) {
                Parallel.rethrow(answer.failure());
            }
            return 0;
        }
        flight.result = answer.fetch().get();
        if (flight.underWay > 0) {
            flight.callOff();
        }
        return 1;
    }

    /** What our own code has concluded holds for both requests; other failures are those of a second request. */
    private static boolean isFinal(Optional<Throwable> failure) {
        return failure.map(CairnException.class::isInstance).orElse(false);
    }

    private Answer next() throws InterruptedException {
        if (!requests.settings().hedge()) {
            return answers.take();
        }
        while (true) {
            Answer answer = answers.poll(nanosToNextHedge(), TimeUnit.NANOSECONDS);
            if (answer != null) {
                return answer;
            }
            hedgeSlow();
        }
    }

    private long nanosToNextHedge() {
        for (Flight flight = slowest.peek(); flight != null; flight = slowest.peek()) {
            if (flight.result == null) {
                long due = flight.departure + hedgeAfterNanos() - System.nanoTime();
                return Math.max(pause, due);
            }
            slowest.remove();
        }
        return Math.max(pause, hedgeAfterNanos());
    }

    /** Slow fetches that may not be hedged now get their chance after another wait. */
    private void hedgeSlow() {
        long wait = hedgeAfterNanos();
        pause = 0;
        for (Flight flight = slowest.peek();
                flight != null && System.nanoTime() - flight.departure >= wait;
                flight = slowest.peek()) {
            if (flight.result == null && !hedge(flight)) {
                pause = wait;
                return;
            }
            slowest.remove();
        }
    }

    private boolean hedge(Flight flight) {
        HedgeBudget budget = requests.connection().hedgeBudget();
        long now = System.nanoTime();
        boolean saved = budget.spend();
        if (!saved && (now - flight.departure < overdueAfterNanos() || !budget.spendOnOverdue(now))) {
            return false;
        }
        var ticket = new Ticket();
        try {
            start(requests.connection().hedgers(), flight, ticket, (slow, its) -> fetcher.hedge(slow.id, its));
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "too busy to hedge", e);
            if (saved) {
                budget.giveBack();
            }
            return false;
        }
        flight.second = ticket;
        flight.underWay++;
        return true;
    }

    /** Far beyond any answer while too little is known. */
    private long hedgeAfterNanos() {
        long slow = requests.connection().latencies().slowNanos();
        return Math.min(NEVER, Math.max(LEAST_NANOS_BEFORE_HEDGE, slow));
    }

    private long overdueAfterNanos() {
        return Math.max(LEAST_NANOS_OVERDUE, SLOWS_UNTIL_OVERDUE * hedgeAfterNanos());
    }
}
