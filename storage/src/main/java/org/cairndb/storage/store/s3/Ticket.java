package org.cairndb.storage.store.s3;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.Abortable;

/** Belongs to one piece of work that waits for requests, so that another thread can call it off. Thread-safe. */
final class Ticket {
    private boolean calledOff;
    private boolean sent;
    private @Nullable Abortable request;
    private @Nullable Thread worker;

    /** The work runs on this thread from now on; false if it need not begin any more. */
    synchronized boolean begin() {
        worker = Thread.currentThread();
        return !calledOff;
    }

    /** A request is being prepared, of which no byte has left yet. */
    synchronized void preparing() {
        sent = false;
    }

    /** A request goes to the network now. */
    synchronized void sending(Abortable next) {
        request = next;
        sent = true;
        if (calledOff) {
            next.abort();
        }
    }

    /** The request is over, whatever came of it. */
    synchronized void answered() {
        request = null;
    }

    /** Breaks off the request under way, and lets no other begin. */
    synchronized void callOff() {
        calledOff = true;
        if (request != null) {
            request.abort();
        }
        LockSupport.unpark(worker);
    }

    synchronized boolean isCalledOff() {
        return calledOff;
    }

    /** Whether the last request has reached the point where bytes may leave. */
    synchronized boolean hasSent() {
        return sent;
    }
}
