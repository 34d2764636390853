package org.cairndb.planner.exec.scalar;

import java.time.ZoneId;
import java.util.List;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.scalar.ScalarFunction.Traits;
import org.cairndb.planner.time.TimeZones;

/** What clocks show in time zones; a timestamp without a zone is one in UTC. */
public final class ZoneFunctions {
    private static final ColumnType TIMESTAMP = ColumnType.of(Kind.TIMESTAMP);

    private ZoneFunctions() {}

    /** The local time in the zone of the execution when the statement began, in microseconds rounded down to a multiple. */
    public static Expression localTime(long multipleOf) {
        return Expressions.perExecution(context -> {
            long local = TimeZones.toLocal(
                    context.currentMicros(), context.settings().zone());
            return LongColumn.constant(Math.floorDiv(local, multipleOf) * multipleOf, 1);
        });
    }

    /** What clocks show in a zone at a time in UTC. */
    public static Expression inZone(Expression timestamp, Expression zone) {
        return new ScalarFunction(
                TIMESTAMP,
                List.of(timestamp, zone),
                Traits.FAILS,
                Kernel.longs((in, row) -> TimeZones.toLocal(in.longAt(0, row), TimeZones.named(in.stringAt(1, row)))));
    }

    /** What clocks show in the zone of the third operand when those of the second show a time. */
    public static Expression converted(List<Expression> operands) {
        return new ScalarFunction(TIMESTAMP, operands, Traits.FAILS, Kernel.longs((in, row) -> {
            ZoneId from = TimeZones.named(in.stringAt(1, row));
            ZoneId to = TimeZones.named(in.stringAt(2, row));
            return TimeZones.toLocal(TimeZones.toInstant(in.longAt(0, row), from), to);
        }));
    }
}
