package org.cairndb.writer.ingest;

import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyBuffer;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.datom.ValueVector;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.jspecify.annotations.Nullable;

/** Refuses values of unique attributes that occur twice in the load or once in the load and once before, in datoms that come in the order of AVET. */
final class UniqueCheck {
    private final Schema schema;
    private final Snapshot base;
    private @Nullable DatomBatch previous;

    UniqueCheck(Schema schema, Snapshot base) {
        this.schema = schema;
        this.base = base;
    }

    void next(DatomBatch values) {
        for (int ordinal = 0; ordinal < values.columnCount(); ordinal++) {
            Attribute attribute = schema.attribute(values.columnAttribute(ordinal));
            if (attribute.isUnique()) {
                againstLoad(attribute, values, ordinal);
                if (base.statistics(attribute.id()).count() > 0) {
                    againstBase(attribute, values, ordinal);
                }
            }
        }
        previous = values;
    }

    private void againstLoad(Attribute attribute, DatomBatch values, int ordinal) {
        int from = values.runStart(ordinal);
        ValueVector column = values.column(ordinal);
        @Nullable DatomBatch before = previous;
        if (from == 0 && before != null && before.attribute(before.size() - 1) == attribute.id()) {
            int last = before.size() - 1;
            if (before.vector(last).compare(before.slot(last), column, 0) == 0) {
                throw conflict(attribute, values, 0, before.entity(last));
            }
        }
        for (int slot = 1; slot < column.size(); slot++) {
            if (column.compare(slot - 1, column, slot) == 0) {
                throw conflict(attribute, values, from + slot, values.entity(from + slot - 1));
            }
        }
    }

    private void againstBase(Attribute attribute, DatomBatch values, int ordinal) {
        ValueVector column = values.column(ordinal);
        KeyBuffer key = new KeyBuffer();
        try (DatomCursor cursor = base.cursor(Index.AVET, KeyRange.ofAttribute(attribute.id()), Direction.FORWARD)) {
            for (int slot = 0; slot < column.size(); slot++) {
                key.clear().attribute(attribute.id());
                column.writeKey(slot, key);
                cursor.seek(key.toBytes());
                if (!cursor.next()) {
                    return;
                }
                DatomBatch found = cursor.batch();
                int at = cursor.from();
                if (found.vector(at).compare(found.slot(at), column, slot) == 0) {
                    throw conflict(attribute, values, values.runStart(ordinal) + slot, found.entity(at));
                }
            }
        }
    }

    private static CairnException conflict(Attribute attribute, DatomBatch values, int position, long other) {
        Object value = Values.javaValue(attribute, values.vector(position), values.slot(position));
        return new CairnException(
                ErrorCode.UNIQUE_CONFLICT,
                "Value \"%s\" of unique attribute \"%s\" belongs to entity %d and is loaded for entity %d too; load it once"
                        .formatted(value, attribute.ident(), other, values.entity(position)));
    }
}
