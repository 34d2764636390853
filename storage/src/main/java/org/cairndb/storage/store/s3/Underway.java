package org.cairndb.storage.store.s3;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Whether a store is open, and its requests that closing it breaks off. Thread-safe. */
final class Underway {
    private final Set<Ticket> tickets = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    boolean isClosed() {
        return closed.get();
    }

    /** Closing breaks off this one from now on; one that begins too late for that sees that the store is closed. */
    void add(Ticket ticket) {
        tickets.add(ticket);
    }

    void remove(Ticket ticket) {
        tickets.remove(ticket);
    }

    /** Breaks off everything; false if that has been done before. */
    boolean close() {
        boolean isFirst = closed.compareAndSet(false, true);
        tickets.forEach(Ticket::callOff);
        return isFirst;
    }
}
