package org.cairndb.planner.time;

/** Intervals as text, in the form of SQL literals. */
public final class IntervalText {
    private static final int MONTHS_PER_YEAR = 12;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long SECONDS_PER_DAY = 86_400;

    private IntervalText() {}

    /** Years and months, such as {@code 1-02}. */
    public static String ofMonths(long months) {
        long size = Math.abs(months);
        return "%s%d-%02d".formatted(months < 0 ? "-" : "", size / MONTHS_PER_YEAR, size % MONTHS_PER_YEAR);
    }

    /** Days and time, such as {@code 3 04:05:06.5}. */
    public static String ofMicros(long micros) {
        long size = Math.abs(micros);
        long seconds = size / MICROS_PER_SECOND;
        long ofDay = seconds % SECONDS_PER_DAY;
        String whole = "%s%d %02d:%02d:%02d"
                .formatted(micros < 0 ? "-" : "", seconds / SECONDS_PER_DAY, ofDay / 3600, ofDay / 60 % 60, ofDay % 60);
        long fraction = size % MICROS_PER_SECOND;
        return fraction == 0 ? whole : whole + "." + "%06d".formatted(fraction).replaceAll("0+$", "");
    }
}
