package org.cairndb.writer.tx;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Cardinality;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.datom.Values;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.writer.schema.SchemaGrowth;
import org.jspecify.annotations.Nullable;

/** Turns operations into claims: functions are run, definitions applied, maps taken apart, attributes found or inferred. */
final class Expansion {
    /** The key of a map that names the entity. */
    static final String ID_KEY = "db/id";

    private static final int MAX_FUNCTION_DEPTH = 16;
    private static final int MAX_NESTING = 64;

    private final State state;
    private final SchemaGrowth growth;
    private final List<Claim> claims = new ArrayList<>();
    private final Set<TempId> mentioned = new LinkedHashSet<>();
    private int anonymous;

    Expansion(State state, SchemaGrowth growth) {
        this.state = state;
        this.growth = growth;
    }

    void expand(List<Operation> operations) {
        List<Operation> plain = new ArrayList<>();
        runFunctions(operations, 0, plain);
        for (Operation operation : plain) {
            if (operation instanceof Operation.Define define) {
                growth.define(define.attribute(), state::hasValues);
            } else if (operation instanceof Operation.Adopt adopt) {
                growth.adopt(adopt.attribute());
            } else if (operation instanceof Operation.Retire retire) {
                growth.retire(known(retire.attribute()).orElseThrow(() -> unknown(retire.attribute())));
            }
        }
        plain.forEach(this::expand);
    }

    /** The claims in the order of the operations. */
    List<Claim> claims() {
        return claims;
    }

    /** The tempids of maps and additions in the order in which they came up, a map before those nested in it. */
    Set<TempId> mentioned() {
        return mentioned;
    }

    private void mention(EntityRef entity) {
        if (entity instanceof TempId tempId) {
            mentioned.add(tempId);
        }
    }

    private void runFunctions(List<Operation> operations, int depth, List<Operation> plain) {
        for (Operation operation : operations) {
            if (!(operation instanceof Operation.Call call)) {
                plain.add(operation);
                continue;
            }
            if (depth == MAX_FUNCTION_DEPTH) {
                throw invalid("Transaction functions call one another more than %d deep".formatted(MAX_FUNCTION_DEPTH));
            }
            runFunctions(call.function().apply(state.snapshot()), depth + 1, plain);
        }
    }

    private void expand(Operation operation) {
        if (operation instanceof Operation.Put put) {
            expandMap(put.entity(), 0);
        } else if (operation instanceof Operation.Add add) {
            mention(add.entity());
            Attribute attribute = attributeFor(add.attribute(), add.value());
            assertValue(add.entity(), attribute, add.value(), 0);
        } else if (operation instanceof Operation.Retract retract) {
            known(retract.attribute())
                    .ifPresent(attribute -> claims.add(
                            new Claim.Retraction(retract.entity(), attribute, value(attribute, retract.value(), 0))));
        } else if (operation instanceof Operation.RetractAll retract) {
            known(retract.attribute())
                    .ifPresent(attribute -> claims.add(new Claim.RetractionOfAll(retract.entity(), attribute)));
        } else if (operation instanceof Operation.RetractEntity retract) {
            claims.add(new Claim.RetractionOfEntity(retract.entity()));
        } else if (operation instanceof Operation.CompareAndSet cas) {
            expandComparison(cas);
        }
    }

    private void expandComparison(Operation.CompareAndSet cas) {
        Object expected = cas.expected();
        Object next = cas.next();
        Object sample = next != null ? next : expected;
        if (sample == null) {
            return;
        }
        Attribute attribute = attributeFor(cas.attribute(), sample);
        if (attribute.isMany()) {
            throw invalid(
                    "Attribute \"%s\" holds several values, so it has no compare-and-set; retract one value and add another"
                            .formatted(attribute.ident()));
        }
        claims.add(new Claim.Comparison(
                cas.entity(),
                attribute,
                expected == null ? null : value(attribute, expected, 0),
                next == null ? null : value(attribute, next, 0)));
    }

    /** Adds the claims of a map and answers the entity it is about. */
    private EntityRef expandMap(Map<?, ?> map, int depth) {
        if (depth > MAX_NESTING) {
            throw invalid("Maps are nested more than %d deep".formatted(MAX_NESTING));
        }
        Object id = map.get(ID_KEY);
        EntityRef entity = id == null ? TempId.anonymous(anonymous++) : EntityRef.of(id);
        mention(entity);
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String ident)) {
                throw invalid("A key of a map is not an attribute ident: %s".formatted(Text.of(entry.getKey())));
            }
            if (!ident.equals(ID_KEY)) {
                expandEntry(entity, ident, entry.getValue(), depth);
            }
        }
        return entity;
    }

    private void expandEntry(EntityRef entity, String ident, @Nullable Object value, int depth) {
        if (value == null) {
            known(ident).ifPresent(attribute -> claims.add(new Claim.RetractionOfAll(entity, attribute)));
        } else if (value instanceof Collection<?> values) {
            expandCollection(entity, ident, values, depth);
        } else {
            assertValue(entity, attributeFor(ident, value), value, depth);
        }
    }

    private void expandCollection(EntityRef entity, String ident, Collection<?> values, int depth) {
        if (values.isEmpty()) {
            return;
        }
        Attribute attribute = attributeFor(ident, values);
        if (!attribute.isMany()) {
            throw invalid("Attribute \"%s\" holds one value, but a collection was given".formatted(ident));
        }
        for (Object value : values) {
            assertValue(entity, attribute, required(ident, value), depth);
        }
    }

    private void assertValue(EntityRef entity, Attribute attribute, Object value, int depth) {
        claims.add(new Claim.Assertion(entity, attribute, value(attribute, value, depth)));
    }

    private Object value(Attribute attribute, Object value, int depth) {
        if (attribute.type() != ValueType.REF) {
            return Values.canonical(attribute, value);
        }
        return value instanceof Map<?, ?> nested ? expandMap(nested, depth + 1) : EntityRef.of(value);
    }

    /** A declared attribute, or none: what is not declared holds nothing that could be retracted. */
    private Optional<Attribute> known(String ident) {
        return growth.find(ident).map(Expansion::requireUser);
    }

    private Attribute attributeFor(String ident, Object value) {
        Optional<Attribute> known = known(ident);
        if (known.isPresent()) {
            growth.requireInUse(known.get());
            return known.get();
        }
        if (value instanceof Collection<?> values) {
            Object first = required(ident, values.iterator().next());
            return growth.infer(ident, inferredType(ident, first), Cardinality.MANY, first);
        }
        return growth.infer(ident, inferredType(ident, value), Cardinality.ONE, value);
    }

    private static ValueType inferredType(String ident, Object value) {
        if (value instanceof EntityRef || value instanceof Map<?, ?>) {
            return ValueType.REF;
        }
        return Values.inferredType(value)
                .orElseThrow(() -> new CairnException(
                        ErrorCode.VALUE_INVALID,
                        "A %s cannot be the value of attribute \"%s\"; convert it to one of the value types"
                                .formatted(value.getClass().getSimpleName(), ident)));
    }

    private static Attribute requireUser(Attribute attribute) {
        if (attribute.isSystem() || attribute.isPresence()) {
            throw invalid("Attribute \"%s\" belongs to Cairn; attributes are defined by an AttributeSpec"
                    .formatted(attribute.ident()));
        }
        return attribute;
    }

    private static CairnException unknown(String ident) {
        return new CairnException(
                ErrorCode.SCHEMA_CONFLICT, "Attribute \"%s\" does not exist, so it cannot be retired".formatted(ident));
    }

    private static Object required(String ident, @Nullable Object value) {
        if (value == null) {
            throw invalid("A collection of values of attribute \"%s\" holds null".formatted(ident));
        }
        return value;
    }

    static CairnException invalid(String message) {
        return new CairnException(ErrorCode.TRANSACTION_INVALID, message);
    }
}
