package org.cairndb.jdbc;

import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;

/** The classes of {@code java.sql} for times: points in time whose clock, in the zone of a calendar or of the JVM, shows the value. */
final class LegacyTimes {
    private LegacyTimes() {}

    private static ZoneId zone(@Nullable Calendar calendar) {
        return calendar == null
                ? ZoneId.systemDefault()
                : calendar.getTimeZone().toZoneId();
    }

    private static long millis(LocalDateTime value, @Nullable Calendar calendar) {
        return value.atZone(zone(calendar)).toInstant().toEpochMilli();
    }

    static Date date(LocalDate value, @Nullable Calendar calendar) {
        return new Date(millis(value.atStartOfDay(), calendar));
    }

    /** Exact to the millisecond. */
    static Time time(LocalTime value, @Nullable Calendar calendar) {
        return new Time(millis(value.atDate(LocalDate.EPOCH), calendar));
    }

    static Timestamp timestamp(LocalDateTime value, @Nullable Calendar calendar) {
        Timestamp timestamp = new Timestamp(millis(value, calendar));
        timestamp.setNanos(value.getNano());
        return timestamp;
    }

    static LocalDate localDate(Date value, @Nullable Calendar calendar) {
        return local(value.getTime(), calendar).toLocalDate();
    }

    static LocalTime localTime(Time value, @Nullable Calendar calendar) {
        return local(value.getTime(), calendar).toLocalTime();
    }

    static LocalDateTime localDateTime(Timestamp value, @Nullable Calendar calendar) {
        int nanos = value.getNanos();
        return local(value.getTime(), calendar).withNano(nanos);
    }

    private static LocalDateTime local(long millis, @Nullable Calendar calendar) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), zone(calendar));
    }
}
