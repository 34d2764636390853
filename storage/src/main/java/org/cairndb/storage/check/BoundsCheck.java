package org.cairndb.storage.check;

import java.util.HashMap;
import java.util.Map;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.LongVector;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.datom.ValueVector;
import org.cairndb.storage.snapshot.Head;
import org.cairndb.storage.snapshot.ValueBounds;
import org.cairndb.storage.snapshot.ValueLimit;
import org.jspecify.annotations.Nullable;

/** Proves the bounds of the head: no value lies beyond them, and where the head says so a datom holds them. */
final class BoundsCheck {
    private final Problems problems;
    private final Map<Integer, Sides> attributes = new HashMap<>();

    /** The limits of one attribute, and whether they were met or broken. */
    private static final class Sides {
        private final Attribute attribute;
        private final @Nullable ValueLimit least;
        private final @Nullable ValueLimit greatest;
        private boolean leastMet;
        private boolean greatestMet;
        private boolean broken;

        Sides(Attribute attribute, ValueBounds bounds) {
            this.attribute = attribute;
            this.least = bounds.least().orElse(null);
            this.greatest = bounds.greatest().orElse(null);
        }

        void value(ValueVector values, int slot) {
            if (least != null) {
                int order = values.compare(slot, least.value(), 0);
                leastMet |= order == 0;
                broken |= order < 0;
            }
            if (greatest != null) {
                int order = values.compare(slot, greatest.value(), 0);
                greatestMet |= order == 0;
                broken |= order > 0;
            }
        }
    }

    BoundsCheck(Head head, Schema schema, Problems problems) {
        this.problems = problems;
        for (Attribute attribute : schema.attributes()) {
            attributes.put(attribute.id(), new Sides(attribute, head.bounds(attribute.id())));
        }
    }

    /** Takes the next datoms of EAVT. */
    void datoms(DatomBatch datoms, int from, int to) {
        for (int i = from; i < to; i++) {
            @Nullable Sides sides = attributes.get(datoms.attribute(i));
            if (sides == null) {
                continue;
            }
            if (sides.attribute.isPresence()) {
                sides.value(new LongVector(new long[] {datoms.entity(i)}, 1), 0);
            } else {
                sides.value(datoms.vector(i), datoms.slot(i));
            }
        }
    }

    /** After the last datom. */
    void finish() {
        attributes.values().forEach(sides -> {
            String ident = sides.attribute.ident();
            problems.require(!sides.broken, "A value of \"%s\" lies beyond the bounds in the head", ident);
            requireMet(sides.least, sides.leastMet, "least", ident);
            requireMet(sides.greatest, sides.greatestMet, "greatest", ident);
        });
    }

    private void requireMet(@Nullable ValueLimit limit, boolean met, String which, String ident) {
        boolean held = limit != null && limit.isHeld();
        problems.require(!held || met, "No datom holds the %s value of \"%s\" that the head names", which, ident);
    }
}
