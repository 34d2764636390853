package org.cairndb.planner.time;

import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.TextColumn;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.CommonAncestor;
import org.cairndb.storage.snapshot.Snapshot;

/**
 * A point of a clause, computed when the statement runs.
 *
 * @param expression an expression without columns
 * @param type type of the expression
 * @param clause how messages name the clause, such as "AS OF"
 */
public record PointValue(Expression expression, ColumnType type, String clause) {
    private static final Batch ONE_ROW = new Batch(new Column[0], 1);
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    /** The transaction that the point names. */
    public long tx(ExecutionContext context) {
        Column value = value(context);
        if (type.kind() != ColumnType.Kind.LONG) {
            throw new CairnException(
                    ErrorCode.SQL_INVALID,
                    "FOR VERSION %s takes transaction numbers; for a time write FOR SYSTEM_TIME %s"
                            .formatted(clause, clause));
        }
        return ((LongColumn) value).get(0);
    }

    /** The transaction that the point names by number or as a version of the line of commits that the session reads. */
    public long tx(ExecutionContext context, String database) {
        if (!isText()) {
            return tx(context);
        }
        String version = text(context);
        Snapshot named = context.version(database, version);
        if (CommonAncestor.of(named, context.snapshot(database)) < named.tx()) {
            throw new CairnException(
                    ErrorCode.OPTION_INVALID,
                    "Version \"%s\" is not among the versions of the branch that is read, so it cannot bound them with %s; compare the two with DIFF"
                            .formatted(version, clause));
        }
        return named.tx();
    }

    /** Whether the point is text. */
    boolean isText() {
        return type.kind() == ColumnType.Kind.TEXT;
    }

    /** The text that the point is. */
    String text(ExecutionContext context) {
        return ((TextColumn) value(context)).string(0).trim();
    }

    /** The time that the point names, in microseconds since 1970. */
    public long micros(ExecutionContext context) {
        Column value = value(context);
        return switch (type.kind()) {
            case TIMESTAMP -> ((LongColumn) value).get(0);
            case DATE -> Math.multiplyExact(((LongColumn) value).get(0), MICROS_PER_DAY);
            case TEXT -> TimestampText.micros(((TextColumn) value).string(0));
            case BOOLEAN, LONG, DOUBLE, DECIMAL, TIME, BYTES, UUID, MONTHS, DURATION, OTHER ->
                throw new CairnException(
                        ErrorCode.SQL_INVALID,
                        "%s needs a timestamp, a date or text of one; for a transaction number write FOR VERSION %s"
                                .formatted(clause, clause));
        };
    }

    private Column value(ExecutionContext context) {
        Column value = expression.evaluate(ONE_ROW, context);
        if (value.isNull(0)) {
            throw new CairnException(
                    ErrorCode.VALUE_INVALID, "A point of %s is null; give a time or a transaction".formatted(clause));
        }
        return value;
    }
}
