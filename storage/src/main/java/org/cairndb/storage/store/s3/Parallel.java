package org.cairndb.storage.store.s3;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Runs requests side by side; the first failure calls off the others. */
final class Parallel {
    private final Requests requests;
    private final Action action;

    Parallel(Requests requests, Action action) {
        this.requests = requests;
        this.action = action;
    }

    /** Does something with every item; returns when all is done, and throws the first failure. */
    <T> void forEach(Collection<T> items, BiConsumer<T, Ticket> work) {
        var done = new LinkedBlockingQueue<Optional<Throwable>>();
        List<Ticket> tickets = new ArrayList<>();
        try {
            ExecutorService workers = requests.connection().workers();
            for (T item : items) {
                var ticket = new Ticket();
                tickets.add(ticket);
                workers.execute(() -> done.add(run(item, ticket, work)));
            }
            for (int i = 0; i < tickets.size(); i++) {
                rethrow(done.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw requests.errors().interrupted(action);
        } catch (RejectedExecutionException e) {
            throw requests.errors().closed();
        } finally {
            tickets.forEach(Ticket::callOff);
        }
    }

    private static <T> Optional<Throwable> run(T item, Ticket ticket, BiConsumer<T, Ticket> work) {
        try {
            if (ticket.begin()) {
                work.accept(item, ticket);
            }
            return Optional.empty();
        } catch (RuntimeException | Error e) {
            return Optional.of(e);
        }
    }

    static void rethrow(Optional<Throwable> failure) {
        if (failure.isPresent()) {
            throw unchecked(failure.get());
        }
    }

    /** Something thrown on another thread, to be thrown on this one. */
    static RuntimeException unchecked(@Nullable Throwable thrown) {
        if (thrown instanceof Error e) {
            throw e;
        }
        return thrown instanceof RuntimeException e ? e : new IllegalStateException(thrown);
    }
}
