package org.cairndb.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Random grouping statements and set operations over a table {@code fact} with columns b (boolean), l, k (integers), d (double), n, w (narrow and wide
 * decimals), s, t (text), born (date), moment and u (UUID), each in our dialect and in that of H2, which has no grouping sets and names some functions otherwise.
 */
final class RandomAggregates {
    private static final List<String> KEYS = List.of("b", "k", "d", "n", "w", "s", "born", "moment", "u");
    private static final List<String> NUMBERS = List.of("l", "k", "d", "n", "w");
    private static final List<String> ALL = List.of("b", "l", "k", "d", "n", "w", "s", "t", "born", "moment", "u");

    private final Random random;

    /** One statement in two dialects. */
    record Statement(String ours, String oracle) {}

    /** One expression in two dialects. */
    private record Both(String ours, String oracle) {
        static Both same(String sql) {
            return new Both(sql, sql);
        }
    }

    RandomAggregates(long seed) {
        this.random = new Random(seed);
    }

    /** The next statement. */
    Statement next() {
        return switch (random.nextInt(6)) {
            case 0 -> setOperation();
            case 1 -> groupingSets();
            default -> grouped();
        };
    }

    private Statement grouped() {
        List<String> keys = random.nextInt(6) == 0 ? List.of() : some(1, 3, () -> pick(KEYS));
        keys = keys.stream().distinct().toList();
        List<Both> calls = some(keys.isEmpty() ? 1 : 0, 4, this::call);
        String where = where();
        String having = keys.isEmpty() || random.nextInt(3) > 0 ? "" : " HAVING COUNT(*) > " + random.nextInt(30);
        String group = keys.isEmpty() ? "" : " GROUP BY " + String.join(", ", keys);
        String rest = " FROM fact" + where + group + having;
        return new Statement(
                "SELECT " + list(keys, calls.stream().map(Both::ours).toList()) + rest,
                "SELECT " + list(keys, calls.stream().map(Both::oracle).toList()) + rest);
    }

    private static String list(List<String> keys, List<String> calls) {
        List<String> columns = new ArrayList<>(keys);
        columns.addAll(calls);
        return IntStream.range(0, columns.size())
                .mapToObj(i -> columns.get(i) + " AS c" + i)
                .collect(Collectors.joining(", "));
    }

    private String where() {
        return switch (random.nextInt(5)) {
            case 0 -> " WHERE k < " + random.nextInt(8);
            case 1 -> " WHERE s IS NOT NULL AND l > 0";
            case 2 -> random.nextInt(4) == 0 ? " WHERE k > 1000" : "";
            default -> "";
        };
    }

    /** For H2 each grouping set is a statement of its own. */
    private Statement groupingSets() {
        List<String> keys = List.of("b", "k", "s").subList(0, 1 + random.nextInt(3));
        List<List<String>> sets = new ArrayList<>();
        String clause = switch (random.nextInt(3)) {
            case 0 -> {
                for (int i = keys.size(); i >= 0; i--) {
                    sets.add(keys.subList(0, i));
                }
                yield "ROLLUP(" + String.join(", ", keys) + ")";
            }
            case 1 -> {
                for (int bits = 0; bits < 1 << keys.size(); bits++) {
                    int chosen = bits;
                    sets.add(IntStream.range(0, keys.size())
                            .filter(i -> (chosen >> i & 1) != 0)
                            .mapToObj(keys::get)
                            .toList());
                }
                yield "CUBE(" + String.join(", ", keys) + ")";
            }
            default -> {
                keys.forEach(key -> sets.add(List.of(key)));
                yield "GROUPING SETS("
                        + keys.stream().map(key -> "(" + key + ")").collect(Collectors.joining(", ")) + ")";
            }
        };
        List<Both> calls = some(1, 3, this::call);
        String where = where();
        List<String> ours = new ArrayList<>(calls.stream().map(Both::ours).toList());
        ours.add("GROUPING(" + String.join(", ", keys) + ")");
        List<String> parts = sets.stream()
                .map(set -> ofSet(keys, set, calls.stream().map(Both::oracle).toList(), where))
                .toList();
        return new Statement(
                "SELECT " + list(keys, ours) + " FROM fact" + where + " GROUP BY " + clause,
                String.join(" UNION ALL ", parts));
    }

    private static String ofSet(List<String> keys, List<String> set, List<String> calls, String where) {
        List<String> columns = new ArrayList<>();
        int bits = 0;
        for (String key : keys) {
            boolean isKey = set.contains(key);
            columns.add(isKey ? key : "NULL");
            bits = bits << 1 | (isKey ? 0 : 1);
        }
        columns.addAll(calls);
        columns.add(Integer.toString(bits));
        String group = set.isEmpty() ? "" : " GROUP BY " + String.join(", ", set);
        return "SELECT " + String.join(", ", columns) + " FROM fact" + where + group;
    }

    private Statement setOperation() {
        List<String> columns = some(1, 3, () -> pick(KEYS));
        String operation = pick(List.of(" UNION ", " UNION ALL ", " INTERSECT ", " EXCEPT "));
        String select = "SELECT " + list(columns, List.of()) + " FROM fact WHERE ";
        String sql = select + "k < " + random.nextInt(8) + operation + select + "k > " + random.nextInt(8);
        return new Statement(sql, sql);
    }

    private Both call() {
        Both function = function();
        if (random.nextInt(4) > 0 || function.ours.startsWith("PERCENTILE")) {
            return function;
        }
        String filter = " FILTER (WHERE " + pick(List.of("b", "k > 3", "s IS NULL", "l < 0")) + ")";
        return new Both(function.ours + filter, function.oracle + filter);
    }

    private Both function() {
        String number = pick(NUMBERS);
        return switch (random.nextInt(16)) {
            case 0 -> Both.same("COUNT(*)");
            case 1 -> Both.same("COUNT(" + pick(ALL) + ")");
            case 2 -> Both.same("COUNT(DISTINCT " + pick(ALL) + ")");
            case 3, 4 -> Both.same("SUM(" + number + ")");
            case 5 -> Both.same("SUM(DISTINCT " + number + ")");
            case 6 -> average(number);
            case 7, 8 -> Both.same(pick(List.of("MIN(", "MAX(")) + pick(ALL) + ")");
            case 9 -> Both.same(pick(List.of("STDDEV_POP(", "STDDEV_SAMP(", "VAR_POP(", "VAR_SAMP(")) + "d)");
            case 10 -> new Both(pick(List.of("BOOL_AND(b)")), "EVERY(b)");
            case 11 -> new Both("BIT_AND(k)", "BIT_AND_AGG(k)");
            case 12 -> new Both("BIT_XOR(l)", "BIT_XOR_AGG(l)");
            case 13 -> Both.same("LISTAGG(t, '/') WITHIN GROUP (ORDER BY t" + pick(List.of("", " DESC")) + ")");
            case 14 -> Both.same("PERCENTILE_CONT(0.3) WITHIN GROUP (ORDER BY d)");
            default -> Both.same("COVAR_POP(d, CAST(k AS DOUBLE PRECISION))");
        };
    }

    private Both average(String number) {
        return Both.same("AVG(" + (random.nextInt(3) == 0 ? "DISTINCT " : "") + number + ")");
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private <T> List<T> some(int least, int most, Supplier<T> one) {
        int count = least + random.nextInt(most - least + 1);
        return IntStream.range(0, count).mapToObj(i -> one.get()).toList();
    }
}
