package org.cairndb.writer.ingest;

import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.ValueVector;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.cairndb.writer.tx.Uniques;
import org.jspecify.annotations.Nullable;

/** Sees the sorted new values of one attribute pass, beside those that the database has, and refuses a value that comes twice if the attribute is unique. */
final class UniqueCheck implements AutoCloseable {
    private final Attribute attribute;
    private final @Nullable DatomCursor known;
    private int knownPosition;
    private boolean knownLeft;
    private @Nullable DatomBatch last;

    UniqueCheck(Attribute attribute, Snapshot base) {
        this.attribute = attribute;
        if (attribute.isUnique()) {
            known = base.cursor(Index.AVET, KeyRange.ofAttribute(attribute.id()), Direction.FORWARD);
            knownLeft = known.next();
            knownPosition = knownLeft ? known.from() : 0;
        } else {
            known = null;
        }
    }

    /** The next values in order. */
    void pass(DatomBatch batch) {
        if (known == null || batch.size() == 0) {
            return;
        }
        if (last != null) {
            compare(last, last.size() - 1, batch, 0);
        }
        for (int i = 1; i < batch.size(); i++) {
            compare(batch, i - 1, batch, i);
        }
        for (int i = 0; i < batch.size() && knownLeft; i++) {
            passKnown(known, batch, i);
        }
        last = batch;
    }

    private void passKnown(DatomCursor cursor, DatomBatch batch, int position) {
        ValueVector values = batch.vector(position);
        int slot = batch.slot(position);
        while (knownLeft) {
            DatomBatch old = cursor.batch();
            int order = old.vector(knownPosition).compare(old.slot(knownPosition), values, slot);
            if (order == 0) {
                throw conflict(old, knownPosition, batch, position);
            }
            if (order > 0) {
                return;
            }
            knownPosition++;
            if (knownPosition == cursor.to()) {
                knownLeft = cursor.next();
                knownPosition = knownLeft ? cursor.from() : 0;
            }
        }
    }

    private void compare(DatomBatch left, int leftPosition, DatomBatch right, int rightPosition) {
        int order = left.vector(leftPosition)
                .compare(left.slot(leftPosition), right.vector(rightPosition), right.slot(rightPosition));
        if (order == 0) {
            throw conflict(left, leftPosition, right, rightPosition);
        }
    }

    private CairnException conflict(DatomBatch left, int leftPosition, DatomBatch right, int rightPosition) {
        Object value = Values.javaValue(attribute, left.vector(leftPosition), left.slot(leftPosition));
        return Uniques.conflict(attribute, value, left.entity(leftPosition), right.entity(rightPosition));
    }

    @Override
    public void close() {
        if (known != null) {
            known.close();
        }
    }
}
