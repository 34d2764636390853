package org.cairndb.writer.tx;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.snapshot.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * What the transactions since the last flush changed, for lookups by entity and by unique value: a transaction costs its own size here, while the sorted
 * form that readers use costs the size of the tail. Layers lie on one another, so that a try can be dropped. Not thread-safe.
 */
public final class TailChanges {
    /** One attribute of one entity. */
    private record Cell(long entity, int attribute) {}

    private static final long NO_OWNER = 0;

    private final @Nullable TailChanges below;
    /** By value, whether it is there after the changes. */
    private final Map<Cell, Map<Object, Boolean>> cells = new HashMap<>();

    private final Map<UniqueValue, Long> owners = new HashMap<>();

    private TailChanges(@Nullable TailChanges below) {
        this.below = below;
    }

    /** No changes. */
    public static TailChanges none() {
        return new TailChanges(null);
    }

    /** An empty layer on these changes, which must not change as long as the layer is used. */
    public TailChanges layer() {
        return new TailChanges(this);
    }

    /** Applies one more transaction; the schema is that after it. */
    public void apply(Transaction transaction, Schema schema) {
        DatomBatch datoms = transaction.datoms();
        for (int i = 0; i < datoms.size(); i++) {
            Attribute attribute = schema.attribute(datoms.attribute(i));
            Object value = Values.javaValue(attribute, datoms.vector(i), datoms.slot(i));
            boolean added = datoms.added(i);
            cells.computeIfAbsent(new Cell(datoms.entity(i), attribute.id()), cell -> new HashMap<>(2))
                    .put(value, added);
            if (attribute.isUnique()) {
                changeOwner(new UniqueValue(attribute.id(), value), datoms.entity(i), added);
            }
        }
    }

    /** A value can pass from one entity to another in one transaction, so a retraction counts only against the entity itself. */
    private void changeOwner(UniqueValue key, long entity, boolean added) {
        if (added) {
            owners.put(key, entity);
        } else {
            owners.merge(key, NO_OWNER, (owner, none) -> owner == entity ? none : owner);
        }
    }

    /** What changed in an attribute of an entity: by value, whether it is there now. */
    Map<Object, Boolean> cell(long entity, Attribute attribute) {
        Map<Object, Boolean> own = cells.getOrDefault(new Cell(entity, attribute.id()), Map.of());
        Map<Object, Boolean> older = below == null ? Map.of() : below.cell(entity, attribute);
        if (own.isEmpty() || older.isEmpty()) {
            return own.isEmpty() ? older : own;
        }
        Map<Object, Boolean> both = new HashMap<>(older);
        both.putAll(own);
        return both;
    }

    /** The owner of a unique value where the changes say: an empty inner answer means that nobody owns it any more. */
    Optional<OptionalLong> owner(Attribute attribute, Object value) {
        return owner(new UniqueValue(attribute.id(), value));
    }

    private Optional<OptionalLong> owner(UniqueValue key) {
        @Nullable Long owner = owners.get(key);
        if (owner != null) {
            return Optional.of(owner == NO_OWNER ? OptionalLong.empty() : OptionalLong.of(owner));
        }
        return below == null ? Optional.empty() : below.owner(key);
    }
}
