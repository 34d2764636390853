package org.cairndb.it.random;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a statement, which reads a little different in Cairn and in the other database. Nodes are known by identity: a node that stands in several
 * places stays the same in all of them when a statement is cut down.
 */
sealed interface Sql {
    /** Words. */
    record Text(String ours, String theirs) implements Sql {}

    /** A value that is bound when the statement runs. */
    record Parameter(@Nullable Object value) implements Sql {}

    /** A piece for one side only. */
    record Side(boolean isOurs, Sql sql) implements Sql {}

    /** A part of the grammar: an expression, which others of its type can replace, or a clause, which can go. */
    final class Node implements Sql {
        private final @Nullable Type type;
        private final List<Sql> parts;

        private Node(@Nullable Type type, List<Sql> parts) {
            this.type = type;
            this.parts = List.copyOf(parts);
        }

        /** The type of an expression; none for a clause. */
        @Nullable
        Type type() {
            return type;
        }

        List<Sql> parts() {
            return parts;
        }
    }

    static Sql text(String text) {
        return new Text(text, text);
    }

    static Node expression(Type type, Object... parts) {
        return new Node(type, pieces(parts));
    }

    /** A piece that a statement can do without. */
    static Node clause(Object... parts) {
        return new Node(null, pieces(parts));
    }

    /** A piece that stays. */
    static Sql fixed(Object... parts) {
        return new Sequence(pieces(parts));
    }

    /** Pieces one after the other. */
    record Sequence(List<Sql> parts) implements Sql {}

    private static List<Sql> pieces(Object... parts) {
        List<Sql> pieces = new ArrayList<>();
        for (Object part : parts) {
            pieces.add(part instanceof String words ? text(words) : (Sql) part);
        }
        return pieces;
    }

    /** What one of the databases is asked. */
    default Statement render(boolean isOurs) {
        StringBuilder text = new StringBuilder();
        List<@Nullable Object> parameters = new ArrayList<>();
        write(isOurs, text, parameters::add);
        return new Statement(text.toString(), parameters);
    }

    private void write(boolean isOurs, StringBuilder text, Consumer<@Nullable Object> parameters) {
        if (this instanceof Text words) {
            text.append(isOurs ? words.ours : words.theirs);
        } else if (this instanceof Parameter parameter) {
            text.append('?');
            parameters.accept(parameter.value);
        } else if (this instanceof Side side) {
            if (side.isOurs == isOurs) {
                side.sql.write(isOurs, text, parameters);
            }
        } else {
            children().forEach(part -> part.write(isOurs, text, parameters));
        }
    }

    /** The pieces that this one is made of. */
    default List<Sql> children() {
        if (this instanceof Node node) {
            return node.parts;
        }
        if (this instanceof Sequence sequence) {
            return sequence.parts;
        }
        return this instanceof Side side ? List.of(side.sql) : List.of();
    }

    /** The same with a node replaced wherever it stands. */
    default Sql replace(Node node, Sql replacement) {
        if (this == node) {
            return replacement;
        }
        if (this instanceof Side side) {
            Sql inner = side.sql.replace(node, replacement);
            return inner == side.sql ? this : new Side(side.isOurs, inner);
        }
        List<Sql> before = children();
        List<Sql> after =
                before.stream().map(part -> part.replace(node, replacement)).toList();
        boolean isSame = true;
        for (int i = 0; i < before.size(); i++) {
            isSame &= before.get(i) == after.get(i);
        }
        if (isSame) {
            return this;
        }
        return this instanceof Node changed ? new Node(changed.type, after) : new Sequence(after);
    }

    /** Text and the values of its parameters. */
    record Statement(String text, List<@Nullable Object> parameters) {
        @Override
        public String toString() {
            return parameters.isEmpty() ? text : text + "  -- with " + parameters;
        }
    }
}
