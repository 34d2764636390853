package org.cairndb.storage.snapshot;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Schema;

/** Which ids the attributes of one schema have in another: attributes of one ident that two branches defined by themselves are taken for the same. */
final class AttributeMatch {
    /** Every attribute has its own id. */
    static final AttributeMatch SAME = new AttributeMatch(Map.of());

    private final Map<Integer, Integer> ids;

    private AttributeMatch(Map<Integer, Integer> ids) {
        this.ids = ids;
    }

    /** From one schema to another. */
    static AttributeMatch between(Schema schema, Schema other) {
        if (schema.equals(other)) {
            return SAME;
        }
        Map<Integer, Integer> ids = new HashMap<>();
        for (Attribute attribute : schema.attributes()) {
            Optional<Attribute> match = other.find(attribute.ident()).filter(o -> o.type() == attribute.type());
            if (match.isPresent()
                    && match.get().id() != attribute.id()
                    && match.get().physical() == attribute.physical()) {
                ids.put(attribute.id(), match.get().id());
            }
        }
        return ids.isEmpty() ? SAME : new AttributeMatch(ids);
    }

    /** The same datoms with the ids of the other schema, in the order of the first. */
    DatomBatch apply(DatomBatch log) {
        return ids.isEmpty() ? log : log.withAttributes(id -> ids.getOrDefault(id, id));
    }
}
