package org.cairndb.writer.tx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Checks that after a transaction every value of a unique attribute has one owner. */
public final class Uniques {
    private Uniques() {}

    static void check(State state, List<Change> additions, Set<Change> retractions) {
        Map<UniqueValue, Long> owners = new HashMap<>();
        for (Change addition : additions) {
            Attribute attribute = addition.attribute();
            if (!attribute.isUnique()) {
                continue;
            }
            var key = new UniqueValue(attribute.id(), addition.value());
            @Nullable Long other = owners.put(key, addition.entity());
            if (other != null) {
                throw conflict(attribute, addition.value(), other, addition.entity());
            }
            OptionalLong owner = state.owner(attribute, addition.value());
            if (owner.isPresent()
                    && !retractions.contains(new Change(owner.getAsLong(), attribute, addition.value()))) {
                throw conflict(attribute, addition.value(), owner.getAsLong(), addition.entity());
            }
        }
    }

    /** The error for a value of a unique attribute that belongs to another entity. */
    public static CairnException conflict(Attribute attribute, Object value, long owner, long claimant) {
        return new CairnException(
                ErrorCode.UNIQUE_CONFLICT,
                "Attribute \"%s\" is unique: value %s belongs to entity %d and cannot be given to entity %d"
                        .formatted(attribute.ident(), Text.of(value), owner, claimant));
    }
}
