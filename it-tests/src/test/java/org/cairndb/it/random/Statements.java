package org.cairndb.it.random;

import static org.cairndb.it.random.Sql.clause;
import static org.cairndb.it.random.Sql.expression;
import static org.cairndb.it.random.Sql.fixed;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cairndb.it.random.DerivedTables.Derived;
import org.cairndb.it.random.Relation.Column;
import org.cairndb.it.random.Sql.Node;

/** Random queries over given relations. Each has one right answer, as a bag of rows or, if it orders, as a list. */
final class Statements implements Expressions.Subqueries {
    private static final int MAX_NESTING = 2;
    private static final int LARGE_IN = 30;

    private final Random random;
    private final List<Relation> relations;
    private final List<Relation> large;
    private final List<Relation> named = new ArrayList<>();
    private final Expressions expressions;
    private int nextAlias;
    private int nesting;
    private boolean mayBeLarge;

    /** A query and the types of its columns, which are named c0, c1 and so on. */
    private record Query(Sql sql, List<Type> types) {}

    /** Tables and joins. */
    private record From(Sql sql, Scope scope) {}

    Statements(long seed, List<Relation> relations) {
        this.random = new Random(seed);
        this.relations =
                relations.stream().filter(relation -> !relation.isLarge()).toList();
        this.large = relations.stream().filter(Relation::isLarge).toList();
        this.expressions = new Expressions(random, this);
    }

    /** The next statement; whether it orders its rows shows in its text. */
    Sql next() {
        named.clear();
        nextAlias = 0;
        mayBeLarge = random.nextInt(LARGE_IN) == 0;
        Sql with = random.nextInt(6) == 0 ? with() : fixed();
        Query query = query(Scope.outermost(random), someTypes());
        return fixed(with, query.sql, random.nextInt(3) == 0 ? order(query.types, true) : fixed());
    }

    private Sql with() {
        Query query = query(Scope.outermost(random), someTypes());
        String name = "w" + nextAlias++;
        named.add(new Relation(Sql.text(name), columnsOf(query.types), false));
        return fixed("WITH " + name + " AS (", query.sql, ") ");
    }

    private List<Type> someTypes() {
        return IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(i -> expressions.anyType())
                .toList();
    }

    private static List<Column> columnsOf(List<Type> types) {
        return IntStream.range(0, types.size())
                .mapToObj(i -> new Column("c" + i, types.get(i)))
                .toList();
    }

    private Query query(Scope outer, List<Type> types) {
        if (nesting < MAX_NESTING && random.nextInt(7) == 0) {
            nesting++;
            String operator = pick(" UNION ALL ", " UNION ", " INTERSECT ", " EXCEPT ");
            Sql sql = fixed("(", query(outer, types).sql, ")", clause(operator, "(", query(outer, types).sql, ")"));
            nesting--;
            return new Query(sql, types);
        }
        return switch (random.nextInt(6)) {
            case 0, 1 -> grouped(outer, types);
            case 2 -> windowed(outer, types);
            default -> plain(outer, types);
        };
    }

    private Query plain(Scope outer, List<Type> types) {
        From from = from(outer, 1 + random.nextInt(3));
        List<Sql> columns = types.stream()
                .map(type -> (Sql) expressions.of(type, from.scope))
                .toList();
        String select = random.nextInt(5) == 0 ? "SELECT DISTINCT " : "SELECT ";
        return new Query(fixed(select, list(columns), " FROM ", from.sql, where(from.scope)), types);
    }

    private Query grouped(Scope outer, List<Type> types) {
        From from = from(outer, 1 + random.nextInt(2));
        if (random.nextInt(5) == 0) {
            return bySets(from, types);
        }
        List<Node> keys = new ArrayList<>();
        List<Sql> columns = new ArrayList<>();
        for (Type type : types) {
            boolean isKey = !Aggregates.canGive(type) || random.nextInt(2) == 0;
            if (isKey) {
                Node key = ownColumn(type, from.scope);
                keys.add(key);
                columns.add(key);
            } else {
                columns.add(aggregate(type, from.scope));
            }
        }
        Sql having = keys.isEmpty() || random.nextInt(3) > 0 ? fixed() : clause(" HAVING ", having(from.scope));
        return new Query(
                fixed("SELECT ", list(columns), " FROM ", from.sql, where(from.scope), groupBy(keys), having), types);
    }

    /** Groups by several sets of keys, on the other side one query each. */
    private Query bySets(From from, List<Type> types) {
        GroupingSets sets = new GroupingSets(random);
        for (Type type : types) {
            boolean isKey = !Aggregates.canGive(type) || random.nextInt(2) == 0;
            if (isKey) {
                sets.addKey(type, ownColumn(type, from.scope));
            } else {
                sets.addAggregate(aggregate(type, from.scope));
            }
        }
        return new Query(sets.query(fixed(" FROM ", from.sql, where(from.scope))), types);
    }

    /** An expression over a column of the query itself, so that it can be a key of groups. */
    private Node ownColumn(Type type, Scope scope) {
        List<Column> own =
                scope.own().stream().filter(column -> column.type() == type).toList();
        if (own.isEmpty()) {
            List<Column> all = scope.own();
            Column any = all.get(random.nextInt(all.size()));
            return expression(
                    type, "CASE WHEN " + any.name() + " IS NULL THEN " + type.literal(type.value(random)) + " END");
        }
        return expression(type, own.get(random.nextInt(own.size())).name());
    }

    private static Sql groupBy(List<Node> keys) {
        List<Object> parts = new ArrayList<>();
        for (Node key : keys) {
            parts.add(parts.isEmpty() ? " GROUP BY " : ", ");
            parts.add(key);
        }
        return fixed(parts.toArray());
    }

    private Node having(Scope scope) {
        return random.nextInt(2) == 0
                ? expression(Type.BOOLEAN, "COUNT(*) > " + random.nextInt(4))
                : expression(
                        Type.BOOLEAN, aggregate(Type.LONG, scope), pick(" < ", " >= ", " <> ") + random.nextInt(30));
    }

    private Node aggregate(Type type, Scope scope) {
        Sql filter = random.nextInt(6) == 0
                ? clause(" FILTER (WHERE ", expressions.of(Type.BOOLEAN, closedScope(scope), 2), ")")
                : fixed();
        return Aggregates.of(type, random, wanted -> ownExpression(wanted, scope), filter);
    }

    /** What an aggregate takes: nothing of the queries around, which would make the aggregate theirs. */
    private Node ownExpression(Type type, Scope scope) {
        return expressions.of(type, closedScope(scope), 2);
    }

    private Scope closedScope(Scope scope) {
        Scope closed = scope.closed();
        closed.own().addAll(scope.own());
        return closed;
    }

    private Query windowed(Scope outer, List<Type> types) {
        From from = from(outer, 1 + random.nextInt(2));
        List<Column> own = from.scope.own();
        String total = own.stream()
                .map(column -> column.name() + pick(" ASC", " DESC") + pick(" NULLS FIRST", " NULLS LAST"))
                .collect(Collectors.joining(", "));
        List<Sql> columns = new ArrayList<>();
        for (Type type : types) {
            columns.add(
                    Aggregates.canGive(type) && random.nextInt(3) > 0
                            ? window(type, from.scope, total)
                            : expressions.simple(type, from.scope));
        }
        return new Query(fixed("SELECT ", list(columns), " FROM ", from.sql, where(from.scope)), types);
    }

    private Node window(Type type, Scope scope, String total) {
        Sql partition = random.nextInt(3) == 0
                ? fixed()
                : clause("PARTITION BY ", expressions.simple(expressions.anyType(), closedScope(scope)));
        if (type == Type.LONG && random.nextInt(2) == 0) {
            String function = pick("ROW_NUMBER()", "RANK()", "DENSE_RANK()", "COUNT(*)");
            return expression(type, function + " OVER (", partition, " ORDER BY " + total + ")");
        }
        Node aggregate = Aggregates.of(type, random, wanted -> ownExpression(wanted, scope), fixed());
        Sql order = random.nextInt(2) == 0
                ? fixed()
                : clause(
                        " ORDER BY " + total,
                        clause(pick(
                                " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW",
                                " ROWS BETWEEN 2 PRECEDING AND 1 FOLLOWING",
                                " ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING")));
        return Aggregates.isDistinct(aggregate)
                ? expressions.simple(type, scope)
                : expression(type, aggregate, " OVER (", partition, order, ")");
    }

    private Sql where(Scope scope) {
        return random.nextInt(4) == 0 ? fixed() : clause(" WHERE ", expressions.condition(scope));
    }

    private Sql list(List<Sql> columns) {
        List<Object> parts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            parts.add(i == 0 ? "" : ", ");
            parts.add(columns.get(i));
            parts.add(" AS c" + i);
        }
        return fixed(parts.toArray());
    }

    /** By all columns, so that there is one right order. */
    private Sql order(List<Type> types, boolean mayStayWhole) {
        String by = IntStream.range(0, types.size())
                .mapToObj(i -> "c" + i + pick(" ASC", " DESC") + pick(" NULLS FIRST", " NULLS LAST"))
                .collect(Collectors.joining(", "));
        boolean isCut = !mayStayWhole || random.nextInt(2) == 0;
        Sql limit = isCut ? clause(" LIMIT " + random.nextInt(20)) : fixed();
        Sql offset = isCut && random.nextInt(2) == 0 ? clause(" OFFSET " + random.nextInt(10)) : fixed();
        return clause(" ORDER BY " + by, limit, offset);
    }

    private From from(Scope outer, int tables) {
        Scope scope = outer.inner();
        Sql sql = table(scope);
        for (int i = 1; i < tables; i++) {
            sql = join(sql, scope);
        }
        return new From(sql, scope);
    }

    private Sql join(Sql left, Scope scope) {
        int before = scope.own().size();
        Sql right = table(scope);
        String kind = pick(" JOIN ", " JOIN ", " LEFT JOIN ", " LEFT JOIN ", " RIGHT JOIN ");
        return fixed(left, kind, right, " ON ", on(scope, before));
    }

    private Node on(Scope scope, int before) {
        List<Column> left = scope.own().subList(0, before);
        List<Column> right = scope.own().subList(before, scope.own().size());
        Column one = left.get(random.nextInt(left.size()));
        List<Column> partners =
                right.stream().filter(column -> column.type() == one.type()).toList();
        if (partners.isEmpty()) {
            return expression(Type.BOOLEAN, longIn(left) + " = " + longIn(right));
        }
        Column other = partners.get(random.nextInt(partners.size()));
        Node equal = expression(Type.BOOLEAN, one.name() + " = " + other.name());
        if (random.nextInt(3) > 0) {
            return equal;
        }
        return expression(Type.BOOLEAN, equal, clause(" AND ", expressions.of(Type.BOOLEAN, closedScope(scope), 2)));
    }

    private static String longIn(List<Column> columns) {
        return columns.stream()
                .filter(column -> column.type() == Type.LONG)
                .map(Column::name)
                .findFirst()
                .orElse("1");
    }

    private Sql table(Scope scope) {
        String alias = "t" + nextAlias++;
        if (nesting < MAX_NESTING && random.nextInt(9) == 0) {
            nesting++;
            Query query = query(scope.closed(), someTypesWithNumber());
            boolean isCut = random.nextInt(4) == 0;
            Sql sql = isCut
                    ? fixed("(SELECT * FROM (", query.sql, ") " + alias + "_all", order(query.types, false), ")")
                    : fixed("(", query.sql, ")");
            nesting--;
            scope.add(alias, columnsOf(query.types));
            return fixed(sql, " " + alias);
        }
        if (nesting < MAX_NESTING && random.nextInt(12) == 0) {
            Derived derived = special();
            scope.add(alias, derived.columns());
            return fixed("(", derived.sql(), ") " + alias);
        }
        Relation relation = relation();
        scope.add(alias, relation.columns());
        return fixed(relation.name(), " " + alias);
    }

    private Derived special() {
        DerivedTables tables = new DerivedTables(random, () -> "t" + nextAlias++);
        return switch (random.nextInt(3)) {
            case 0 -> tables.values(someTypesWithNumber());
            case 1 -> tables.joinByName(smallRelation(), smallRelation());
            default -> {
                Scope both = Scope.outermost(random);
                Relation left = smallRelation();
                Relation right = smallRelation();
                both.add("l", left.columns());
                both.add("r", right.columns());
                yield tables.fullJoin(left, right, on(both, left.columns().size()));
            }
        };
    }

    private Relation smallRelation() {
        return relations.get(random.nextInt(relations.size()));
    }

    private List<Type> someTypesWithNumber() {
        List<Type> types = new ArrayList<>(List.of(Type.LONG));
        types.addAll(someTypes());
        return types;
    }

    private Relation relation() {
        if (mayBeLarge && !large.isEmpty()) {
            mayBeLarge = false;
            return large.get(random.nextInt(large.size()));
        }
        List<Relation> from = !named.isEmpty() && random.nextInt(2) == 0 ? named : relations;
        return from.get(random.nextInt(from.size()));
    }

    @Override
    public Sql column(Type type, Scope scope) {
        return inner(type, () -> query(scope, List.of(type)).sql);
    }

    @Override
    public Sql scalar(Type type, Scope scope) {
        return inner(type, () -> {
            From from = from(scope, 1);
            return fixed("SELECT ", aggregate(type, from.scope), " FROM ", from.sql, where(from.scope));
        });
    }

    @Override
    public Sql any(Scope scope) {
        return inner(Type.LONG, () -> {
            From from = from(scope, 1 + random.nextInt(2));
            return fixed("SELECT 1 FROM ", from.sql, where(from.scope));
        });
    }

    private interface Maker {
        Sql make();
    }

    /** A query inside an expression, or a query without rows where it would be too deep. */
    private Sql inner(Type type, Maker maker) {
        nesting++;
        Sql sql = nesting > MAX_NESTING
                ? fixed("SELECT c0 FROM (SELECT " + type.literal(type.value(random)) + " AS c0) z WHERE 1 = 0")
                : maker.make();
        nesting--;
        return sql;
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
