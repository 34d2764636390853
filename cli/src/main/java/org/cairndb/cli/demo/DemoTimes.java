package org.cairndb.cli.demo;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;

/**
 * When the story of the demonstration happens.
 *
 * @param productsAdded last quarter, when the catalog was made
 * @param endOfLastQuarter the last second of that quarter
 */
record DemoTimes(LocalDateTime productsAdded, LocalDateTime endOfLastQuarter) {
    private static final int DAYS_BEFORE_THE_END = 45;
    private static final int HOUR = 9;

    /** The times as seen from today. */
    static DemoTimes of(Clock clock) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate quarter = today.with(IsoFields.DAY_OF_QUARTER, 1);
        return new DemoTimes(
                quarter.minusDays(DAYS_BEFORE_THE_END).atTime(HOUR, 0),
                quarter.atStartOfDay().minusSeconds(1));
    }

    /** A clock that stands still when the products were added. */
    Clock whenProductsWereAdded() {
        return Clock.fixed(productsAdded.toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
    }
}
