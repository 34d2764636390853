package org.cairndb.it.random;

import static org.cairndb.it.random.Sql.expression;

import java.util.Random;
import java.util.function.Function;
import org.cairndb.it.random.Sql.Node;

/** Random aggregates of a type. */
final class Aggregates {
    private Aggregates() {}

    static boolean canGive(Type type) {
        return type != Type.BOOLEAN && type != Type.BYTES && type != Type.UUID_;
    }

    static Node of(Type type, Random random, Function<Type, Node> argument, Sql filter) {
        return switch (type) {
            case LONG -> integer(random, argument, filter);
            case DOUBLE, DECIMAL ->
                random.nextInt(2) == 0
                        ? call(type, random.nextInt(4) == 0 ? "SUM(DISTINCT " : "SUM(", argument.apply(type), filter)
                        : extreme(type, random, argument, filter);
            case TEXT, DATE, TIME, TIMESTAMP, BOOLEAN, UUID_, BYTES -> extreme(type, random, argument, filter);
        };
    }

    static boolean isDistinct(Node aggregate) {
        return aggregate.render(true).text().contains("DISTINCT ");
    }

    private static Node integer(Random random, Function<Type, Node> argument, Sql filter) {
        Type any = Type.values()[random.nextInt(Type.values().length)];
        return switch (random.nextInt(6)) {
            case 0 -> expression(Type.LONG, "COUNT(*)", filter);
            case 1 -> call(Type.LONG, "COUNT(", argument.apply(any), filter);
            case 2 -> call(Type.LONG, "COUNT(DISTINCT ", argument.apply(any), filter);
            case 3, 4 -> call(Type.LONG, "SUM(", argument.apply(Type.LONG), filter);
            default -> extreme(Type.LONG, random, argument, filter);
        };
    }

    private static Node extreme(Type type, Random random, Function<Type, Node> argument, Sql filter) {
        return call(type, random.nextBoolean() ? "MIN(" : "MAX(", argument.apply(type), filter);
    }

    private static Node call(Type type, String function, Node argument, Sql filter) {
        return expression(type, function, argument, ")", filter);
    }
}
