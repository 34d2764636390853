package org.cairndb.planner.time;

import java.util.regex.Pattern;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.TextColumn;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.snapshot.Versions;
import org.jspecify.annotations.Nullable;

/**
 * A state of an attached database that a statement names by a time, a transaction or a version, as the value turns out to be; decided at execution.
 *
 * @param database name under which the database is attached
 * @param expression an expression without columns, or null for the state that the session reads
 * @param type type of the expression
 */
public record StatePoint(String database, @Nullable Expression expression, ColumnType type) {
    private static final Batch ONE_ROW = new Batch(new Column[0], 1);
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}([ T].*)?");

    /** The state that the session reads. */
    public static StatePoint current(String database) {
        return new StatePoint(database, null, ColumnType.of(ColumnType.Kind.OTHER));
    }

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

    /** The state for an execution. */
    public State resolve(ExecutionContext context) {
        Snapshot session = context.snapshot(database);
        if (expression == null) {
            return new State(session, session.tx());
        }
        Column value = expression.evaluate(ONE_ROW, context);
        if (value.isNull(0)) {
            throw new CairnException(
                    ErrorCode.VALUE_INVALID,
                    "A point of DIFF in database \"%s\" is null; give a time, a transaction or a version"
                            .formatted(database));
        }
        return switch (type.kind()) {
            case LONG -> atTx(session, ((LongColumn) value).get(0));
            case TIMESTAMP -> atMicros(session, ((LongColumn) value).get(0));
            case DATE -> atMicros(session, Math.multiplyExact(((LongColumn) value).get(0), MICROS_PER_DAY));
            case TEXT -> named(session, ((TextColumn) value).string(0).trim());
            case BOOLEAN, DOUBLE, DECIMAL, TIME, BYTES, UUID, MONTHS, DURATION, OTHER ->
                throw new CairnException(
                        ErrorCode.SQL_INVALID,
                        "A point of DIFF is a time, a date, a transaction number or the text of a version");
        };
    }

    private static State named(Snapshot session, String text) {
        if (NUMBER.matcher(text).matches()) {
            return atTx(session, Long.parseLong(text));
        }
        if (TIME.matcher(text).matches()) {
            return atMicros(session, TimestampText.micros(text));
        }
        Snapshot version = Versions.resolve(session, text);
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
