package org.cairndb.planner.exec.scalar;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.Expression;
import org.cairndb.planner.exec.scalar.ScalarFunction.Traits;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** Functions of dates (days), times of day and timestamps (microseconds) and intervals (months or microseconds). */
public final class TimeFunctions {
    /** Microseconds of a day. */
    public static final long MICROS_PER_DAY = 86_400_000_000L;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
    private static final long MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
    private static final int MONTHS_PER_YEAR = 12;

    private TimeFunctions() {}

    /** Units of time. */
    public enum Unit {
        /** A microsecond. */
        MICROSECOND,
        /** A millisecond. */
        MILLISECOND,
        /** A second. */
        SECOND,
        /** A minute. */
        MINUTE,
        /** An hour. */
        HOUR,
        /** A day. */
        DAY,
        /** A week from Sunday on. */
        WEEK,
        /** A month. */
        MONTH,
        /** A quarter. */
        QUARTER,
        /** A year. */
        YEAR,
        /** A decade. */
        DECADE,
        /** A century, the first of which began in year 1. */
        CENTURY,
        /** A millennium, the first of which began in year 1. */
        MILLENNIUM,
        /** A week from Monday on. */
        ISO_WEEK,
        /** A year of ISO weeks. */
        ISO_YEAR,
        /** The day of the week from Sunday, 1. */
        DAY_OF_WEEK,
        /** The day of the week from Monday, 1. */
        ISO_DAY_OF_WEEK,
        /** The day of the year from 1. */
        DAY_OF_YEAR,
        /** A nanosecond. */
        NANOSECOND,
        /** Seconds since 1970. */
        EPOCH;

        /** Microseconds of a unit of fixed length up to a week; 0 for others. */
        public long micros() {
            return switch (this) {
                case MICROSECOND -> 1;
                case MILLISECOND -> 1000;
                case SECOND -> MICROS_PER_SECOND;
                case MINUTE -> MICROS_PER_MINUTE;
                case HOUR -> MICROS_PER_HOUR;
                case DAY -> MICROS_PER_DAY;
                case WEEK -> 7 * MICROS_PER_DAY;
                default -> 0;
            };
        }

        /** Months of a unit from a month on; 0 for others. */
        public int months() {
            return switch (this) {
                case MONTH -> 1;
                case QUARTER -> 3;
                case YEAR -> MONTHS_PER_YEAR;
                case DECADE -> 10 * MONTHS_PER_YEAR;
                case CENTURY -> 100 * MONTHS_PER_YEAR;
                case MILLENNIUM -> 1000 * MONTHS_PER_YEAR;
                default -> 0;
            };
        }
    }

    private static Expression ofLong(Kind result, Expression operand, LongUnaryOperator function) {
        return new ScalarFunction(
                ColumnType.of(result),
                List.of(operand),
                Traits.SAFE,
                Kernel.longs((in, row) -> function.applyAsLong(in.longAt(0, row))));
    }

    /** A part of a time or interval of a kind. */
    public static Expression extract(Unit unit, Kind kind, Expression operand) {
        return ofLong(
                Kind.LONG,
                operand,
                switch (kind) {
                    case DATE -> dayPart(unit);
                    case TIME -> timePart(unit);
                    case MONTHS -> monthsPart(unit);
                    case DURATION -> durationPart(unit);
                    default -> timestampPart(unit);
                });
    }

    private static LongUnaryOperator timestampPart(Unit unit) {
        if (unit == Unit.EPOCH) {
            return micros -> Math.floorDiv(micros, MICROS_PER_SECOND);
        }
        if (unit.ordinal() < Unit.DAY.ordinal() || unit == Unit.NANOSECOND) {
            LongUnaryOperator part = timePart(unit);
            return micros -> part.applyAsLong(Math.floorMod(micros, MICROS_PER_DAY));
        }
        LongUnaryOperator part = dayPart(unit);
        return micros -> part.applyAsLong(Math.floorDiv(micros, MICROS_PER_DAY));
    }

    private static LongUnaryOperator timePart(Unit unit) {
        return switch (unit) {
            case HOUR -> micros -> micros / MICROS_PER_HOUR;
            case MINUTE -> micros -> micros / MICROS_PER_MINUTE % 60;
            case SECOND -> micros -> micros / MICROS_PER_SECOND % 60;
            case MILLISECOND -> micros -> micros / 1000 % 60_000;
            case MICROSECOND -> micros -> micros % MICROS_PER_MINUTE;
            case NANOSECOND -> micros -> micros % MICROS_PER_MINUTE * 1000;
            case EPOCH -> micros -> micros / MICROS_PER_SECOND;
            default -> throw new IllegalArgumentException("A time of day has no " + unit);
        };
    }

    private static LongUnaryOperator dayPart(Unit unit) {
        return switch (unit) {
            case YEAR -> CivilDays::year;
            case QUARTER -> day -> (CivilDays.month(day) + 2) / 3;
            case MONTH -> CivilDays::month;
            case DAY -> CivilDays::dayOfMonth;
            case WEEK, ISO_WEEK -> day -> LocalDate.ofEpochDay(day).get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case ISO_YEAR -> day -> LocalDate.ofEpochDay(day).get(IsoFields.WEEK_BASED_YEAR);
            case DAY_OF_WEEK -> day -> Math.floorMod(day + 4, 7) + 1;
            case ISO_DAY_OF_WEEK -> day -> Math.floorMod(day + 3, 7) + 1;
            case DAY_OF_YEAR -> day -> LocalDate.ofEpochDay(day).getDayOfYear();
            case DECADE -> day -> Math.floorDiv(CivilDays.year(day), 10);
            case CENTURY -> day -> since(CivilDays.year(day), 100);
            case MILLENNIUM -> day -> since(CivilDays.year(day), 1000);
            case EPOCH -> day -> day * (MICROS_PER_DAY / MICROS_PER_SECOND);
            case HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND, NANOSECOND -> day -> 0;
        };
    }

    private static long since(long year, int years) {
        return year > 0 ? (year + years - 1) / years : -((years - year) / years);
    }

    private static LongUnaryOperator monthsPart(Unit unit) {
        return switch (unit) {
            case YEAR -> months -> months / MONTHS_PER_YEAR;
            case MONTH -> months -> months % MONTHS_PER_YEAR;
            case QUARTER -> months -> months % MONTHS_PER_YEAR / 3 + 1;
            default -> throw new IllegalArgumentException("An interval of months has no " + unit);
        };
    }

    private static LongUnaryOperator durationPart(Unit unit) {
        return switch (unit) {
            case DAY -> micros -> micros / MICROS_PER_DAY;
            case HOUR -> micros -> micros / MICROS_PER_HOUR % 24;
            case EPOCH -> micros -> micros / MICROS_PER_SECOND;
            default -> timePart(unit);
        };
    }

    /** The begin of the unit in which a date, timestamp or time of day lies. */
    public static Expression floor(Unit unit, Kind kind, Expression operand) {
        return ofLong(kind, operand, floor(unit, kind));
    }

    private static LongUnaryOperator floor(Unit unit, Kind kind) {
        if (kind == Kind.DATE) {
            return unit.micros() > 0 && unit.micros() <= MICROS_PER_DAY ? day -> day : day -> dayFloor(unit, day);
        }
        long length = unit.micros();
        if (length > 0 && length <= MICROS_PER_DAY) {
            return micros -> Math.floorDiv(micros, length) * length;
        }
        return micros -> dayFloor(unit, Math.floorDiv(micros, MICROS_PER_DAY)) * MICROS_PER_DAY;
    }

    private static long dayFloor(Unit unit, long day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        return switch (unit) {
            case WEEK ->
                date.with(TemporalAdjusters.previousOrSame(DayOfWeek.SUNDAY)).toEpochDay();
            case ISO_WEEK ->
                date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).toEpochDay();
            case MONTH -> date.withDayOfMonth(1).toEpochDay();
            case QUARTER ->
                date.withDayOfMonth(1)
                        .minusMonths((date.getMonthValue() - 1) % 3)
                        .toEpochDay();
            case YEAR -> LocalDate.of(date.getYear(), 1, 1).toEpochDay();
            case DECADE ->
                LocalDate.of(Math.floorDiv(date.getYear(), 10) * 10, 1, 1).toEpochDay();
            case CENTURY ->
                LocalDate.of(Math.floorDiv(date.getYear() - 1, 100) * 100 + 1, 1, 1)
                        .toEpochDay();
            case MILLENNIUM ->
                LocalDate.of(Math.floorDiv(date.getYear() - 1, 1000) * 1000 + 1, 1, 1)
                        .toEpochDay();
            case ISO_YEAR ->
                date.with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, 1)
                        .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                        .toEpochDay();
            default -> day;
        };
    }

    /** The begin of the next unit, or the value itself if it is the begin of one. */
    public static Expression ceil(Unit unit, Kind kind, Expression operand) {
        LongUnaryOperator floor = floor(unit, kind);
        long length = unit.micros();
        LongUnaryOperator next;
        if (length > 0) {
            next = kind == Kind.DATE ? day -> day + Math.max(1, length / MICROS_PER_DAY) : micros -> micros + length;
        } else if (unit.months() > 0) {
            LongBinaryOperator shift = shiftMonths(kind);
            next = begin -> shift.applyAsLong(begin, unit.months());
        } else {
            long week = kind == Kind.DATE ? 7 : 7 * MICROS_PER_DAY;
            next = begin -> begin + week;
        }
        return ofLong(kind, operand, value -> {
            long begin = floor.applyAsLong(value);
            return begin == value ? value : next.applyAsLong(begin);
        });
    }

    /** A date or timestamp and an interval of months, added or subtracted; days after the end of a month become its last. */
    public static Expression addMonths(Kind kind, Expression point, Expression months) {
        return shifted(kind, point, months, shiftMonths(kind));
    }

    private static LongBinaryOperator shiftMonths(Kind kind) {
        long unitsPerDay = kind == Kind.DATE ? 1 : MICROS_PER_DAY;
        return (point, months) -> {
            long day = LocalDate.ofEpochDay(Math.floorDiv(point, unitsPerDay))
                    .plusMonths(months)
                    .toEpochDay();
            return Math.multiplyExact(day, unitsPerDay) + Math.floorMod(point, unitsPerDay);
        };
    }

    /** A date, time of day or timestamp and an interval of microseconds; a time of day starts again after midnight. */
    public static Expression addMicros(Kind kind, Expression point, Expression micros) {
        return shifted(
                kind,
                point,
                micros,
                switch (kind) {
                    case DATE -> (day, length) -> Math.addExact(day, Math.floorDiv(length, MICROS_PER_DAY));
                    case TIME -> (time, length) -> Math.floorMod(Math.addExact(time, length), MICROS_PER_DAY);
                    default -> Math::addExact;
                });
    }

    private static Expression shifted(Kind kind, Expression point, Expression length, LongBinaryOperator shift) {
        return new ScalarFunction(ColumnType.of(kind), List.of(point, length), Traits.FAILS, Kernel.longs((in, row) -> {
            try {
                return shift.applyAsLong(in.longAt(0, row), in.longAt(1, row));
            } catch (DateTimeException | ArithmeticException e) {
                throw new CairnException(
                        ErrorCode.VALUE_OUT_OF_RANGE,
                        "A time plus or minus an interval is outside the range of times",
                        e);
            }
        }));
    }

    /** Whole months from the second of two dates or timestamps to the first. */
    public static Expression monthsBetween(Kind kind, Expression later, Expression earlier) {
        return new ScalarFunction(
                ColumnType.of(Kind.MONTHS), List.of(later, earlier), Traits.SAFE, Kernel.longs((in, row) -> {
                    LocalDateTime end = dateTime(kind, in.longAt(0, row));
                    return dateTime(kind, in.longAt(1, row)).until(end, ChronoUnit.MONTHS);
                }));
    }

    private static LocalDateTime dateTime(Kind kind, long point) {
        return kind == Kind.DATE
                ? LocalDate.ofEpochDay(point).atStartOfDay()
                : LocalDateTime.ofEpochSecond(
                        Math.floorDiv(point, MICROS_PER_SECOND),
                        (int) Math.floorMod(point, MICROS_PER_SECOND) * 1000,
                        ZoneOffset.UTC);
    }

    /** The day of a timestamp. */
    public static Expression dayOf(Expression timestamp) {
        return ofLong(Kind.DATE, timestamp, micros -> Math.floorDiv(micros, MICROS_PER_DAY));
    }

    /** The time of day of a timestamp. */
    public static Expression timeOf(Expression timestamp) {
        return ofLong(Kind.TIME, timestamp, micros -> Math.floorMod(micros, MICROS_PER_DAY));
    }

    /** Times rounded half up to a multiple of microseconds. */
    public static Expression rounded(Kind kind, Expression operand, long multipleOf) {
        return ofLong(kind, operand, micros -> Math.floorDiv(micros + multipleOf / 2, multipleOf) * multipleOf);
    }

    /** The last day of the month of a date. */
    public static Expression lastDay(Expression date) {
        return ofLong(
                Kind.DATE,
                date,
                day -> LocalDate.ofEpochDay(day)
                        .with(TemporalAdjusters.lastDayOfMonth())
                        .toEpochDay());
    }
}
