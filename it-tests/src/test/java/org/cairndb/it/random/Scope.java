package org.cairndb.it.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cairndb.it.random.Relation.Column;

/** The columns that an expression may name: those of its own query, and now and then those of the queries around it. */
final class Scope {
    private final List<Column> own = new ArrayList<>();
    private final List<Column> outer;
    private final Random random;

    private Scope(List<Column> outer, Random random) {
        this.outer = outer;
        this.random = random;
    }

    static Scope outermost(Random random) {
        return new Scope(List.of(), random);
    }

    /** The scope of a query inside this one. */
    Scope inner() {
        List<Column> visible = new ArrayList<>(outer);
        visible.addAll(own);
        return new Scope(visible, random);
    }

    /** The scope of a query that sees nothing of this one. */
    Scope closed() {
        return new Scope(List.of(), random);
    }

    void add(String alias, List<Column> columns) {
        columns.forEach(column -> own.add(new Column(alias + "." + column.name(), column.type())));
    }

    List<Column> own() {
        return own;
    }

    /** Names of columns of a type, its own unless fortune has it otherwise. */
    List<String> columns(Type type) {
        List<Column> from = !outer.isEmpty() && random.nextInt(4) == 0 ? outer : own;
        return from.stream()
                .filter(column -> column.type() == type)
                .map(Column::name)
                .toList();
    }
}
