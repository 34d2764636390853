package org.cairndb.writer.tx;

import java.time.Instant;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.snapshot.Snapshot;

/**
 * What tells a transaction from every other.
 *
 * @param tx its number
 * @param instant when it is committed, after the instant of the transaction before it
 * @param nonce a random number by which the writer finds its own transaction again
 */
public record Stamp(long tx, Instant instant, long nonce) {
    private static final long MICRO_IN_NANOS = 1000;

    /** The stamp of the transaction after a snapshot: the instant is now or, where the clock lags behind, a microsecond after the last. */
    public static Stamp after(Snapshot before, Instant now, long nonce) {
        Instant micros = Values.instantOf(Values.microsOf(now));
        Instant earliest = before.tx() == 0 ? micros : before.instant().plusNanos(MICRO_IN_NANOS);
        return new Stamp(before.tx() + 1, micros.isBefore(earliest) ? earliest : micros, nonce);
    }
}
