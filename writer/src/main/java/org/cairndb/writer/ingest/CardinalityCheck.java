package org.cairndb.writer.ingest;

import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** Refuses a second value of an attribute of cardinality one, and a value given twice, in datoms that come in the order of EAVT. */
final class CardinalityCheck {
    private final Schema schema;
    private long lastEntity = -1;
    private int lastAttribute = -1;

    CardinalityCheck(Schema schema) {
        this.schema = schema;
    }

    void next(DatomBatch rows) {
        for (int i = 0; i < rows.size(); i++) {
            long entity = rows.entity(i);
            int attribute = rows.attribute(i);
            if (entity == lastEntity && attribute == lastAttribute) {
                repeated(rows, i);
            }
            lastEntity = entity;
            lastAttribute = attribute;
        }
    }

    private void repeated(DatomBatch rows, int position) {
        boolean many = schema.attribute(rows.attribute(position)).isMany();
        boolean twice = position > 0 && rows.compare(position - 1, rows, position) == 0;
        if (!many || twice) {
            throw new CairnException(
                    ErrorCode.TRANSACTION_INVALID,
                    "Entity %d of the bulk load has %s \"%s\"; give each value once"
                            .formatted(
                                    rows.entity(position),
                                    many ? "the same value twice in" : "two values of",
                                    schema.attribute(rows.attribute(position)).ident()));
        }
    }
}
