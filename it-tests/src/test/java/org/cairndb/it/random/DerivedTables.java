package org.cairndb.it.random;

import static org.cairndb.it.random.Sql.fixed;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cairndb.it.random.Relation.Column;
import org.cairndb.it.random.Sql.Node;
import org.cairndb.it.random.Sql.Side;

/** Queries in FROM of forms that the other database lacks or that stand nowhere else: VALUES, joins by the names of columns, and full joins. */
final class DerivedTables {
    private static final int MAX_ROWS = 4;

    private final Random random;
    private final Supplier<String> aliases;

    DerivedTables(Random random, Supplier<String> aliases) {
        this.random = random;
        this.aliases = aliases;
    }

    /** A query and its columns. */
    record Derived(Sql sql, List<Column> columns) {}

    /** Rows of literals. */
    Derived values(List<Type> types) {
        List<String> rows = new ArrayList<>();
        int count = 1 + random.nextInt(MAX_ROWS);
        for (int i = 0; i < count; i++) {
            rows.add(types.stream().map(this::literal).collect(Collectors.joining(", ", "(", ")")));
        }
        List<Column> columns = named(types);
        String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
        String alias = aliases.get();
        String sql = "SELECT * FROM (VALUES %s) %s(%s)".formatted(String.join(", ", rows), alias, names);
        return new Derived(Sql.text(sql), columns);
    }

    private String literal(Type type) {
        String value = random.nextInt(5) == 0 ? type.none() : type.literal(type.value(random));
        return "CAST(%s AS %s)".formatted(value, type.sqlName());
    }

    private static List<Column> named(List<Type> types) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            columns.add(new Column("c" + i, types.get(i)));
        }
        return columns;
    }

    /** Joins two tables by a column that both call the same, with USING or NATURAL. */
    Derived joinByName(Relation left, Relation right) {
        Column key = left.columns().get(random.nextInt(left.columns().size()));
        Column rightKey = right.columns().stream()
                .filter(column -> column.type() == key.type())
                .findFirst()
                .orElse(null);
        if (rightKey == null) {
            return values(List.of(Type.LONG, key.type()));
        }
        Column ofLeft = left.columns().get(random.nextInt(left.columns().size()));
        Column ofRight = right.columns().get(random.nextInt(right.columns().size()));
        String kind = random.nextBoolean() ? "JOIN" : "LEFT JOIN";
        boolean isNatural = random.nextBoolean();
        Sql sql = fixed(
                "SELECT k AS c0, a AS c1, b AS c2 FROM (SELECT " + key.name() + " AS k, " + ofLeft.name()
                        + " AS a FROM ",
                left.name(),
                ") l " + (isNatural ? "NATURAL " : "") + kind + " (SELECT " + rightKey.name() + " AS k, "
                        + ofRight.name() + " AS b FROM ",
                right.name(),
                ") r" + (isNatural ? "" : " USING (k)"));
        return new Derived(sql, named(List.of(key.type(), ofLeft.type(), ofRight.type())));
    }

    /** Joins two tables, which are called l and r in the condition; on the other side a left join and the rest of the right table. */
    Derived fullJoin(Relation left, Relation right, Node on) {
        List<Type> types = Stream.concat(left.columns().stream(), right.columns().stream())
                .map(Column::type)
                .toList();
        List<Column> columns = named(types);
        String both = list(columns, qualified("l", left), qualified("r", right));
        List<String> none = left.columns().stream().map(c -> c.type().none()).toList();
        Sql tables = fixed(left.name(), " l LEFT JOIN ", right.name(), " r ON ", on);
        Sql rest = fixed(
                " UNION ALL SELECT " + list(columns, none, qualified("r", right)) + " FROM ",
                right.name(),
                " r WHERE NOT EXISTS (SELECT 1 FROM ",
                left.name(),
                " l WHERE ",
                on,
                ")");
        Sql ours = fixed("SELECT " + both + " FROM ", left.name(), " l FULL JOIN ", right.name(), " r ON ", on);
        Sql theirs = fixed("SELECT " + both + " FROM ", tables, rest);
        return new Derived(fixed(new Side(true, ours), new Side(false, theirs)), columns);
    }

    private static List<String> qualified(String alias, Relation relation) {
        return relation.columns().stream().map(c -> alias + "." + c.name()).toList();
    }

    private static String list(List<Column> columns, List<String> left, List<String> right) {
        List<String> all = new ArrayList<>(left);
        all.addAll(right);
        List<String> items = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            items.add(all.get(i) + " AS " + columns.get(i).name());
        }
        return String.join(", ", items);
    }
}
