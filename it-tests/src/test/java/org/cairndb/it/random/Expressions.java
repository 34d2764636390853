package org.cairndb.it.random;

import static org.cairndb.it.random.Sql.expression;
import static org.cairndb.it.random.Sql.fixed;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cairndb.it.random.Sql.Node;

/** Random expressions of a type over the columns in scope. */
final class Expressions {
    private static final int MAX_DEPTH = 3;
    private static final Type[] COMPARED = {
        Type.LONG,
        Type.LONG,
        Type.TEXT,
        Type.TEXT,
        Type.DOUBLE,
        Type.DECIMAL,
        Type.DATE,
        Type.TIMESTAMP,
        Type.TIME,
        Type.BOOLEAN,
        Type.UUID_,
        Type.BYTES
    };

    private final Random random;
    private final Subqueries subqueries;

    /** Where conditions get the queries inside them from. */
    interface Subqueries {
        /** A query of one column; it may use the columns in scope. */
        Sql column(Type type, Scope scope);

        /** A query of one row and one column. */
        Sql scalar(Type type, Scope scope);

        /** A query of which only the existence of rows matters. */
        Sql any(Scope scope);
    }

    Expressions(Random random, Subqueries subqueries) {
        this.random = random;
        this.subqueries = subqueries;
    }

    Node of(Type type, Scope scope) {
        return of(type, scope, 0);
    }

    /** Mostly a column. */
    Node simple(Type type, Scope scope) {
        return of(type, scope, MAX_DEPTH);
    }

    Node condition(Scope scope) {
        return condition(scope, 0);
    }

    Type anyType() {
        return COMPARED[random.nextInt(COMPARED.length)];
    }

    Node of(Type type, Scope scope, int depth) {
        int choice = random.nextInt(10);
        if (depth >= MAX_DEPTH || choice < 4) {
            return leaf(type, scope);
        }
        int next = depth + 1;
        return switch (choice) {
            case 4 ->
                expression(
                        type,
                        "CASE WHEN ",
                        condition(scope, next),
                        " THEN ",
                        of(type, scope, next),
                        " ELSE ",
                        of(type, scope, next),
                        " END");
            case 5 -> expression(type, "COALESCE(", of(type, scope, next), ", ", of(type, scope, next), ")");
            case 6 -> expression(type, "NULLIF(", of(type, scope, next), ", ", of(type, scope, next), ")");
            default -> computed(type, scope, next);
        };
    }

    private Node leaf(Type type, Scope scope) {
        List<String> columns = scope.columns(type);
        if (!columns.isEmpty() && random.nextInt(6) > 0) {
            return expression(type, columns.get(random.nextInt(columns.size())));
        }
        if (random.nextInt(12) == 0) {
            return expression(type, type.none());
        }
        Object value = type.value(random);
        return random.nextInt(5) == 0
                ? expression(type, "CAST(", new Sql.Parameter(value), " AS " + type.sqlName() + ")")
                : expression(type, type.literal(value));
    }

    private Node computed(Type type, Scope scope, int depth) {
        return switch (type) {
            case LONG -> integer(scope, depth);
            case DOUBLE ->
                random.nextInt(3) == 0
                        ? expression(type, "CAST(", of(Type.LONG, scope, depth), " AS DOUBLE PRECISION)")
                        : binary(type, scope, depth, " + ", " - ", " * ");
            case DECIMAL ->
                random.nextInt(3) == 0
                        ? expression(type, "CAST(", of(Type.LONG, scope, MAX_DEPTH), " AS DECIMAL(12, 2))")
                        : binary(type, scope, MAX_DEPTH, " + ", " - ", " * ");
            case TEXT -> text(scope, depth);
            case BOOLEAN -> condition(scope, depth);
            case DATE ->
                random.nextInt(3) == 0
                        ? expression(type, "CAST(", of(Type.TIMESTAMP, scope, depth), " AS DATE)")
                        : shifted(type, scope, pick("DAY", "MONTH", "YEAR"));
            case TIMESTAMP ->
                random.nextInt(3) == 0
                        ? expression(type, "CAST(", of(Type.DATE, scope, depth), " AS TIMESTAMP(6))")
                        : shifted(type, scope, pick("DAY", "MONTH", "HOUR", "MINUTE"));
            case TIME, UUID_, BYTES -> leaf(type, scope);
        };
    }

    private Node binary(Type type, Scope scope, int depth, String... operators) {
        return expression(type, "(", of(type, scope, depth), pick(operators), of(type, scope, depth), ")");
    }

    private Node shifted(Type type, Scope scope, String unit) {
        String shift = "%sINTERVAL '%d' %s".formatted(pick(" + ", " - "), 1 + random.nextInt(40), unit);
        return expression(type, "(", leaf(type, scope), shift + ")");
    }

    private Node integer(Scope scope, int depth) {
        return switch (random.nextInt(8)) {
            case 0 -> expression(Type.LONG, "(- ", of(Type.LONG, scope, depth), ")");
            case 1 -> expression(Type.LONG, "ABS(", of(Type.LONG, scope, depth), ")");
            case 2 -> expression(Type.LONG, "MOD(", of(Type.LONG, scope, depth), ", " + (2 + random.nextInt(5)) + ")");
            case 3 -> expression(Type.LONG, "(", of(Type.LONG, scope, depth), " / " + (2 + random.nextInt(5)) + ")");
            case 4 -> expression(Type.LONG, "CHAR_LENGTH(", of(Type.TEXT, scope, depth), ")");
            case 5 ->
                expression(
                        Type.LONG,
                        "EXTRACT(" + pick("YEAR", "MONTH", "DAY") + " FROM ",
                        of(pick(Type.DATE, Type.TIMESTAMP), scope, depth),
                        ")");
            default -> binary(Type.LONG, scope, depth, " + ", " - ", " * ");
        };
    }

    private Node text(Scope scope, int depth) {
        Node inner = of(Type.TEXT, scope, depth);
        return switch (random.nextInt(6)) {
            case 0 -> expression(Type.TEXT, "UPPER(", inner, ")");
            case 1 -> expression(Type.TEXT, "LOWER(", inner, ")");
            case 2 ->
                expression(
                        Type.TEXT,
                        "SUBSTRING(",
                        inner,
                        " FROM " + (1 + random.nextInt(3)) + " FOR " + random.nextInt(4) + ")");
            case 3 -> expression(Type.TEXT, "TRIM(", inner, ")");
            case 4 -> expression(Type.TEXT, "CAST(", of(Type.LONG, scope, depth), " AS VARCHAR)");
            default -> expression(Type.TEXT, "(", inner, " || ", of(Type.TEXT, scope, depth), ")");
        };
    }

    private Node condition(Scope scope, int depth) {
        if (depth < MAX_DEPTH) {
            int next = depth + 1;
            switch (random.nextInt(9)) {
                case 0:
                    return bool("(NOT ", condition(scope, next), ")");
                case 1:
                    return bool("(", condition(scope, next), " AND ", condition(scope, next), ")");
                case 2:
                    return bool("(", condition(scope, next), " OR ", condition(scope, next), ")");
                case 3:
                    return subquery(scope);
                case 4:
                    return bool(
                            "(",
                            condition(scope, next),
                            pick(" IS TRUE)", " IS NOT TRUE)", " IS FALSE)", " IS NOT FALSE)", " IS NULL)"));
                default:
                    break;
            }
        }
        return predicate(anyType(), scope, depth);
    }

    private Node predicate(Type type, Scope scope, int depth) {
        int inner = Math.max(depth + 1, MAX_DEPTH - 1);
        Node left = of(type, scope, inner);
        switch (random.nextInt(9)) {
            case 0:
                return bool("(", left, pick(" IS NULL)", " IS NOT NULL)"));
            case 1:
                return bool(
                        "(",
                        left,
                        pick(" BETWEEN ", " NOT BETWEEN "),
                        leaf(type, scope),
                        " AND ",
                        leaf(type, scope),
                        ")");
            case 2:
                return bool("(", left, pick(" IN (", " NOT IN ("), list(type), "))");
            case 3:
                return bool("(", left, pick(" IS DISTINCT FROM ", " IS NOT DISTINCT FROM "), leaf(type, scope), ")");
            case 4:
                if (type == Type.TEXT) {
                    return bool(
                            "(",
                            left,
                            pick(" LIKE ", " NOT LIKE "),
                            pick("'a%'", "'%b%'", "'_'", "'A_'", "'%'", "'%x_y'", "''", "'ab%'", "'%ä%'") + ")");
                }
                break;
            case 5:
                return mixed(scope);
            case 6:
                return bool("(", left, comparison(), new Sql.Parameter(type.value(random)), ")");
            default:
                break;
        }
        return bool("(", left, comparison(), of(type, scope, inner), ")");
    }

    /** A comparison of numbers of different types. */
    private Node mixed(Scope scope) {
        Type left = pick(Type.LONG, Type.DOUBLE, Type.DECIMAL);
        Type right = pick(Type.LONG, Type.DECIMAL);
        return bool("(", simple(left, scope), comparison(), simple(right, scope), ")");
    }

    private Sql list(Type type) {
        List<Object> parts = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            Node literal = expression(type, random.nextInt(15) == 0 ? type.none() : type.literal(type.value(random)));
            parts.add(i == 0 ? literal : Sql.clause(", ", literal));
        }
        return fixed(parts.toArray());
    }

    private Node subquery(Scope scope) {
        Type type = anyType();
        return switch (random.nextInt(6)) {
            case 0 -> bool("(", of(type, scope, 2), pick(" IN (", " NOT IN ("), subqueries.column(type, scope), "))");
            case 1, 2 -> bool(pick("(EXISTS (", "(NOT EXISTS ("), subqueries.any(scope), "))");
            case 3 ->
                bool(
                        "(",
                        simple(type, scope),
                        comparison(),
                        pick("ANY", "ALL") + " (",
                        subqueries.column(type, scope),
                        "))");
            default -> {
                Type compared = pick(Type.LONG, Type.TEXT, Type.DATE, Type.DECIMAL);
                yield bool("(", simple(compared, scope), comparison(), "(", subqueries.scalar(compared, scope), "))");
            }
        };
    }

    private static Node bool(Object... parts) {
        return expression(Type.BOOLEAN, parts);
    }

    private String comparison() {
        return pick(" = ", " = ", " <> ", " < ", " <= ", " > ", " >= ");
    }

    @SafeVarargs
    private <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
