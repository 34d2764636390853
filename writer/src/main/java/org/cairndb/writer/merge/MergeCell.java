package org.cairndb.writer.merge;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.cairndb.storage.datom.Attribute;

/** One attribute of one entity that the source has changed: what the target is to lose and to gain there. Not thread-safe. */
final class MergeCell {
    private final long entity;
    private final Attribute attribute;
    private final Optional<Object> base;
    private final Optional<Object> theirs;
    private final Optional<Object> ours;
    private final Set<Object> additions = new LinkedHashSet<>(2);
    private final Set<Object> retractions = new LinkedHashSet<>(2);
    private boolean isResolved;

    /**
     * Takes over the changes of the source.
     *
     * @param attribute as it is after the merge
     * @param lost what the source has no longer
     * @param gained what the source has new
     * @param current what the target has
     */
    MergeCell(long entity, Attribute attribute, Side source, Set<Object> current) {
        this.entity = entity;
        this.attribute = attribute;
        this.base = source.lost().stream().findFirst();
        this.theirs = source.gained().stream().findFirst();
        this.ours = current.stream().findFirst();
        if (attribute.isMany()) {
            source.gained().stream().filter(value -> !current.contains(value)).forEach(additions::add);
            source.lost().stream().filter(current::contains).forEach(retractions::add);
        } else if (ours.equals(base)) {
            replaceBy(theirs);
        }
    }

    /** The changes of the source in one cell; a value is not both lost and gained. */
    record Side(List<Object> lost, List<Object> gained) {
        static Side unchanged() {
            return new Side(new ArrayList<>(1), new ArrayList<>(1));
        }

        boolean isUnchanged() {
            return lost.isEmpty() && gained.isEmpty();
        }

        void change(Object value, boolean isGained) {
            List<Object> same = isGained ? gained : lost;
            List<Object> opposite = isGained ? lost : gained;
            if (!opposite.remove(value)) {
                same.add(value);
            }
        }
    }

    long entity() {
        return entity;
    }

    Attribute attribute() {
        return attribute;
    }

    Set<Object> additions() {
        return additions;
    }

    Set<Object> retractions() {
        return retractions;
    }

    /** Whether both sides have changed the one value, and not to the same. */
    boolean isConflict() {
        return !attribute.isMany() && !ours.equals(base) && !ours.equals(theirs);
    }

    /** Makes the value that of the source. */
    void takeTheirs() {
        replaceBy(theirs);
    }

    /** Makes the value another, or none; what is chosen is not looked at again. */
    void replaceBy(Optional<Object> value) {
        additions.clear();
        retractions.clear();
        value.filter(wanted -> !ours.equals(value)).ifPresent(additions::add);
        ours.filter(had -> !ours.equals(value)).ifPresent(retractions::add);
    }

    /** Takes a value that was chosen for the cell. */
    void resolveTo(Optional<Object> value) {
        isResolved = true;
        if (attribute.isMany()) {
            value.ifPresent(additions::add);
        } else {
            replaceBy(value);
        }
    }

    /** Whether a value was chosen. */
    boolean isResolved() {
        return isResolved;
    }

    /** Does without an addition; an attribute of one value keeps the one it has. */
    void drop(Object value) {
        additions.remove(value);
        if (!attribute.isMany()) {
            retractions.clear();
        }
    }

    MergeConflict valueConflict() {
        return new MergeConflict(
                entity,
                attribute.ident(),
                MergeConflict.Kind.VALUE,
                new MergeConflict.Values(base, ours, theirs),
                OptionalLong.empty());
    }

    MergeConflict uniqueConflict(Object value, long holder) {
        boolean isOne = !attribute.isMany();
        return new MergeConflict(
                entity,
                attribute.ident(),
                MergeConflict.Kind.UNIQUE,
                new MergeConflict.Values(base.filter(known -> isOne), ours.filter(known -> isOne), Optional.of(value)),
                OptionalLong.of(holder));
    }
}
