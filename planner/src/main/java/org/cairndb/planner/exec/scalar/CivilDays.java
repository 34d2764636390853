package org.cairndb.planner.exec.scalar;

/**
 * Year, month and day of days since 1970 by whole-number arithmetic alone. Years are counted from March on, so that the day that only leap years have is the last
 * of its year; 400 such years always have the same number of days.
 */
final class CivilDays {
    private static final long DAYS_TO_EPOCH = 719_468;
    private static final long DAYS_PER_CYCLE = 146_097;

    private CivilDays() {}

    private static long dayOfCycle(long day) {
        return Math.floorMod(day + DAYS_TO_EPOCH, DAYS_PER_CYCLE);
    }

    private static long yearOfCycle(long dayOfCycle) {
        return (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365;
    }

    private static long dayOfYear(long day) {
        long ofCycle = dayOfCycle(day);
        long year = yearOfCycle(ofCycle);
        return ofCycle - (365 * year + year / 4 - year / 100);
    }

    static long year(long day) {
        long fromMarch = yearOfCycle(dayOfCycle(day)) + Math.floorDiv(day + DAYS_TO_EPOCH, DAYS_PER_CYCLE) * 400;
        return fromMarch + (dayOfYear(day) >= 306 ? 1 : 0);
    }

    static long month(long day) {
        long fromMarch = (5 * dayOfYear(day) + 2) / 153;
        return fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
    }

    static long dayOfMonth(long day) {
        long ofYear = dayOfYear(day);
        long fromMarch = (5 * ofYear + 2) / 153;
        return ofYear - (153 * fromMarch + 2) / 5 + 1;
    }
}
