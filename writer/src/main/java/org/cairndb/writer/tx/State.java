package org.cairndb.writer.tx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Datom;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyBuffer;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.datom.ValueBuilder;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.jspecify.annotations.Nullable;

/**
 * What the preparation of a transaction asks of the snapshot before it. An attribute that the snapshot does not know has no values. Lookups read the trees
 * as of the last flush and then the changes of the tail, so that none of them has to merge a leaf with the tail.
 */
final class State {
    private final Snapshot snapshot;
    private final TailChanges tail;

    State(Snapshot snapshot, TailChanges tail) {
        this.snapshot = snapshot;
        this.tail = tail;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    Schema schema() {
        return snapshot.schema();
    }

    /** The id of the next new entity. */
    long nextEntity() {
        return snapshot.head().nextEntity();
    }

    /** The id of the next new attribute. */
    int nextAttribute() {
        return snapshot.head().nextAttribute();
    }

    /** Whether an id has been given to an entity, a transaction or an attribute. */
    boolean exists(long entity) {
        if (EntityIds.isUser(entity)) {
            return isGiven(entity);
        }
        if (EntityIds.isTx(entity)) {
            return entity > EntityIds.TX_BASE && entity <= EntityIds.ofTx(snapshot.tx());
        }
        return EntityIds.isAttribute(entity)
                && schema().find((int) (entity - EntityIds.ATTRIBUTE_BASE)).isPresent();
    }

    /**
     * Whether an entity was made on this branch, on one that it came from, or on one that was merged into it. Where all ids were given in sequence the number
     * tells; otherwise there must have been something of the entity.
     */
    private boolean isGiven(long entity) {
        if (entity < nextEntity() && nextEntity() < EntityIds.BRANCH_BASE) {
            return true;
        }
        KeyRange range = KeyRange.ofEntity(entity);
        return isAny(flushed(Index.EAVT, range))
                || isAny(snapshot.cursor(Index.EAVT, range, Direction.FORWARD))
                || isAny(snapshot.cursor(Index.RETIRED_EAVT, range, Direction.FORWARD));
    }

    private static boolean isAny(DatomCursor datoms) {
        try (datoms) {
            return datoms.next();
        }
    }

    boolean hasValues(Attribute attribute) {
        return knows(attribute) && snapshot.statistics(attribute.id()).count() > 0;
    }

    /** The values of an attribute of an entity, in no particular order. */
    List<Object> values(long entity, Attribute attribute) {
        if (!knows(attribute)) {
            return List.of();
        }
        Map<Object, Boolean> changes = tail.cell(entity, attribute);
        List<Object> values = new ArrayList<>();
        try (DatomCursor cursor = flushed(Index.EAVT, KeyRange.ofEntity(entity, attribute.id()))) {
            while (cursor.next()) {
                DatomBatch batch = cursor.batch();
                for (int i = cursor.from(); i < cursor.to(); i++) {
                    Object value = Values.javaValue(attribute, batch.vector(i), batch.slot(i));
                    if (!changes.containsKey(value)) {
                        values.add(value);
                    }
                }
            }
        }
        changes.forEach((value, there) -> {
            if (there) {
                values.add(value);
            }
        });
        return values;
    }

    /** The value of an attribute of cardinality one. */
    Optional<Object> value(long entity, Attribute attribute) {
        List<Object> values = values(entity, attribute);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    boolean contains(long entity, Attribute attribute, Object value) {
        if (!knows(attribute)) {
            return false;
        }
        @Nullable Boolean changed = tail.cell(entity, attribute).get(value);
        if (changed != null) {
            return changed;
        }
        KeyBuffer key = new KeyBuffer().unsigned(entity).attribute(attribute.id());
        ValueBuilder column = ValueBuilder.of(attribute.physical());
        Values.append(attribute, value, column);
        column.build().writeKey(0, key);
        try (DatomCursor cursor = flushed(Index.EAVT, KeyRange.prefix(key))) {
            return cursor.next();
        }
    }

    /** The entity that holds a value of a unique attribute. */
    OptionalLong owner(Attribute attribute, Object value) {
        if (!knows(attribute) || !schema().attribute(attribute.id()).inAvet()) {
            return OptionalLong.empty();
        }
        Optional<OptionalLong> changed = tail.owner(attribute, value);
        if (changed.isPresent()) {
            return changed.get();
        }
        try (DatomCursor cursor = flushed(Index.AVET, KeyRange.ofValue(attribute, value))) {
            return cursor.next() ? OptionalLong.of(cursor.batch().entity(cursor.from())) : OptionalLong.empty();
        }
    }

    /** Everything that an entity holds. */
    List<Datom> datoms(long entity) {
        return snapshot.datoms(Index.EAVT, KeyRange.ofEntity(entity));
    }

    /** The datoms by which other entities refer to this one. */
    List<Datom> references(long entity, List<Attribute> refAttributes) {
        List<Datom> found = new ArrayList<>();
        for (Attribute attribute : refAttributes) {
            if (knows(attribute)) {
                found.addAll(snapshot.datoms(Index.AVET, KeyRange.ofValue(attribute, entity)));
            }
        }
        return found;
    }

    private DatomCursor flushed(Index index, KeyRange range) {
        return snapshot.tree(index).cursor(range, Direction.FORWARD);
    }

    private boolean knows(Attribute attribute) {
        return schema().find(attribute.id()).isPresent();
    }
}
