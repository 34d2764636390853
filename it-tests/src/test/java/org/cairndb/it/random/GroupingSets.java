package org.cairndb.it.random;

import static org.cairndb.it.random.Sql.fixed;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.cairndb.it.random.Sql.Node;
import org.cairndb.it.random.Sql.Side;

/** A query that groups by ROLLUP, CUBE or GROUPING SETS; on the other side the union of a query for each set of keys. */
final class GroupingSets {
    private static final int MAX_CUBE = 3;

    private final Random random;
    private final List<Column> columns = new ArrayList<>();
    private final List<Node> keys = new ArrayList<>();

    GroupingSets(Random random) {
        this.random = random;
    }

    /** A column of the result: a key, or an aggregate where there is no key. */
    private record Column(Node expression, Type type, int key) {
        boolean isKey() {
            return key >= 0;
        }
    }

    /** Adds a column with a key; keys that read the same are one. */
    void addKey(Type type, Node key) {
        int known = 0;
        while (known < keys.size()
                && !keys.get(known).render(true).text().equals(key.render(true).text())) {
            known++;
        }
        if (known == keys.size()) {
            keys.add(key);
        }
        columns.add(new Column(keys.get(known), type, known));
    }

    /** Adds a column with an aggregate. */
    void addAggregate(Node aggregate) {
        columns.add(new Column(aggregate, Type.LONG, -1));
    }

    /** The query over what stands between its columns and its groups. */
    Sql query(Sql from) {
        boolean isCube = keys.size() <= MAX_CUBE && random.nextBoolean();
        Sql ours = fixed(select(allKeys()), from, keys.isEmpty() ? "" : grouping(isCube));
        return fixed(new Side(true, ours), new Side(false, union(sets(isCube), from)));
    }

    private Set<Integer> allKeys() {
        Set<Integer> all = new LinkedHashSet<>();
        for (int i = 0; i < keys.size(); i++) {
            all.add(i);
        }
        return all;
    }

    private Sql grouping(boolean isCube) {
        return fixed(isCube ? " GROUP BY CUBE(" : " GROUP BY ROLLUP(", list(allKeys()), ")");
    }

    private List<Set<Integer>> sets(boolean isCube) {
        List<Set<Integer>> sets = new ArrayList<>();
        int count = isCube ? 1 << keys.size() : keys.size() + 1;
        for (int i = 0; i < count; i++) {
            Set<Integer> set = new LinkedHashSet<>();
            for (int key = 0; key < keys.size(); key++) {
                if (isCube ? (i >> key & 1) != 0 : key < i) {
                    set.add(key);
                }
            }
            sets.add(set);
        }
        return sets;
    }

    private Sql union(List<Set<Integer>> sets, Sql from) {
        List<Object> parts = new ArrayList<>();
        for (Set<Integer> set : sets) {
            parts.add(parts.isEmpty() ? "" : " UNION ALL ");
            parts.add(select(set));
            parts.add(from);
            // an aggregate even where there is no function
            parts.add(set.isEmpty() ? " HAVING COUNT(*) >= 0" : fixed(" GROUP BY ", list(set)));
        }
        return fixed(parts.toArray());
    }

    private Sql list(Set<Integer> set) {
        List<Object> parts = new ArrayList<>();
        for (int key : set) {
            parts.add(parts.isEmpty() ? "" : ", ");
            parts.add(keys.get(key));
        }
        return fixed(parts.toArray());
    }

    private Sql select(Set<Integer> set) {
        List<Object> parts = new ArrayList<>(List.of("SELECT "));
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            boolean isLeftOut = column.isKey() && !set.contains(column.key);
            parts.add(i == 0 ? "" : ", ");
            parts.add(isLeftOut ? column.type.none() : column.expression);
            parts.add(" AS c" + i);
        }
        return fixed(parts.toArray());
    }
}
