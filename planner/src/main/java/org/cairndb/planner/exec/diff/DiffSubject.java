package org.cairndb.planner.exec.diff;

import java.util.List;
import java.util.function.UnaryOperator;
import org.cairndb.storage.datom.Attribute;

/** What is compared. */
public sealed interface DiffSubject {
    /** The attributes that columns can show. */
    List<Attribute> attributes();

    /** The same subject with attributes as somebody else knows them. */
    DiffSubject as(UnaryOperator<Attribute> known);

    /** Whether a change of an attribute matters. */
    default boolean concerns(int attribute) {
        return attributes().stream().anyMatch(a -> a.id() == attribute);
    }

    /**
     * Entities as rows: one is there while it has the marker of its namespace, and different where one of the attributes is.
     *
     * @param presence the marker
     * @param attributes attributes of cardinality one
     */
    record Rows(Attribute presence, List<Attribute> attributes) implements DiffSubject {
        /** Copies the list. */
        public Rows {
            attributes = List.copyOf(attributes);
        }

        @Override
        public DiffSubject as(UnaryOperator<Attribute> known) {
            return new Rows(
                    known.apply(presence), attributes.stream().map(known).toList());
        }

        @Override
        public boolean concerns(int attribute) {
            return attribute == presence.id() || DiffSubject.super.concerns(attribute);
        }
    }

    /**
     * The values of one attribute: where an entity has one at most, another value is a change of it; in a set, each value comes and goes by itself.
     *
     * @param attribute the attribute
     */
    record Values(Attribute attribute) implements DiffSubject {
        @Override
        public List<Attribute> attributes() {
            return List.of(attribute);
        }

        @Override
        public DiffSubject as(UnaryOperator<Attribute> known) {
            return new Values(known.apply(attribute));
        }
    }
}
