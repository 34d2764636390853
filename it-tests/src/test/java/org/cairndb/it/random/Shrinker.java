package org.cairndb.it.random;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.cairndb.it.random.Sql.Node;

/** Cuts a statement down while something remains true of it. */
final class Shrinker {
    private final Predicate<Sql> stillFails;
    private int triesLeft;

    Shrinker(Predicate<Sql> stillFails, int maxTries) {
        this.stillFails = stillFails;
        this.triesLeft = maxTries;
    }

    Sql shrink(Sql statement) {
        Sql smallest = statement;
        boolean isProgress = true;
        while (isProgress && triesLeft > 0) {
            Sql before = smallest;
            smallest = step(smallest);
            isProgress = smallest != before;
        }
        return smallest;
    }

    /** The first smaller statement that still fails, or the same one. */
    private Sql step(Sql statement) {
        for (Node node : nodes(statement)) {
            for (Sql candidate : candidates(node)) {
                Sql smaller = statement.replace(node, candidate);
                if (triesLeft > 0 && length(smaller) < length(statement)) {
                    triesLeft--;
                    if (stillFails.test(smaller)) {
                        return smaller;
                    }
                }
            }
        }
        return statement;
    }

    private static int length(Sql statement) {
        return statement.render(true).text().length();
    }

    private static List<Sql> candidates(Node node) {
        List<Sql> candidates = new ArrayList<>();
        Type type = node.type();
        if (type == null) {
            candidates.add(Sql.fixed());
            return candidates;
        }
        if (type == Type.BOOLEAN) {
            candidates.add(Sql.expression(type, "TRUE"));
            candidates.add(Sql.expression(type, "FALSE"));
        }
        for (Node inner : nodes(node)) {
            if (inner != node && inner.type() == type) {
                candidates.add(inner);
            }
        }
        candidates.add(Sql.expression(type, type.none()));
        return candidates;
    }

    /** All nodes, outer ones first. */
    private static List<Node> nodes(Sql sql) {
        List<Node> nodes = new ArrayList<>();
        List<Sql> level = List.of(sql);
        while (!level.isEmpty()) {
            List<Sql> next = new ArrayList<>();
            for (Sql one : level) {
                if (one instanceof Node node && !nodes.contains(node)) {
                    nodes.add(node);
                }
                next.addAll(one.children());
            }
            level = next;
        }
        return nodes;
    }
}
