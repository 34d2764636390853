package org.cairndb.planner.exec.diff;

import java.util.List;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Schema;

/**
 * What to tell of a difference.
 *
 * @param subject what is compared
 * @param columns what is given out, in order
 */
public record DiffSpec(DiffSubject subject, List<DiffColumn> columns) {
    /** Copies the list. */
    public DiffSpec {
        columns = List.copyOf(columns);
    }

    /** The same for a database that knows attributes of the same idents, perhaps by other ids. */
    DiffSpec in(Schema schema) {
        return new DiffSpec(subject.as(attribute -> known(attribute, schema)), columns);
    }

    private static Attribute known(Attribute attribute, Schema schema) {
        return schema.find(attribute.ident())
                .filter(other -> other.type() == attribute.type() && other.physical() == attribute.physical())
                .orElse(attribute);
    }

    /** Ordinals in the subject of the attributes whose values are given out. */
    List<Integer> shown() {
        return columns.stream()
                .filter(DiffColumn::isValue)
                .map(DiffColumn::attribute)
                .distinct()
                .toList();
    }

    /** The attributes whose values are given out, in the order of {@link #shown}. */
    List<Attribute> shownAttributes() {
        return shown().stream().map(subject.attributes()::get).toList();
    }
}
