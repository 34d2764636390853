package org.cairndb.planner.exec.diff;

import java.util.List;
import org.cairndb.storage.datom.Attribute;

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
