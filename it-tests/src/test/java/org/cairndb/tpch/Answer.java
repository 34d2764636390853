package org.cairndb.tpch;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query in their order. Integers and sums of fixed-point numbers are compared exactly, floating point to nine digits. Averages and quotients of
 * fixed-point numbers have as many digits as each database likes; they are compared to those that both have.
 */
public final class Answer {
    private static final BigDecimal DOUBLE_DIGITS = new BigDecimal("1e-9");

    /** Seconds that a query may take, which is minutes in H2 on a machine that builds something else too. */
    public static final int MAX_SECONDS = 300;

    private final List<List<Object>> rows;

    private Answer(List<List<Object>> rows) {
        this.rows = rows;
    }

    /** Runs a query, for a limited time, and reads every value. */
    public static Answer of(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(MAX_SECONDS);
            try (ResultSet result = statement.executeQuery(sql)) {
                return of(result);
            }
        }
    }

    /** Reads every value of what is left of a result. */
    public static Answer of(ResultSet result) throws SQLException {
        int columns = result.getMetaData().getColumnCount();
        List<List<Object>> rows = new ArrayList<>();
        while (result.next()) {
            List<Object> row = new ArrayList<>(columns);
            for (int i = 1; i <= columns; i++) {
                row.add(plain(result.getObject(i)));
            }
            rows.add(row);
        }
        return new Answer(rows);
    }

    private static Object plain(@Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof Date date) {
            return date.toLocalDate().toString();
        }
        if (value instanceof Long || value instanceof Integer || value instanceof BigInteger) {
            return new BigDecimal(value.toString());
        }
        return value instanceof BigDecimal || value instanceof Double ? value : value.toString();
    }

    /** The number of rows. */
    public int size() {
        return rows.size();
    }

    @Override
    public String toString() {
        return rows.toString();
    }

    /** What the first difference is, if there is any. */
    public Optional<String> difference(Answer other) {
        if (rows.size() != other.rows.size()) {
            return Optional.of("%d rows instead of %d".formatted(rows.size(), other.rows.size()));
        }
        for (int i = 0; i < rows.size(); i++) {
            if (!areEqual(rows.get(i), other.rows.get(i))) {
                return Optional.of("row %d is %s instead of %s".formatted(i, rows.get(i), other.rows.get(i)));
            }
        }
        return Optional.empty();
    }

    private static boolean areEqual(List<Object> left, List<Object> right) {
        boolean equal = left.size() == right.size();
        for (int i = 0; equal && i < left.size(); i++) {
            equal = areEqual(left.get(i), right.get(i));
        }
        return equal;
    }

    private static boolean areEqual(Object left, Object right) {
        if (left instanceof BigDecimal exact && right instanceof BigDecimal other) {
            return areEqual(exact, other);
        }
        if (left instanceof Number number && right instanceof Number other) {
            return areClose(number, other);
        }
        return left.equals(right);
    }

    private static boolean areEqual(BigDecimal left, BigDecimal right) {
        int shorter = Math.min(left.scale(), right.scale());
        boolean hasCommonDigits = shorter > 0 && left.scale() != right.scale();
        return left.compareTo(right) == 0
                || (hasCommonDigits
                        && left.subtract(right).abs().compareTo(BigDecimal.ONE.movePointLeft(shorter)) <= 0);
    }

    private static boolean areClose(Number left, Number right) {
        BigDecimal first = new BigDecimal(left.toString());
        BigDecimal second = new BigDecimal(right.toString());
        BigDecimal difference = first.subtract(second).abs();
        return difference.compareTo(first.abs().max(second.abs()).multiply(DOUBLE_DIGITS)) <= 0
                || difference.compareTo(lastDigit(left).max(lastDigit(right))) <= 0;
    }

    /** What one in the last digit of a quotient of fixed-point numbers is. */
    private static BigDecimal lastDigit(Number number) {
        boolean isFixed = number instanceof BigDecimal decimal && decimal.scale() > 0;
        return isFixed ? BigDecimal.ONE.movePointLeft(((BigDecimal) number).scale()) : BigDecimal.ZERO;
    }
}
