package org.cairndb.writer.merge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.jspecify.annotations.Nullable;

/** The attributes after a merge, found by ident: those of the target, those that only the source has, and those that only the source altered. */
final class MergedSchema {
    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, Attribute> byIdent = new HashMap<>();
    private final Snapshot source;
    private final Snapshot target;

    /**
     * Merges the definitions.
     *
     * @throws CairnException SCHEMA_CONFLICT if both sides define or alter an attribute in different ways
     */
    MergedSchema(Schema base, Snapshot source, Snapshot target) {
        this.source = source;
        this.target = target;
        for (Attribute theirs : source.schema().attributes()) {
            if (!theirs.isSystem()) {
                byIdent.put(theirs.ident(), merged(base, theirs));
            }
        }
    }

    /** The definitions that the target lacks. */
    List<Operation> operations() {
        return operations;
    }

    /** What an attribute of either side is in the target after the merge. */
    Attribute named(String ident) {
        @Nullable Attribute merged = byIdent.get(ident);
        return merged != null ? merged : target.schema().find(ident).orElseThrow();
    }

    private Attribute merged(Schema base, Attribute theirs) {
        @Nullable Attribute ours = target.schema().find(theirs.ident()).orElse(null);
        if (ours == null) {
            operations.add(new Operation.Adopt(theirs));
            return theirs;
        }
        if (isSame(ours, theirs) || isUnchanged(base, theirs)) {
            return ours;
        }
        if (!isUnchanged(base, ours)) {
            throw new CairnException(
                    ErrorCode.SCHEMA_CONFLICT,
                    "Attribute \"%s\" is defined differently on \"%s\" and \"%s\"; make the definitions equal, then merge"
                            .formatted(
                                    theirs.ident(),
                                    target.head().branch(),
                                    source.head().branch()));
        }
        operations.add(Operation.define(AttributeSpec.of(theirs)));
        return theirs.withId(ours.id());
    }

    private static boolean isUnchanged(Schema base, Attribute attribute) {
        Optional<Attribute> before = base.find(attribute.ident());
        return before.isPresent() && isSame(before.get(), attribute);
    }

    /** Whether two definitions differ in their id or description at most. */
    private static boolean isSame(Attribute one, Attribute other) {
        return one.withId(other.id()).toBuilder()
                .doc(other.doc().orElse(null))
                .build()
                .equals(other);
    }
}
