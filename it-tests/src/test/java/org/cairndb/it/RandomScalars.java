package org.cairndb.it;

import java.util.Random;

/**
 * Random scalar expressions over a table {@code t} with columns {@code id}, {@code l}, {@code m} (integers), {@code n} (decimal of 2 digits), {@code w} (decimal
 * of 4 digits, many of them wide), {@code d} (double), {@code s}, {@code k} (text), {@code b} (boolean), {@code dt} (date) and {@code ts} (timestamp), in the
 * part of SQL in which our dialect and H2 mean the same. None of them can fail.
 */
final class RandomScalars {
    private static final int MAX_DEPTH = 3;

    private final Random random;

    RandomScalars(long seed) {
        this.random = new Random(seed);
    }

    /** An expression of any type. */
    String any() {
        return switch (random.nextInt(6)) {
            case 0 -> integer(0);
            case 1 -> decimal(0);
            case 2 -> floating(0);
            case 3 -> text(0);
            case 4 -> time(0);
            default -> condition(0);
        };
    }

    /** A condition. */
    String condition() {
        return condition(0);
    }

    private String integer(int depth) {
        if (depth >= MAX_DEPTH || random.nextInt(4) == 0) {
            return pick("l", "m", "m", Integer.toString(random.nextInt(20) - 10));
        }
        int next = depth + 1;
        return switch (random.nextInt(12)) {
            case 0 -> "(" + integer(next) + pick(" + ", " - ") + integer(next) + ")";
            case 1 -> "(" + pick("l", "m") + " * " + random.nextInt(9) + ")";
            case 2 -> "(" + integer(next) + " / " + (1 + random.nextInt(7)) + ")";
            case 3 -> "MOD(" + integer(next) + ", " + (1 + random.nextInt(7)) + ")";
            case 4 -> "ABS(" + integer(next) + ")";
            case 5 -> pick("COALESCE(", "NULLIF(") + integer(next) + ", " + integer(next) + ")";
            case 6 -> "CASE WHEN " + condition(next) + " THEN " + integer(next) + " ELSE " + integer(next) + " END";
            case 7 -> "CHAR_LENGTH(" + text(next) + ")";
            case 8 -> "EXTRACT(" + pick("YEAR", "MONTH", "DAY", "QUARTER", "DOY") + " FROM " + time(next) + ")";
            case 9 -> "EXTRACT(" + pick("HOUR", "MINUTE", "SECOND") + " FROM ts)";
            case 10 -> "CAST(" + pick("n", "(n * 10)", "n / 1") + " AS BIGINT)";
            default -> "POSITION(" + pick("'a'", "'b'", "k", "''") + " IN " + text(next) + ")";
        };
    }

    private String decimal(int depth) {
        if (depth >= MAX_DEPTH || random.nextInt(4) == 0) {
            return pick("n", "n", "w", "1.5", "-0.25");
        }
        int next = depth + 1;
        return switch (random.nextInt(7)) {
            case 0, 1 -> "(" + decimal(next) + pick(" + ", " - ") + decimal(next) + ")";
            case 2 -> "(n * " + pick("n", "l", "1.05", "(1 - n)") + ")";
            case 3 -> "CAST(" + pick("n", "w", "l") + " AS DECIMAL(" + "30, 3" + "))";
            case 4 -> "ABS(" + decimal(next) + ")";
            case 5 -> "CASE WHEN " + condition(next) + " THEN " + decimal(next) + " ELSE " + decimal(next) + " END";
            default -> "COALESCE(" + decimal(next) + ", " + decimal(next) + ")";
        };
    }

    private String floating(int depth) {
        if (depth >= MAX_DEPTH || random.nextInt(4) == 0) {
            return pick("d", "d", "CAST(2.5 AS DOUBLE PRECISION)");
        }
        int next = depth + 1;
        return switch (random.nextInt(6)) {
            case 0 -> "(" + floating(next) + pick(" + ", " - ", " * ") + floating(next) + ")";
            case 1 -> "(" + floating(next) + " / CAST(8 AS DOUBLE PRECISION))";
            case 2 -> pick("FLOOR(", "CEIL(", "ABS(") + floating(next) + ")";
            case 3 -> "SQRT(ABS(" + floating(next) + "))";
            case 4 -> "CAST(" + pick("l", "n", "m") + " AS DOUBLE PRECISION)";
            default -> "CASE WHEN " + condition(next) + " THEN " + floating(next) + " ELSE " + floating(next) + " END";
        };
    }

    private String text(int depth) {
        if (depth >= MAX_DEPTH || random.nextInt(4) == 0) {
            return pick("s", "k", "s", "'a b'");
        }
        int next = depth + 1;
        return switch (random.nextInt(12)) {
            case 0 -> "(" + text(next) + " || " + text(next) + ")";
            case 1 -> pick("UPPER(", "LOWER(") + text(next) + ")";
            case 2 -> "SUBSTRING(" + text(next) + " FROM " + (1 + random.nextInt(4)) + ")";
            case 3 ->
                "SUBSTRING(" + text(next) + " FROM " + (1 + random.nextInt(4)) + " FOR " + random.nextInt(4) + ")";
            case 4 ->
                "TRIM(" + pick("BOTH", "LEADING", "TRAILING") + pick(" 'a'", " ' '") + " FROM " + text(next) + ")";
            case 5 -> "REPLACE(" + text(next) + ", " + pick("'a'", "'bc'") + ", " + pick("'x'", "'ä'", "''") + ")";
            case 6 -> pick("LEFT(", "RIGHT(") + text(next) + ", " + random.nextInt(5) + ")";
            case 7 -> pick("LPAD(", "RPAD(") + text(next) + ", " + random.nextInt(9) + ", '*')";
            case 8 -> "CAST(" + pick("l", "n", "dt", "ts", "b") + " AS VARCHAR)";
            case 9 -> "CASE WHEN " + condition(next) + " THEN " + text(next) + " ELSE " + text(next) + " END";
            case 10 -> "REPEAT(k, " + random.nextInt(3) + ")";
            default -> "COALESCE(" + text(next) + ", " + text(next) + ")";
        };
    }

    private String time(int depth) {
        if (depth >= MAX_DEPTH || random.nextInt(3) == 0) {
            return pick("dt", "ts");
        }
        String amount = "INTERVAL '" + (1 + random.nextInt(40)) + "' ";
        return switch (random.nextInt(4)) {
            case 0 -> "(dt" + pick(" + ", " - ") + amount + pick("DAY", "MONTH", "YEAR") + ")";
            case 1 -> "(ts" + pick(" + ", " - ") + amount + pick("DAY", "MONTH", "HOUR", "SECOND") + ")";
            case 2 -> "CAST(ts AS DATE)";
            default -> "CAST(dt AS TIMESTAMP)";
        };
    }

    private String condition(int depth) {
        int next = depth + 1;
        if (depth < MAX_DEPTH && random.nextInt(2) == 0) {
            return switch (random.nextInt(4)) {
                case 0 -> "NOT (" + condition(next) + ")";
                case 1 -> "(" + condition(next) + " IS" + pick(" ", " NOT ") + pick("TRUE", "FALSE", "UNKNOWN") + ")";
                default -> "(" + condition(next) + pick(" AND ", " OR ") + condition(next) + ")";
            };
        }
        String comparison = pick(" = ", " <> ", " < ", " <= ", " > ", " >= ");
        return switch (random.nextInt(13)) {
            case 0 -> "b";
            case 1 -> integer(next) + comparison + integer(next);
            case 2 -> decimal(next) + comparison + decimal(next);
            case 3 -> floating(next) + comparison + floating(next);
            case 4 -> text(next) + comparison + text(next);
            case 5 -> pick("dt", "ts") + comparison + pick("dt", "ts", "DATE '2024-02-10'");
            case 6 -> integer(next) + pick(" IN (", " NOT IN (") + numbers() + ")";
            case 7 -> text(next) + pick(" IN ('abc', 'b', '')", " NOT IN ('ab', 'A', 'äb')");
            case 8 -> integer(next) + pick(" BETWEEN ", " NOT BETWEEN ") + "-5 AND " + random.nextInt(30);
            case 9 -> text(next) + pick(" LIKE ", " NOT LIKE ", " ILIKE ") + pattern();
            case 10 -> pick("l", "n", "s", "b", "ts") + pick(" IS NULL", " IS NOT NULL");
            case 11 -> integer(next) + pick(" IS DISTINCT FROM ", " IS NOT DISTINCT FROM ") + integer(next);
            default -> "n" + pick(" IN (1.25, 3, 7.5)", " NOT IN (0.5, 2)");
        };
    }

    private String numbers() {
        StringBuilder list = new StringBuilder(pick("NULL, ", "", "", "")).append(random.nextInt(5));
        int count = random.nextInt(4) == 0 ? 30 : random.nextInt(4);
        for (int i = 0; i < count; i++) {
            list.append(", ").append(random.nextInt(80) - 40);
        }
        return list.toString();
    }

    private String pattern() {
        return pick("'a%'", "'%b'", "'%ab%'", "'a_c%'", "'%a%b%'", "'abc'", "''", "'_'", "'%ä%'");
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
