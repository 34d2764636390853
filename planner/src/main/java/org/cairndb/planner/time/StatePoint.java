package org.cairndb.planner.time;

import java.util.regex.Pattern;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * A state of an attached database that a statement names by a time, a transaction or a version, as the value turns out to be; decided at execution.
 *
 * @param database name under which the database is attached
 * @param point the point, or null for the state that the session reads
 */
public record StatePoint(String database, @Nullable PointValue point) {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}([ T].*)?");

    /**
     * A transaction of a snapshot, which need not be opened for that.
     *
     * @param line a snapshot that has the transaction
     * @param tx the last transaction of the state
     */
    public record State(Snapshot line, long tx) {
        /** Whether it is a newest state, which is the cheapest to read. */
        public boolean isNewest() {
            return tx == line.head().tx();
        }

        /** The state as a snapshot. */
        public Snapshot open() {
            return tx == line.tx() ? line : line.asOf(tx);
        }
    }

    /** Whether the text of a point is the name of a version rather than a transaction number or a time. */
    public static boolean isNamed(String text) {
        return !NUMBER.matcher(text).matches() && !TIME.matcher(text).matches();
    }

    /** The state for an execution. */
    public State resolve(ExecutionContext context) {
        Snapshot session = context.snapshot(database);
        PointValue given = point;
        if (given == null) {
            return new State(session, session.tx());
        }
        return switch (given.type().kind()) {
            case LONG -> atTx(session, given.tx(context));
            case TIMESTAMP, DATE -> atMicros(session, given.micros(context));
            case TEXT -> named(given.text(context), context);
            case BOOLEAN, DOUBLE, DECIMAL, TIME, BYTES, UUID, MONTHS, DURATION, OTHER ->
                throw new CairnException(
                        ErrorCode.SQL_INVALID,
                        "A point of DIFF is a time, a date, a transaction number or the text of a version");
        };
    }

    private State named(String text, ExecutionContext context) {
        Snapshot session = context.snapshot(database);
        if (NUMBER.matcher(text).matches()) {
            return atTx(session, Long.parseLong(text));
        }
        if (TIME.matcher(text).matches()) {
            return atMicros(session, TimestampText.micros(text));
        }
        Snapshot version = context.version(database, text);
        return new State(version, version.tx());
    }

    private static State atTx(Snapshot session, long tx) {
        session.requireTx(tx);
        return new State(newest(session), tx);
    }

    private static State atMicros(Snapshot session, long micros) {
        return new State(newest(session), session.txAt(Values.instantOf(micros)));
    }

    /** The newest state of the line of a session, whose transactions may be later than those that the session reads. */
    private static Snapshot newest(Snapshot session) {
        return session.isPast() ? session.asOf(session.head().tx()) : session;
    }
}
