package org.cairndb.it.sqllogic;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import net.hydromatic.sqllogictest.SqlTestQueryOutputDescription;
import net.hydromatic.sqllogictest.SqlTestQueryOutputDescription.SortOrder;

/** What a script expects of a query, in the form of SQLite's logic tests. */
final class ExpectedRows {
    private final SqlTestQueryOutputDescription expected;

    ExpectedRows(SqlTestQueryOutputDescription expected) {
        this.expected = expected;
    }

    /** What is wrong with a result; empty if it is as expected. */
    String difference(ResultSet result) throws SQLException {
        List<String> values = values(result);
        if (values.size() != expected.getValueCount()) {
            return "%d values instead of %d".formatted(values.size(), expected.getValueCount());
        }
        if (expected.hash != null && !expected.hash.isEmpty()) {
            return hash(values).equals(expected.hash) ? "" : "other values";
        }
        return values.equals(expected.getQueryResults())
                ? ""
                : "%s instead of %s".formatted(values, expected.getQueryResults());
    }

    private List<String> values(ResultSet result) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        while (result.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 0; i < expected.columnTypes.length(); i++) {
                row.add(value(result, i + 1, expected.columnTypes.charAt(i)));
            }
            rows.add(row);
        }
        if (expected.getOrder() == SortOrder.ROW) {
            rows.sort(ExpectedRows::compare);
        }
        List<String> values = new ArrayList<>();
        rows.forEach(values::addAll);
        if (expected.getOrder() == SortOrder.VALUE) {
            Collections.sort(values);
        }
        return values;
    }

    private static int compare(List<String> a, List<String> b) {
        for (int i = 0; i < a.size(); i++) {
            int order = Comparator.<String>naturalOrder().compare(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static String value(ResultSet result, int column, char type) throws SQLException {
        String text = switch (type) {
            case 'I' -> Long.toString(result.getLong(column));
            case 'R' -> String.format(Locale.ROOT, "%.3f", result.getDouble(column));
            default -> String.valueOf(result.getString(column));
        };
        if (result.wasNull()) {
            return "NULL";
        }
        return text.isEmpty() ? "(empty)" : text;
    }

    private static String hash(List<String> values) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            values.forEach(value -> digest.update((value + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
