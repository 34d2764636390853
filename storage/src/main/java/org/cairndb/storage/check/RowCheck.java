package org.cairndb.storage.check;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.Schema;

/** Proves the rules within entities: known attributes, one value where one is allowed, and markers of exactly the namespaces in use. */
final class RowCheck {
    private final Schema schema;
    private final Problems problems;
    private long entity = -1;
    private int lastAttribute = -1;
    private final Set<String> used = new HashSet<>();
    private final Set<String> marked = new HashSet<>();

    RowCheck(Schema schema, Problems problems) {
        this.schema = schema;
        this.problems = problems;
    }

    /** Takes the next datoms of EAVT. */
    void datoms(DatomBatch datoms, int from, int to) {
        for (int i = from; i < to; i++) {
            if (datoms.entity(i) != entity) {
                finish();
                entity = datoms.entity(i);
            }
            attribute(datoms.attribute(i));
        }
    }

    private void attribute(int id) {
        Optional<Attribute> found = schema.find(id);
        if (found.isEmpty()) {
            problems.add("Entity %d has a value of attribute %d, which the schema does not know", entity, id);
            return;
        }
        Attribute attribute = found.get();
        problems.require(
                id != lastAttribute || attribute.isMany(),
                "Entity %d has several values of \"%s\", which allows one",
                entity,
                attribute.ident());
        lastAttribute = id;
        if (attribute.isPresence()) {
            marked.add(attribute.namespace());
        } else if (!attribute.isSystem()) {
            used.add(attribute.namespace());
        }
    }

    /** After the last datom. */
    void finish() {
        problems.require(
                used.equals(marked),
                "Entity %d has values in the namespaces %s, but is marked as present in %s",
                entity,
                used,
                marked);
        used.clear();
        marked.clear();
        lastAttribute = -1;
    }
}
