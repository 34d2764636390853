package org.cairndb.writer.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cairndb.storage.datom.Uniqueness;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.error.CairnException;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.Operation;
import org.cairndb.writer.tx.TempId;
import org.jspecify.annotations.Nullable;

/** Turns JSON objects into operations: the forms are in docs/transactions.md. */
final class JsonOperations {
    private final JsonValues values;

    JsonOperations(JsonValues values) {
        this.values = values;
    }

    /** The operations of one object. */
    List<Operation> read(@Nullable Object json) {
        if (!(json instanceof Map<?, ?> map)) {
            throw JsonValues.invalid("a line is an object, or an array of objects");
        }
        if (map.size() == 1) {
            String key = (String) map.keySet().iterator().next();
            @Nullable Object content = map.get(key);
            switch (key) {
                case "db/add" -> {
                    return List.of(add(arguments(key, content, 3, 3)));
                }
                case "db/retract" -> {
                    return List.of(retract(arguments(key, content, 2, 3)));
                }
                case "db/cas" -> {
                    return List.of(cas(arguments(key, content, 4, 4)));
                }
                case "db/retractEntity" -> {
                    return List.of(Operation.retractEntity(values.entityName(content)));
                }
                case "db/attribute" -> {
                    return List.of(define(object(key, content)));
                }
                case "db/retire" -> {
                    return List.of(Operation.retire(ident(content)));
                }
                case "db/tx" -> {
                    return metadata(object(key, content));
                }
                default -> {
                    // An entity with one attribute.
                }
            }
        }
        return List.of(Operation.put(values.entity(map)));
    }

    private Operation add(List<?> arguments) {
        String ident = ident(arguments.get(1));
        return Operation.add(values.entityName(arguments.get(0)), ident, values.single(ident, arguments.get(2)));
    }

    private Operation retract(List<?> arguments) {
        Object entity = values.entityName(arguments.get(0));
        String ident = ident(arguments.get(1));
        if (arguments.size() == 2) {
            return Operation.retract(entity, ident);
        }
        return Operation.retract(entity, ident, values.single(ident, arguments.get(2)));
    }

    private Operation cas(List<?> arguments) {
        String ident = ident(arguments.get(1));
        return Operation.cas(
                values.entityName(arguments.get(0)),
                ident,
                values.value(ident, arguments.get(2)),
                values.value(ident, arguments.get(3)));
    }

    private List<Operation> metadata(Map<?, ?> json) {
        List<Operation> operations = new ArrayList<>();
        values.entity(json).forEach((ident, value) -> {
            if (value != null) {
                operations.add(Operation.add(TempId.CURRENT_TX, ident, value));
            }
        });
        return operations;
    }

    private Operation define(Map<?, ?> json) {
        String ident = ident(json.get("ident"));
        String label = String.valueOf(json.get("type"));
        ValueType type = ValueType.ofLabel(label)
                .orElseThrow(() -> JsonValues.invalid("\"%s\" is not a type of attributes".formatted(label)));
        AttributeSpec.Builder spec = AttributeSpec.builder(ident, type);
        json.forEach((key, value) -> apply(spec, (String) key, value));
        if (json.containsKey("precision")) {
            spec.decimal(integer(json.get("precision")), integer(json.get("scale")));
        }
        AttributeSpec built = spec.build();
        values.define(built);
        return Operation.define(built);
    }

    private static void apply(AttributeSpec.Builder spec, String key, @Nullable Object value) {
        switch (key) {
            case "ident", "type", "precision", "scale" -> {
                // Read already.
            }
            case "many" -> ifTrue(key, value, spec::many);
            case "indexed" -> ifTrue(key, value, spec::indexed);
            case "component" -> ifTrue(key, value, spec::component);
            case "noHistory" -> ifTrue(key, value, spec::noHistory);
            case "unique" -> spec.unique(uniqueness(String.valueOf(value)));
            case "doc" -> spec.doc(String.valueOf(value));
            case "refNamespace" -> spec.refNamespace(String.valueOf(value));
            default -> throw JsonValues.invalid("\"%s\" says nothing of an attribute".formatted(key));
        }
    }

    private static void ifTrue(String key, @Nullable Object value, Runnable action) {
        if (!(value instanceof Boolean flag)) {
            throw JsonValues.invalid("\"%s\" is true or false".formatted(key));
        }
        if (flag) {
            action.run();
        }
    }

    private static Uniqueness uniqueness(String text) {
        for (Uniqueness uniqueness : Uniqueness.values()) {
            if (uniqueness.name().toLowerCase(Locale.ROOT).equals(text)) {
                return uniqueness;
            }
        }
        throw JsonValues.invalid("\"unique\" is \"identity\", \"value\" or \"none\"");
    }

    private static int integer(@Nullable Object json) {
        if (json instanceof Long number && number >= 0 && number <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        throw JsonValues.invalid("a decimal takes \"precision\" and \"scale\" as whole numbers");
    }

    private static String ident(@Nullable Object json) {
        if (json instanceof String ident) {
            return ident;
        }
        throw JsonValues.invalid("an attribute is named by its ident, such as \"product/sku\"");
    }

    private static List<?> arguments(String key, @Nullable Object json, int least, int most) {
        if (json instanceof List<?> list && list.size() >= least && list.size() <= most) {
            return list;
        }
        String count = least == most ? String.valueOf(least) : least + " or " + most;
        throw JsonValues.invalid("\"%s\" takes an array of %s elements".formatted(key, count));
    }

    private static Map<?, ?> object(String key, @Nullable Object json) {
        if (json instanceof Map<?, ?> map) {
            return map;
        }
        throw JsonValues.invalid("\"%s\" takes an object".formatted(key));
    }

    /** A failure with the line that caused it, and the cause kept. */
    static CairnException atLine(long line, String committed, CairnException e) {
        return new CairnException(e.code(), "Line %d: %s%s".formatted(line, e.getMessage(), committed), e);
    }
}
