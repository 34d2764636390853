package org.cairndb.storage.store.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether a head may be committed without being durable.
 *
 * <p>A swap of which it is unknown whether it was made durable raises a doubt, and so does one that was refused, as the
 * refusal may be due to an earlier try of the same swap. Who finds such a swap in the head takes it for done, so a head
 * that is read in doubt is made durable before it is shown.
 */
final class Doubts {
    private final Dialect dialect;
    private final AtomicLong raised = new AtomicLong();
    private final AtomicLong settled = new AtomicLong();

    Doubts(Dialect dialect) {
        this.dialect = dialect;
    }

    void raise() {
        raised.incrementAndGet();
    }

    /** Reads, and makes what was read durable if there is a doubt. */
    <T> T settle(Connection connection, SqlWork<T> read) throws SQLException {
        long seen = raised.get();
        if (seen == settled.get()) {
            return read.run(connection);
        }
        connection.setAutoCommit(false);
        T result = read.run(connection);
        dialect.makeDurable(connection);
        settled.accumulateAndGet(seen, Math::max);
        return result;
    }
}
