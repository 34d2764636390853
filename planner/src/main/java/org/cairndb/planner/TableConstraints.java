package org.cairndb.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.cairndb.planner.TableDescription.Constraints;
import org.cairndb.planner.TableDescription.Index;
import org.cairndb.planner.TableDescription.Reference;
import org.cairndb.planner.TableDescription.UniqueKey;
import org.cairndb.planner.TableDescription.WhenRetracted;
import org.cairndb.planner.rel.DatomSchema;
import org.cairndb.planner.rel.DatomTable;
import org.cairndb.storage.datom.Attribute;

/** What holds for the rows of a table, by the definitions of its attributes. */
final class TableConstraints {
    private final DatomTable table;
    private final DatomSchema database;
    private final List<UniqueKey> uniqueKeys = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();
    private final List<Index> indexes = new ArrayList<>();

    private TableConstraints(DatomTable table, DatomSchema database) {
        this.table = table;
        this.database = database;
    }

    static Constraints of(DatomTable table, DatomSchema database) {
        return new TableConstraints(table, database).read();
    }

    private Constraints read() {
        List<Integer> columns = table.keyColumns();
        Optional<UniqueKey> primary =
                columns.isEmpty() ? Optional.empty() : Optional.of(new UniqueKey(table.name() + "_pk", columns));
        OptionalInt counted =
                table.rowAttribute().map(Attribute::id).map(OptionalInt::of).orElse(OptionalInt.empty());
        if (counted.isPresent()) {
            primary.ifPresent(key -> indexes.add(new Index(key.name(), true, columns, OptionalInt.empty())));
        }
        table.ownerNamespace().filter(this::hasRows).ifPresent(owner -> addReference(0, owner, WhenRetracted.CASCADE));
        for (int i = 0; i < table.columnNames().size(); i++) {
            int column = i;
            table.attribute(i).filter(a -> !a.isSystem()).ifPresent(attribute -> addAttribute(column, attribute));
        }
        return new Constraints(primary, uniqueKeys, references, indexes, counted);
    }

    private boolean hasRows(String namespace) {
        return database.table(namespace)
                .filter(other -> other.hasIdColumn() && other.name().equals(namespace))
                .isPresent();
    }

    private void addAttribute(int column, Attribute attribute) {
        OptionalInt counted = OptionalInt.of(attribute.id());
        if (attribute.isUnique()) {
            String name = named(column, "_key");
            uniqueKeys.add(new UniqueKey(name, List.of(column)));
            indexes.add(new Index(name, true, List.of(column), counted));
        } else if (attribute.inAvet()) {
            indexes.add(new Index(named(column, "_idx"), false, List.of(column), counted));
        }
        if (table.showsReferences()) {
            WhenRetracted then = attribute.isMany() ? WhenRetracted.CASCADE : WhenRetracted.SET_NULL;
            attribute.refNamespace().filter(this::hasRows).ifPresent(target -> addReference(column, target, then));
        }
    }

    private void addReference(int column, String target, WhenRetracted then) {
        references.add(new Reference(named(column, "_fk"), column, target, then));
    }

    private String named(int column, String suffix) {
        return table.name() + "_" + table.columnNames().get(column) + suffix;
    }
}
