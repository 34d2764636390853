package org.cairndb.storage.store.jdbc;

import org.cairndb.storage.store.RequestCounter;
import org.cairndb.storage.store.RequestKind;
import org.cairndb.storage.store.RequestPrices;
import org.jspecify.annotations.Nullable;

/** Tells a counter, if there is one, which statements were sent. */
final class Requests {
    /** For work that nobody counts. */
    static final Requests UNCOUNTED = new Requests(null);

    private final @Nullable RequestCounter counter;

    private Requests(@Nullable RequestCounter counter) {
        this.counter = counter;
    }

    static Requests countedBy(RequestCounter counter) {
        return new Requests(counter);
    }

    void sent(RequestKind kind) {
        if (counter != null) {
            counter.sent(kind, RequestPrices.FREE);
        }
    }

    void received(long bytes) {
        if (counter != null) {
            counter.received(bytes);
        }
    }

    void written(long bytes) {
        if (counter != null) {
            counter.written(bytes);
        }
    }

    void retried() {
        if (counter != null) {
            counter.retried();
        }
    }
}
