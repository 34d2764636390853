package org.cairndb.planner.time;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** Times as people write them: a date, a date and a time in UTC, or either with an offset. */
public final class TimestampText {
    private static final int DATE_LENGTH = 10;

    private TimestampText() {}

    /**
     * Microseconds since 1970 of a text such as {@code 2025-01-31}, {@code 2025-01-31 12:00:00.5} or {@code 2025-01-31T12:00:00Z}.
     *
     * @throws CairnException TIME_INVALID if it is no time
     */
    public static long micros(String text) {
        String trimmed = text.trim();
        try {
            if (trimmed.length() <= DATE_LENGTH) {
                return Values.microsOf(LocalDate.parse(trimmed).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
            String iso = trimmed.replace(' ', 'T');
            boolean hasOffset = iso.endsWith("Z") || iso.indexOf('+') > 0 || iso.lastIndexOf('-') > DATE_LENGTH;
            return Values.microsOf(
                    hasOffset
                            ? OffsetDateTime.parse(iso).toInstant()
                            : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            throw new CairnException(
                    ErrorCode.TIME_INVALID,
                    "\"%s\" is not a time; write it as 2025-01-31 or 2025-01-31 12:00:00".formatted(text),
                    e);
        }
    }
}
