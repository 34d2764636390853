package org.cairndb.writer.tx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.writer.schema.SchemaGrowth;
import org.jspecify.annotations.Nullable;

/** The datoms that really change: what is there already is not added, what is absent is not retracted, and presence follows. */
final class Effects {
    /** An entity as a row of a namespace. */
    private record Row(long entity, String namespace) {}

    private final State state;
    private final SchemaGrowth growth;
    private final Entities entities;
    private final List<Change> additions = new ArrayList<>();
    private final Set<Change> retractions = new HashSet<>();

    Effects(State state, SchemaGrowth growth, Entities entities) {
        this.state = state;
        this.growth = growth;
        this.entities = entities;
    }

    List<Change> additions() {
        return additions;
    }

    Set<Change> retractions() {
        return retractions;
    }

    void collect(Iterable<Slots.Slot> slots) {
        for (Slots.Slot slot : slots) {
            if (entities.isNew(slot.entity())) {
                addAll(slot);
            } else if (slot.attribute().isMany()) {
                collectMany(slot);
            } else {
                collectOne(slot);
            }
        }
        Uniques.check(state, additions, retractions);
        collectPresence();
    }

    private void addAll(Slots.Slot slot) {
        for (Object value : slot.additions()) {
            additions.add(new Change(slot.entity(), slot.attribute(), value));
        }
    }

    private void collectMany(Slots.Slot slot) {
        for (Object value : slot.additions()) {
            if (!state.contains(slot.entity(), slot.attribute(), value)) {
                additions.add(new Change(slot.entity(), slot.attribute(), value));
            }
        }
        for (Object value : slot.retractions()) {
            if (state.contains(slot.entity(), slot.attribute(), value)) {
                retractions.add(new Change(slot.entity(), slot.attribute(), value));
            }
        }
    }

    private void collectOne(Slots.Slot slot) {
        Optional<Object> current = state.value(slot.entity(), slot.attribute());
        boolean adds = !slot.additions().isEmpty();
        if (adds && slot.additions().contains(current.orElse(null))) {
            return;
        }
        if (adds) {
            addAll(slot);
        }
        if (current.isPresent() && (adds || slot.retractions().contains(current.get()))) {
            retractions.add(new Change(slot.entity(), slot.attribute(), current.get()));
        }
    }

    private void collectPresence() {
        Map<Row, Boolean> rows = new LinkedHashMap<>();
        Map<Row, Map<Attribute, Integer>> retracted = new HashMap<>();
        for (Change retraction : retractions) {
            Row row = new Row(retraction.entity(), retraction.attribute().namespace());
            rows.put(row, false);
            retracted.computeIfAbsent(row, key -> new HashMap<>()).merge(retraction.attribute(), 1, Integer::sum);
        }
        for (Change addition : additions) {
            rows.put(new Row(addition.entity(), addition.attribute().namespace()), true);
        }
        rows.forEach((row, gains) -> {
            Attribute presence = growth.presenceOf(row.namespace());
            boolean had = !entities.isNew(row.entity()) && state.contains(row.entity(), presence, true);
            boolean has = gains || keepsValues(row, retracted.getOrDefault(row, Map.of()));
            if (has && !had) {
                additions.add(new Change(row.entity(), presence, true));
            } else if (had && !has) {
                retractions.add(new Change(row.entity(), presence, true));
            }
        });
    }

    private boolean keepsValues(Row row, Map<Attribute, Integer> retracted) {
        for (Attribute attribute : growth.attributesOf(row.namespace())) {
            @Nullable Integer lost = retracted.get(attribute);
            if (state.values(row.entity(), attribute).size() > (lost == null ? 0 : lost)) {
                return true;
            }
        }
        return false;
    }
}
