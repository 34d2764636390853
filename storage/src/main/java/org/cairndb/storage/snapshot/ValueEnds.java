package org.cairndb.storage.snapshot;

import java.util.Optional;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.LongVector;
import org.cairndb.storage.datom.SystemAttributes;
import org.cairndb.storage.datom.ValueVector;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;

/** Finds the first and last values and entities of attributes of a snapshot: in the head, or at the ends of an index. */
public final class ValueEnds {
    private final Snapshot snapshot;

    /** Looks into a snapshot. */
    public ValueEnds(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** What is found. */
    public sealed interface End {
        /** A value or an entity in a slot. */
        record Found(ValueVector values, int slot) implements End {}

        /** The attribute has no datoms. */
        record Empty() implements End {}

        /** Only a scan can tell. */
        record Unknown() implements End {}
    }

    /** The least value of an attribute going forward, the greatest going backward. */
    public End value(Attribute attribute, Direction direction) {
        Optional<End> known = inHead(attribute, direction);
        if (known.isPresent() && !attribute.isPresence()) {
            return known.get();
        }
        boolean indexed =
                snapshot.schema().find(attribute.id()).map(Attribute::inAvet).orElse(false);
        return indexed ? atEnd(Index.AVET, attribute, direction) : new End.Unknown();
    }

    /** The least entity with an attribute going forward, the greatest going backward. */
    public End entity(Attribute attribute, Direction direction) {
        if (attribute.id() == SystemAttributes.TX_INSTANT.id() && snapshot.tx() > 0) {
            return found(EntityIds.ofTx(direction == Direction.FORWARD ? 1 : snapshot.tx()));
        }
        Optional<End> known = inHead(attribute, direction);
        if (known.isPresent() && (attribute.isPresence() || known.get() instanceof End.Empty)) {
            return known.get();
        }
        return atEnd(Index.AEVT, attribute, direction);
    }

    private Optional<End> inHead(Attribute attribute, Direction direction) {
        if (snapshot.isPast()) {
            return Optional.empty();
        }
        if (snapshot.statistics(attribute.id()).count() == 0) {
            return Optional.of(new End.Empty());
        }
        ValueBounds bounds = snapshot.head().bounds(attribute.id());
        Optional<ValueLimit> limit = direction == Direction.FORWARD ? bounds.least() : bounds.greatest();
        return limit.filter(ValueLimit::isHeld).map(held -> new End.Found(held.value(), 0));
    }

    /** The value of the first or last datom in AVET, or its entity in AEVT. */
    End atEnd(Index index, Attribute attribute, Direction direction) {
        try (DatomCursor cursor = snapshot.cursor(index, KeyRange.ofAttribute(attribute.id()), direction)) {
            if (!cursor.next()) {
                return new End.Empty();
            }
            int position = direction == Direction.FORWARD ? cursor.from() : cursor.to() - 1;
            if (index == Index.AVET) {
                return new End.Found(
                        cursor.batch().vector(position), cursor.batch().slot(position));
            }
            return found(cursor.batch().entity(position));
        }
    }

    private static End found(long entity) {
        return new End.Found(new LongVector(new long[] {entity}, 1), 0);
    }
}
