package org.cairndb.planner.rex;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.NlsString;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.scalar.Expressions;
import org.cairndb.planner.exec.scalar.TimeFunctions;
import org.cairndb.planner.exec.scalar.TimeFunctions.Unit;
import org.cairndb.planner.exec.scalar.ZoneFunctions;
import org.jspecify.annotations.Nullable;

/** Functions of dates and times: those of the present by name, and parts and units. */
final class TimeTranslations {
    private static final int MICRO_DIGITS = 6;

    static final Map<String, Translation> BY_NAME = Map.ofEntries(
            Map.entry("CURRENT_TIMESTAMP", (scalars, call) -> Optional.of(Expressions.currentTime(precisionOf(call)))),
            Map.entry("LOCALTIMESTAMP", (scalars, call) -> Optional.of(localTime(call))),
            Map.entry("CURRENT_TIME", (scalars, call) -> Optional.of(TimeFunctions.timeOf(localTime(call)))),
            Map.entry("LOCALTIME", (scalars, call) -> Optional.of(TimeFunctions.timeOf(localTime(call)))),
            Map.entry("CURRENT_DATE", (scalars, call) -> Optional.of(TimeFunctions.dayOf(ZoneFunctions.localTime(1)))),
            Map.entry("AT_TIME_ZONE", Operands.two(Operands.TIMESTAMP, Operands.TEXT, ZoneFunctions::inZone)),
            Map.entry(
                    "CONVERT_TZ",
                    Operands.several(3, ZoneFunctions::converted, Operands.TIMESTAMP, Operands.TEXT, Operands.TEXT)),
            Map.entry("TO_CHAR", TimePatterns::toText),
            Map.entry("TO_DATE", TimePatterns::toDate),
            Map.entry("TO_TIMESTAMP", TimePatterns::toTimestamp),
            Map.entry("LAST_DAY", Operands.one(ColumnType.of(Kind.DATE), TimeFunctions::lastDay)));

    private TimeTranslations() {}

    private static Expression localTime(RexCall call) {
        return ZoneFunctions.localTime(precisionOf(call));
    }

    /** Microseconds of the digits that a function of the present leaves out. */
    private static long precisionOf(RexCall call) {
        int precision =
                call.getOperands().isEmpty() ? MICRO_DIGITS : call.getType().getPrecision();
        return (long) Math.pow(10, MICRO_DIGITS - Math.min(precision, MICRO_DIGITS));
    }

    /** EXTRACT(unit FROM x). */
    static Optional<Expression> extract(RexTranslator scalars, RexCall call) {
        Unit unit = unitOf(call.getOperands().get(0));
        RexNode operand = call.getOperands().get(1);
        Kind kind = DatomTypes.columnType(operand.getType()).kind();
        return unit == null || !hasPart(kind, unit)
                ? Optional.empty()
                : scalars.translate(operand).map(value -> TimeFunctions.extract(unit, kind, value));
    }

    private static boolean hasPart(Kind kind, Unit unit) {
        boolean isOfDay = unit.ordinal() < Unit.DAY.ordinal() || unit == Unit.NANOSECOND || unit == Unit.EPOCH;
        return switch (kind) {
            case DATE, TIMESTAMP -> true;
            case TIME -> isOfDay;
            case MONTHS -> unit == Unit.YEAR || unit == Unit.MONTH || unit == Unit.QUARTER;
            case DURATION -> isOfDay || unit == Unit.DAY;
            default -> false;
        };
    }

    /** FLOOR and CEIL of a number, or of a time to a unit. */
    static Optional<Expression> round(RexTranslator scalars, RexCall call) {
        boolean isFloor = call.getKind() == SqlKind.FLOOR;
        List<RexNode> operands = call.getOperands();
        if (operands.size() == 1) {
            return NumberTranslations.whole(scalars, call, isFloor);
        }
        Unit unit = unitOf(operands.get(1));
        Kind kind = DatomTypes.columnType(operands.get(0).getType()).kind();
        boolean isTime = kind == Kind.TIME || kind == Kind.TIMESTAMP || kind == Kind.DATE;
        boolean isCovered = unit != null
                && isTime
                && (unit.micros() > 0 || unit.months() > 0 || unit == Unit.ISO_WEEK)
                && (kind != Kind.TIME || unit.ordinal() < Unit.DAY.ordinal());
        if (unit == null || !isCovered) {
            return Optional.empty();
        }
        return scalars.translate(operands.get(0))
                .map(value -> isFloor ? TimeFunctions.floor(unit, kind, value) : TimeFunctions.ceil(unit, kind, value));
    }

    private static @Nullable Unit unitOf(RexNode node) {
        if (!(node instanceof RexLiteral flag)) {
            return null;
        }
        Object value = flag.getValue();
        if (value instanceof TimeUnitRange range) {
            return range.endUnit == null ? unit(range.startUnit) : null;
        }
        if (value instanceof NlsString text) {
            return named(text.getValue().toUpperCase(Locale.ROOT));
        }
        return value instanceof TimeUnit unit ? unit(unit) : null;
    }

    private static @Nullable Unit named(String name) {
        String singular = name.endsWith("S") && !name.equals("S") ? name.substring(0, name.length() - 1) : name;
        for (TimeUnit unit : TimeUnit.values()) {
            if (unit.name().equals(singular)) {
                return unit(unit);
            }
        }
        return null;
    }

    /** Calcite's unit as ours. */
    static Unit unit(TimeUnit unit) {
        return switch (unit) {
            case ISODOW -> Unit.ISO_DAY_OF_WEEK;
            case DOW -> Unit.DAY_OF_WEEK;
            case DOY -> Unit.DAY_OF_YEAR;
            case ISOYEAR -> Unit.ISO_YEAR;
            default -> Unit.valueOf(unit.name());
        };
    }
}
