package org.cairndb.writer.merge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.snapshot.Changes;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.writer.tx.EntityRef;
import org.cairndb.writer.tx.Operation;

/**
 * Applies what a source has changed since a base to a target, cell by cell: an attribute of one value changes where the target still has the value of the
 * base, and is in conflict where the target has a third one; of an attribute of several values each counts by itself. Afterwards every unique value must
 * have one holder; a resolution may make room for one or take room from another, so that is looked at until nothing changes. Not thread-safe.
 */
final class ThreeWay {
    private final Snapshot source;
    private final Snapshot target;
    private final Merge merge;
    private final MergedSchema schema;
    private final TargetRows rows;
    private final List<MergeCell> cells = new ArrayList<>();
    private final List<MergeConflict> conflicts = new ArrayList<>();
    private final Set<Held> evicted = new LinkedHashSet<>();
    /** Entities of which the target holds nothing. */
    private final Set<Long> absent = new HashSet<>();

    /** A unique value and who holds it. */
    private record Held(long entity, String attribute, Object value) {}

    ThreeWay(MergeBase base, Snapshot source, Snapshot target, Merge merge) {
        this.source = source;
        this.target = target;
        this.merge = merge;
        this.schema = new MergedSchema(base.schema(), source, target);
        this.rows = new TargetRows(target);
        readCells(base.changes(source));
        cells.forEach(this::decide);
        boolean changed = true;
        while (changed) {
            changed = makeUnique();
        }
        conflicts.sort(Comparator.comparingLong(MergeConflict::entity).thenComparing(MergeConflict::attribute));
    }

    /** What nobody resolved, in the order of entity and attribute. */
    List<MergeConflict> conflicts() {
        return conflicts;
    }

    /** What makes the target the merge of both, if there is no conflict. */
    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>(schema.operations());
        for (MergeCell cell : cells) {
            EntityRef entity = absent.contains(cell.entity())
                    ? new EntityRef.Adopted(cell.entity())
                    : new EntityRef.Merged(cell.entity());
            String ident = cell.attribute().ident();
            for (Object value : cell.retractions()) {
                operations.add(new Operation.Retract(entity, ident, named(cell.attribute(), value)));
            }
            for (Object value : cell.additions()) {
                operations.add(new Operation.Add(entity, ident, named(cell.attribute(), value)));
            }
        }
        for (Held held : evicted) {
            Attribute attribute = target.schema().find(held.attribute()).orElseThrow();
            operations.add(new Operation.Retract(
                    new EntityRef.Merged(held.entity()), held.attribute(), named(attribute, held.value())));
        }
        return operations;
    }

    private static Object named(Attribute attribute, Object value) {
        return attribute.type() == ValueType.REF && value instanceof Long id ? new EntityRef.Merged(id) : value;
    }

    private void readCells(Changes changes) {
        while (changes.next()) {
            DatomBatch batch = changes.batch();
            int from = 0;
            while (from < batch.size()) {
                int to = from;
                while (to < batch.size() && batch.entity(to) == batch.entity(from)) {
                    to++;
                }
                if (EntityIds.isUser(batch.entity(from))) {
                    readEntity(batch, from, to);
                }
                from = to;
            }
        }
    }

    private void readEntity(DatomBatch changes, int from, int to) {
        long entity = changes.entity(from);
        Map<String, MergeCell.Side> sides = new LinkedHashMap<>();
        for (int i = from; i < to; i++) {
            Schema known = schemaOf(changes.attribute(i));
            Attribute attribute = known.attribute(changes.attribute(i));
            if (!attribute.isPresence()) {
                MergeCell.Side side = sides.computeIfAbsent(attribute.ident(), ident -> MergeCell.Side.unchanged());
                Object value = changes.datom(i, known).value();
                side.change(value, changes.added(i));
            }
        }
        sides.values().removeIf(MergeCell.Side::isUnchanged);
        Map<Integer, Set<Object>> current = rows.of(entity);
        if (current.isEmpty()) {
            absent.add(entity);
        }
        sides.forEach((ident, side) -> {
            Set<Object> ours = target.schema()
                    .find(ident)
                    .map(known -> current.getOrDefault(known.id(), Set.of()))
                    .orElse(Set.of());
            cells.add(new MergeCell(entity, schema.named(ident), side, ours));
        });
    }

    /** The schema that knows an attribute of a change: where both sides defined one under ids of their own, changes from a base on the target have either. */
    private Schema schemaOf(int attribute) {
        return source.schema().find(attribute).isPresent() ? source.schema() : target.schema();
    }

    private void decide(MergeCell cell) {
        if (!cell.isConflict()) {
            return;
        }
        Optional<Optional<Object>> chosen =
                merge.resolution(cell.entity(), cell.attribute().ident());
        if (chosen.isPresent()) {
            cell.resolveTo(chosen.get());
        } else if (merge.policy() == Merge.Policy.THEIRS) {
            cell.takeTheirs();
        } else if (merge.policy() == Merge.Policy.REPORT) {
            conflicts.add(cell.valueConflict());
        }
    }

    /** Resolves or reports the values that would have two holders; whether that changed anything that others may depend on. */
    private boolean makeUnique() {
        Set<Held> freed = new HashSet<>(evicted);
        for (MergeCell cell : cells) {
            for (Object value : cell.retractions()) {
                freed.add(new Held(cell.entity(), cell.attribute().ident(), value));
            }
        }
        boolean changed = false;
        for (MergeCell cell : cells) {
            for (Object value : List.copyOf(cell.additions())) {
                OptionalLong holder = holder(cell.attribute(), value);
                if (holder.isPresent() && holder.getAsLong() != cell.entity()) {
                    Held held = new Held(holder.getAsLong(), cell.attribute().ident(), value);
                    changed |= !freed.contains(held) && !cell.isResolved() && settle(cell, held);
                }
            }
        }
        return changed;
    }

    private OptionalLong holder(Attribute attribute, Object value) {
        Optional<Attribute> ours = target.schema().find(attribute.ident());
        return attribute.isUnique() && ours.isPresent() && ours.get().inAvet()
                ? target.findEntity(ours.get(), value)
                : OptionalLong.empty();
    }

    private boolean settle(MergeCell cell, Held held) {
        Optional<Optional<Object>> chosen =
                merge.resolution(cell.entity(), cell.attribute().ident());
        if (chosen.isEmpty() && merge.policy() == Merge.Policy.THEIRS) {
            return evicted.add(held);
        }
        if (chosen.isEmpty() && merge.policy() == Merge.Policy.REPORT) {
            conflicts.add(cell.uniqueConflict(held.value(), held.entity()));
        }
        cell.drop(held.value());
        chosen.ifPresent(cell::resolveTo);
        return true;
    }
}
