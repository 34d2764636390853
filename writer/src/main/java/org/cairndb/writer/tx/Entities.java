package org.cairndb.writer.tx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.EntityIds;
import org.cairndb.storage.datom.Uniqueness;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.writer.schema.SchemaGrowth;
import org.jspecify.annotations.Nullable;

/**
 * Gives every entity name of a transaction its id.
 *
 * <p>Tempids that assert the same unique identity are one entity, and that of an existing entity is this entity (upsert). Since an identity may itself be
 * a ref to a tempid, claims are gone through until nothing changes. What is left over is new and gets ids in the order of first mention.
 */
final class Entities {
    private final State state;
    private final SchemaGrowth growth;
    private final long ownTx;
    private final List<Claim> claims;
    /** Tempid to the one that stands for its group, which maps to itself. */
    private final Map<TempId, TempId> groups = new LinkedHashMap<>();

    private final Map<TempId, Long> ids = new HashMap<>();
    private final Map<LookupRef, Long> lookups = new HashMap<>();
    private final Set<Long> created = new HashSet<>();
    private @Nullable Map<UniqueValue, EntityRef> uniqueAssertions;

    /** Resolves all names; {@code tx} is the id of the transaction. */
    Entities(State state, SchemaGrowth growth, long tx, Expansion expansion) {
        this.state = state;
        this.growth = growth;
        this.ownTx = EntityIds.ofTx(tx);
        this.claims = expansion.claims();
        groups.put(TempId.CURRENT_TX, TempId.CURRENT_TX);
        ids.put(TempId.CURRENT_TX, ownTx);
        created.add(ownTx);
        joinByIdentity(expansion.mentioned());
        createRest();
    }

    /** The id of a named entity. */
    long idOf(EntityRef name) {
        if (name instanceof EntityRef.Id id) {
            return requireExisting(id.id());
        }
        if (name instanceof EntityRef.Merged merged) {
            return merged.id();
        }
        if (name instanceof EntityRef.Adopted adopted) {
            created.add(adopted.id());
            return adopted.id();
        }
        if (name instanceof TempId tempId) {
            @Nullable Long id = idOrNull(tempId);
            if (id == null) {
                throw Expansion.invalid(
                        tempId.isAnonymous()
                                ? "A nested map states nothing of its entity; give it an attribute or a db/id"
                                : "Tempid %s is used, but no attribute is put on it".formatted(tempId));
            }
            return id;
        }
        return lookups.computeIfAbsent((LookupRef) name, this::lookup);
    }

    /** Whether the entity came up in this transaction, so that the snapshot holds nothing of it. */
    boolean isNew(long entity) {
        return created.contains(entity);
    }

    /** The ids of the tempids that the caller wrote. */
    Map<String, Long> named() {
        Map<String, Long> named = new LinkedHashMap<>();
        for (TempId tempId : groups.keySet()) {
            @Nullable Long id = idOrNull(tempId);
            if (!tempId.isAnonymous() && !tempId.equals(TempId.CURRENT_TX) && id != null) {
                named.put(tempId.name(), id);
            }
        }
        return named;
    }

    private void joinByIdentity(Set<TempId> mentioned) {
        boolean hasRefIdentity = false;
        Set<TempId> asserted = new HashSet<>();
        List<Claim.Assertion> identities = new ArrayList<>();
        for (Claim claim : claims) {
            if (claim instanceof Claim.Assertion assertion && assertion.entity() instanceof TempId tempId) {
                asserted.add(tempId);
                if (assertion.attribute().uniqueness() == Uniqueness.IDENTITY) {
                    identities.add(assertion);
                    hasRefIdentity |= assertion.attribute().type() == ValueType.REF;
                }
            }
        }
        for (TempId tempId : mentioned) {
            if (asserted.contains(tempId)) {
                groups.putIfAbsent(tempId, tempId);
            }
        }
        Map<UniqueValue, TempId> holders = new HashMap<>();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Claim.Assertion identity : identities) {
                changed |= join(identity, holders);
            }
            changed &= hasRefIdentity;
        }
    }

    private boolean join(Claim.Assertion identity, Map<UniqueValue, TempId> holders) {
        TempId group = groupOf((TempId) identity.entity());
        Object value = identity.value() instanceof EntityRef ref ? refKey(ref) : identity.value();
        boolean changed = false;
        TempId holder = groupOf(
                holders.computeIfAbsent(new UniqueValue(identity.attribute().id(), value), key -> group));
        if (!holder.equals(group)) {
            unite(holder, group, identity);
            changed = true;
        }
        if (!(value instanceof TempId) && !ids.containsKey(holder)) {
            OptionalLong owner = state.owner(identity.attribute(), value);
            if (owner.isPresent()) {
                ids.put(holder, owner.getAsLong());
                changed = true;
            }
        } else if (!(value instanceof TempId)) {
            requireSame(holder, identity, state.owner(identity.attribute(), value));
        }
        return changed;
    }

    /** The id that a ref value is known to have, or the tempid group that will have one. */
    private Object refKey(EntityRef ref) {
        if (!(ref instanceof TempId tempId)) {
            return idOf(ref);
        }
        TempId group = groups.containsKey(tempId) ? groupOf(tempId) : tempId;
        @Nullable Long id = ids.get(group);
        return id == null ? group : id;
    }

    private void requireSame(TempId group, Claim.Assertion identity, OptionalLong owner) {
        @Nullable Long id = ids.get(group);
        if (owner.isPresent() && id != null && id != owner.getAsLong()) {
            throw Uniques.conflict(identity.attribute(), identity.value(), owner.getAsLong(), id);
        }
    }

    private void unite(TempId kept, TempId joined, Claim.Assertion identity) {
        @Nullable Long keptId = ids.get(kept);
        @Nullable Long joinedId = ids.remove(joined);
        if (keptId != null && joinedId != null && !keptId.equals(joinedId)) {
            throw Uniques.conflict(identity.attribute(), identity.value(), keptId, joinedId);
        }
        if (joinedId != null) {
            ids.put(kept, joinedId);
        }
        groups.put(joined, kept);
    }

    private void createRest() {
        long next = state.nextEntity();
        for (TempId tempId : List.copyOf(groups.keySet())) {
            TempId group = groupOf(tempId);
            if (!ids.containsKey(group)) {
                ids.put(group, next);
                created.add(next);
                next++;
            }
        }
    }

    private TempId groupOf(TempId tempId) {
        TempId group = tempId;
        while (true) {
            @Nullable TempId above = groups.get(group);
            if (above == null || above.equals(group)) {
                return group;
            }
            group = above;
        }
    }

    private @Nullable Long idOrNull(TempId tempId) {
        return ids.get(groupOf(tempId));
    }

    private long requireExisting(long id) {
        if (id != ownTx && !state.exists(id)) {
            throw noEntity("There is no entity %d; a new entity is named by a tempid".formatted(id));
        }
        return id;
    }

    private long lookup(LookupRef ref) {
        Attribute attribute = growth.find(ref.attribute())
                .filter(Attribute::isUnique)
                .orElseThrow(() -> Expansion.invalid(
                        "Attribute \"%s\" of a lookup ref is not a unique attribute".formatted(ref.attribute())));
        Object value = Values.canonical(attribute, ref.value());
        OptionalLong owner = state.owner(attribute, value);
        if (owner.isPresent()) {
            return owner.getAsLong();
        }
        @Nullable EntityRef own = uniqueAssertions().get(new UniqueValue(attribute.id(), value));
        if (own == null || own instanceof LookupRef) {
            throw noEntity("No entity has %s %s".formatted(attribute.ident(), Text.of(value)));
        }
        return idOf(own);
    }

    private Map<UniqueValue, EntityRef> uniqueAssertions() {
        Map<UniqueValue, EntityRef> known = uniqueAssertions;
        if (known == null) {
            known = new HashMap<>();
            for (Claim claim : claims) {
                if (claim instanceof Claim.Assertion assertion
                        && assertion.attribute().isUnique()) {
                    known.put(new UniqueValue(assertion.attribute().id(), assertion.value()), assertion.entity());
                }
            }
            uniqueAssertions = known;
        }
        return known;
    }

    private static CairnException noEntity(String message) {
        return new CairnException(ErrorCode.NO_SUCH_ENTITY, message);
    }
}
