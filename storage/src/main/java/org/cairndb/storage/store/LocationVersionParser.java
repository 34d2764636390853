package org.cairndb.storage.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Reads the part of a location behind the {@code @}. */
final class LocationVersionParser {
    private static final Pattern TX = Pattern.compile("[0-9]{1,18}");
    private static final Pattern INSTANT = Pattern.compile("[0-9]{4}-.*");
    private static final Pattern ZONED = Pattern.compile(".*[T ].*(Z|[+-][0-9]{2}(:?[0-9]{2})?)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._/~-]+");
    private static final int DATE_LENGTH = "2000-01-01".length();

    private LocationVersionParser() {}

    static LocationVersion parse(String text) {
        if (TX.matcher(text).matches()) {
            return new LocationVersion.AtTx(Long.parseLong(text));
        }
        if (INSTANT.matcher(text).matches()) {
            return new LocationVersion.AtInstant(parseInstant(text));
        }
        if (!NAME.matcher(text).matches()) {
            throw invalid(text, null);
        }
        return new LocationVersion.Named(text);
    }

    private static Instant parseInstant(String text) {
        try {
            if (text.length() == DATE_LENGTH) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            String iso = text.replace(' ', 'T');
            if (ZONED.matcher(text).matches()) {
                return OffsetDateTime.parse(iso).toInstant();
            }
            return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw invalid(text, e);
        }
    }

    private static CairnException invalid(String text, @Nullable Throwable cause) {
        return new CairnException(
                ErrorCode.OPTION_INVALID,
                "\"%s\" is not a version; give a tx number, a branch, tag or commit, or an instant such as 2025-03-31T12:00:00Z"
                        .formatted(text),
                cause);
    }
}
