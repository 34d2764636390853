package org.cairndb.tpch;

import java.util.Locale;
import java.util.regex.Pattern;

/** Standard SQL in the words of SQLite, where a date is its text. */
final class SqliteDialect {
    private static final Pattern SHIFTED_DATE =
            Pattern.compile("DATE ('[^']*') ([+-]) INTERVAL '(\\d+)' (DAY|MONTH|YEAR)");
    private static final Pattern DATE = Pattern.compile("DATE ('[^']*')");
    private static final Pattern YEAR = Pattern.compile("EXTRACT\\(YEAR FROM (\\w+)\\)");
    private static final Pattern SUBSTRING = Pattern.compile("SUBSTRING\\((\\w+) FROM (\\d+) FOR (\\d+)\\)");

    private SqliteDialect() {}

    static String translate(String sql) {
        String shifted = SHIFTED_DATE
                .matcher(sql)
                .replaceAll(match -> "date(%s, '%s%s %s')"
                        .formatted(
                                match.group(1),
                                match.group(2),
                                match.group(3),
                                match.group(4).toLowerCase(Locale.ROOT)));
        String dates = DATE.matcher(shifted).replaceAll("$1");
        String years = YEAR.matcher(dates).replaceAll("CAST(strftime('%Y', $1) AS INTEGER)");
        return SUBSTRING.matcher(years).replaceAll("substr($1, $2, $3)");
    }
}
