package org.cairndb.writer.tx;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.writer.schema.AttributeSpec;
import org.jspecify.annotations.Nullable;

/**
 * One request inside a transaction. All operations of a transaction apply at once, against the state before it; their order means nothing, except that an
 * undeclared attribute takes the type of its first value.
 *
 * <p>Entities are named as {@link EntityRef#of} says. Values have any class that {@link org.cairndb.storage.datom.Values#canonical} takes; a value of a
 * ref attribute is an entity name or a nested map.
 */
public sealed interface Operation {
    /** What {@link Operation#put} means. */
    record Put(Map<String, @Nullable Object> entity) implements Operation {
        /** Copies the map. */
        public Put {
            entity = Collections.unmodifiableMap(new LinkedHashMap<>(entity));
        }
    }

    /** What {@link Operation#add} means. */
    record Add(EntityRef entity, String attribute, Object value) implements Operation {}

    /** What {@link Operation#retract(Object, String, Object)} means. */
    record Retract(EntityRef entity, String attribute, Object value) implements Operation {}

    /** What {@link Operation#retract(Object, String)} means. */
    record RetractAll(EntityRef entity, String attribute) implements Operation {}

    /** What {@link Operation#retractEntity} means. */
    record RetractEntity(EntityRef entity) implements Operation {}

    /** What {@link Operation#cas} means. */
    record CompareAndSet(
            EntityRef entity,
            String attribute,
            @Nullable Object expected,
            @Nullable Object next) implements Operation {}

    /** What {@link Operation#call} means. */
    record Call(TransactionFunction function) implements Operation {}

    /** What {@link Operation#define} means. */
    record Define(AttributeSpec attribute) implements Operation {}

    /** What {@link Operation#retire} means. */
    record Retire(String attribute) implements Operation {}

    /** Defines an attribute of another branch that is not defined here, under the id that it has there unless that is taken; for merges. */
    record Adopt(Attribute attribute) implements Operation {}

    /**
     * States what an entity holds: attribute ident to value, a collection of values for an attribute of cardinality many, a nested map for the entity that
     * a ref points to, null to retract what the entity holds. The key {@code db/id} names the entity; without it the entity is found by a unique identity
     * in the map, or is new.
     */
    static Operation put(Map<String, ? extends @Nullable Object> entity) {
        return new Put(new LinkedHashMap<String, @Nullable Object>(entity));
    }

    /** Adds one value; an attribute of cardinality one loses the value it had. Nothing happens if the entity holds the value. */
    static Operation add(Object entity, String attribute, Object value) {
        return new Add(EntityRef.of(entity), attribute, value);
    }

    /** Takes one value away. Nothing happens if the entity does not hold it. */
    static Operation retract(Object entity, String attribute, Object value) {
        return new Retract(EntityRef.of(entity), attribute, value);
    }

    /** Takes every value of an attribute away. */
    static Operation retract(Object entity, String attribute) {
        return new RetractAll(EntityRef.of(entity), attribute);
    }

    /** Takes away everything that an entity holds, the same of its components, and every reference to any of them. */
    static Operation retractEntity(Object entity) {
        return new RetractEntity(EntityRef.of(entity));
    }

    /** Sets an attribute of cardinality one to {@code next} if it is {@code expected}, and fails otherwise; null stands for no value. */
    static Operation cas(Object entity, String attribute, @Nullable Object expected, @Nullable Object next) {
        return new CompareAndSet(EntityRef.of(entity), attribute, expected, next);
    }

    /** Applies what a function answers. */
    static Operation call(TransactionFunction function) {
        return new Call(function);
    }

    /** Defines an attribute, or alters it where that is allowed; a retired one is in use again. Nothing happens if it is defined so already. */
    static Operation define(AttributeSpec attribute) {
        return new Define(attribute);
    }

    /** Leaves an attribute out of the tables of the current state and refuses values for it. Its values stay: tables of the past show them, and defining it again brings it back. */
    static Operation retire(String attribute) {
        return new Retire(attribute);
    }
}
