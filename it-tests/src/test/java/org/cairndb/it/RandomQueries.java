package org.cairndb.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Random SELECT statements over tables {@code left_table} and {@code right_table}, each with columns {@code id} (unique), {@code k}, {@code n} (integers),
 * {@code d} (double) and {@code s} (text), all but id with NULLs. Statements that order do so by every column, so that there is one right order.
 */
final class RandomQueries {
    private static final int MAX_DEPTH = 2;

    private final Random random;

    RandomQueries(long seed) {
        this.random = new Random(seed);
    }

    /** The next statement. */
    String next() {
        boolean join = random.nextInt(3) > 0;
        List<String> aliases = join ? List.of("a", "b") : List.of("a");
        String from = "left_table a" + (join ? join() : "");
        String where = random.nextInt(4) > 0 ? " WHERE " + condition(aliases, 0) : "";
        return random.nextInt(3) == 0 ? grouped(aliases, from + where) : plain(aliases, from + where);
    }

    private String join() {
        String on = pick(
                "a.k = b.k", "a.id = b.id", "a.s = b.s", "a.k = b.k AND a.n < b.n", "a.k = b.n AND b.s IS NOT NULL");
        return pick(" JOIN", " LEFT JOIN") + " right_table b ON " + on;
    }

    private String plain(List<String> aliases, String rest) {
        List<String> columns = some(1, 4, () -> scalar(aliases));
        String select = (random.nextInt(4) == 0 ? "SELECT DISTINCT " : "SELECT ") + named(columns);
        return select + " FROM " + rest + order(columns.size());
    }

    private String grouped(List<String> aliases, String rest) {
        List<String> keys = random.nextInt(5) == 0 ? List.of() : some(1, 2, () -> column(aliases, pick("k", "n", "s")));
        keys = keys.stream().distinct().toList();
        List<String> columns = new ArrayList<>(keys);
        columns.addAll(some(1, 3, () -> aggregate(aliases)));
        String group = keys.isEmpty() ? "" : " GROUP BY " + String.join(", ", keys);
        String having = keys.isEmpty() || random.nextInt(3) > 0 ? "" : " HAVING COUNT(*) > " + random.nextInt(4);
        return "SELECT " + named(columns) + " FROM " + rest + group + having + order(columns.size());
    }

    private static String named(List<String> columns) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> columns.get(i) + " AS c" + i)
                .collect(Collectors.joining(", "));
    }

    private String order(int columns) {
        if (random.nextInt(2) == 0) {
            return "";
        }
        String by = IntStream.range(0, columns)
                .mapToObj(i -> "c" + i + pick(" ASC", " DESC") + pick(" NULLS FIRST", " NULLS LAST"))
                .collect(Collectors.joining(", "));
        String limit = random.nextInt(2) == 0 ? "" : " LIMIT " + random.nextInt(20);
        String offset = limit.isEmpty() || random.nextInt(2) == 0 ? "" : " OFFSET " + random.nextInt(10);
        return " ORDER BY " + by + limit + offset;
    }

    private String aggregate(List<String> aliases) {
        return switch (random.nextInt(6)) {
            case 0 -> "COUNT(*)";
            case 1 -> "COUNT(" + column(aliases, pick("k", "n", "s")) + ")";
            case 2 -> "COUNT(DISTINCT " + column(aliases, pick("k", "n", "s")) + ")";
            case 3 -> "SUM(" + integer(aliases) + ")";
            case 4 -> pick("MIN(", "MAX(") + column(aliases, pick("n", "d", "s")) + ")";
            default -> "SUM(" + column(aliases, "d") + ")";
        };
    }

    private String scalar(List<String> aliases) {
        return switch (random.nextInt(6)) {
            case 0 -> integer(aliases);
            case 1 -> "COALESCE(" + column(aliases, "s") + ", 'none')";
            case 2 -> "CASE WHEN " + condition(aliases, MAX_DEPTH) + " THEN " + integer(aliases) + " ELSE -1 END";
            case 3 -> pick("UPPER(", "LOWER(") + column(aliases, "s") + ")";
            default -> column(aliases, pick("id", "k", "n", "d", "s"));
        };
    }

    private String integer(List<String> aliases) {
        String column = column(aliases, pick("id", "k", "n"));
        return random.nextInt(2) == 0 ? column : "(" + column + pick(" + ", " - ", " * ") + random.nextInt(5) + ")";
    }

    private String condition(List<String> aliases, int depth) {
        if (depth < MAX_DEPTH && random.nextInt(2) == 0) {
            return switch (random.nextInt(5)) {
                case 0 -> "NOT (" + condition(aliases, depth + 1) + ")";
                case 1 -> subquery(aliases);
                default ->
                    "(" + condition(aliases, depth + 1) + pick(" AND ", " OR ") + condition(aliases, depth + 1) + ")";
            };
        }
        String comparison = pick(" = ", " <> ", " < ", " <= ", " > ", " >= ");
        return switch (random.nextInt(8)) {
            case 0 -> column(aliases, pick("k", "n", "d", "s")) + pick(" IS NULL", " IS NOT NULL");
            case 1 -> column(aliases, "s") + pick(" LIKE ", " NOT LIKE ") + pick("'s1%'", "'%2'", "'s_'", "'%'");
            case 2 -> column(aliases, "s") + comparison + "'s" + random.nextInt(30) + "'";
            case 3 -> integer(aliases) + comparison + integer(aliases);
            case 4 -> column(aliases, "d") + comparison + random.nextInt(100) / 4.0;
            case 5 -> {
                int low = random.nextInt(60);
                yield column(aliases, "n") + " BETWEEN " + low + " AND " + (low + random.nextInt(40));
            }
            case 6 ->
                column(aliases, pick("id", "k")) + pick(" IN (", " NOT IN (")
                        + String.join(", ", some(1, 4, () -> Integer.toString(random.nextInt(50)))) + ")";
            default -> column(aliases, pick("id", "k", "n")) + comparison + random.nextInt(80);
        };
    }

    private String subquery(List<String> aliases) {
        String inner = "right_table x WHERE x.n " + pick("<", ">") + " " + random.nextInt(100);
        return switch (random.nextInt(4)) {
            case 0 -> column(aliases, "k") + " IN (SELECT x.k FROM " + inner + ")";
            case 1 ->
                pick("EXISTS", "NOT EXISTS") + " (SELECT 1 FROM " + inner + " AND x.k = " + column(aliases, "k") + ")";
            case 2 -> column(aliases, "n") + " > (SELECT MIN(x.n) FROM " + inner + ")";
            default -> column(aliases, "id") + " NOT IN (SELECT x.id FROM " + inner + ")";
        };
    }

    private String column(List<String> aliases, String name) {
        return aliases.get(random.nextInt(aliases.size())) + "." + name;
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private List<String> some(int least, int most, Supplier<String> one) {
        int count = least + random.nextInt(most - least + 1);
        return IntStream.range(0, count).mapToObj(i -> one.get()).toList();
    }
}
