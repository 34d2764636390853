package org.cairndb.storage.store.s3;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;

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
        if (items.size() == 1) {
            items.forEach(item -> work.accept(item, new Ticket()));
            return;
        }
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
        if (failure.isEmpty()) {
            return;
        }
        if (failure.get() instanceof RuntimeException e) {
            throw e;
        }
        if (failure.get() instanceof Error e) {
            throw e;
        }
        throw new IllegalStateException(failure.get());
    }
}
