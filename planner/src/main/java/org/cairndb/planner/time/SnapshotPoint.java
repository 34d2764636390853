package org.cairndb.planner.time;

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

/** Which snapshot of an attached database a table reads; decided at execution. */
public sealed interface SnapshotPoint permits SnapshotPoint.Current, SnapshotPoint.AsOf {
    /** The name under which the database is attached. */
    String database();

    /** The snapshot for an execution. */
    Snapshot resolve(ExecutionContext context);

    /** The snapshot that the session reads. */
    record Current(String database) implements SnapshotPoint {
        @Override
        public Snapshot resolve(ExecutionContext context) {
            return context.snapshot(database);
        }
    }

    /**
     * A snapshot in the past of the one that the session reads.
     *
     * @param database name under which the database is attached
     * @param isVersion whether the expression is a transaction rather than a time
     * @param expression an expression without columns
     * @param type type of the expression
     */
    record AsOf(String database, boolean isVersion, Expression expression, ColumnType type) implements SnapshotPoint {
        private static final Batch ONE_ROW = new Batch(new Column[0], 1);
        private static final long MICROS_PER_DAY = 86_400_000_000L;

        @Override
        public Snapshot resolve(ExecutionContext context) {
            Snapshot session = context.snapshot(database);
            Column value = expression.evaluate(ONE_ROW, context);
            if (value.isNull(0)) {
                throw new CairnException(
                        ErrorCode.VALUE_INVALID,
                        "The AS OF point of database \"%s\" is null; give a time or a transaction".formatted(database));
            }
            if (isVersion && type.kind() != ColumnType.Kind.LONG) {
                throw new CairnException(
                        ErrorCode.UNSUPPORTED,
                        "FOR VERSION AS OF takes a transaction number; other versions have no form yet");
            }
            return isVersion
                    ? session.asOf(((LongColumn) value).get(0))
                    : session.asOf(Values.instantOf(micros(value)));
        }

        private long micros(Column value) {
            return switch (type.kind()) {
                case TIMESTAMP -> ((LongColumn) value).get(0);
                case DATE -> Math.multiplyExact(((LongColumn) value).get(0), MICROS_PER_DAY);
                case TEXT -> TimestampText.micros(((TextColumn) value).string(0));
                case BOOLEAN, LONG, DOUBLE, DECIMAL, TIME, BYTES, UUID, MONTHS, DURATION, OTHER ->
                    throw new CairnException(
                            ErrorCode.SQL_INVALID,
                            "AS OF needs a timestamp, a date or text of one; for a transaction number write FOR"
                                    + " VERSION AS OF");
            };
        }
    }
}
