package org.cairndb.writer.ingest;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.Keyword;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.writer.schema.AttributeSpec;
import org.cairndb.writer.tx.LookupRef;
import org.jspecify.annotations.Nullable;

/** Turns JSON values into what the type of their attribute takes. An undeclared attribute takes integers as long and fractions as double. */
final class JsonValues {
    private static final String LOOKUP = "db/lookup";
    private static final String ID = "db/id";

    private Schema schema;
    private final Map<String, ValueType> defined = new HashMap<>();

    JsonValues(Schema schema) {
        this.schema = schema;
    }

    /** Goes on with the schema after a commit. */
    void committed(Schema newSchema) {
        schema = newSchema;
        defined.clear();
    }

    /** Learns of an attribute that the transaction being read defines. */
    void define(AttributeSpec spec) {
        defined.put(spec.ident(), spec.type());
    }

    Map<String, @Nullable Object> entity(Map<?, ?> json) {
        Map<String, @Nullable Object> entity = new LinkedHashMap<>();
        json.forEach((key, value) -> {
            String ident = (String) key;
            entity.put(ident, ident.equals(ID) ? entityName(value) : value(ident, value));
        });
        return entity;
    }

    Object entityName(@Nullable Object json) {
        if (json instanceof Map<?, ?> map && map.containsKey(LOOKUP)) {
            return lookup(map.get(LOOKUP));
        }
        if (json instanceof Long || json instanceof String) {
            return json;
        }
        throw invalid(
                "an entity is named by its id, a tempid (string) or {\"%s\": [attribute, value]}".formatted(LOOKUP));
    }

    /** The value of an attribute; arrays give collections, null stays null. */
    @Nullable
    Object value(String ident, @Nullable Object json) {
        if (json == null) {
            return null;
        }
        if (json instanceof List<?> several) {
            List<Object> values = new ArrayList<>();
            for (Object one : several) {
                values.add(single(ident, one));
            }
            return values;
        }
        return single(ident, json);
    }

    Object single(String ident, @Nullable Object json) {
        if (json == null) {
            throw invalid("an array of values of \"%s\" holds null".formatted(ident));
        }
        Optional<ValueType> declared = typeOf(ident);
        if (declared.isPresent()) {
            return typed(ident, declared.get(), json);
        }
        if (json instanceof Map<?, ?> map) {
            return map.containsKey(LOOKUP) ? lookup(map.get(LOOKUP)) : entity(map);
        }
        if (json instanceof BigDecimal fraction) {
            return fraction.doubleValue();
        }
        return requireLong(json);
    }

    private Optional<ValueType> typeOf(String ident) {
        @Nullable ValueType own = defined.get(ident);
        return own != null ? Optional.of(own) : schema.find(ident).map(Attribute::type);
    }

    private Object typed(String ident, ValueType type, Object json) {
        try {
            return switch (type) {
                case STRING, BOOLEAN, LONG -> json;
                case DOUBLE -> number(json);
                case DECIMAL -> decimal(json);
                case REF -> json instanceof Map<?, ?> map && !map.containsKey(LOOKUP) ? entity(map) : entityName(json);
                case INSTANT -> OffsetDateTime.parse(text(ident, type, json)).toInstant();
                case DATE -> LocalDate.parse(text(ident, type, json));
                case TIME -> LocalTime.parse(text(ident, type, json));
                case UUID -> UUID.fromString(text(ident, type, json));
                case BYTES -> Bytes.wrap(Base64.getDecoder().decode(text(ident, type, json)));
                case KEYWORD -> keyword(text(ident, type, json));
            };
        } catch (DateTimeException | IllegalArgumentException e) {
            throw invalid("\"%s\" is no %s, which attribute \"%s\" holds".formatted(json, type.label(), ident));
        }
    }

    private static String text(String ident, ValueType type, Object json) {
        if (json instanceof String text) {
            return text;
        }
        throw invalid("attribute \"%s\" holds %s values, which are written as strings".formatted(ident, type.label()));
    }

    private static Object number(Object json) {
        if (json instanceof BigDecimal fraction) {
            return fraction.doubleValue();
        }
        return switch (json instanceof String text ? text : "") {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> json;
        };
    }

    private static Object decimal(Object json) {
        return json instanceof String text ? new BigDecimal(text) : json;
    }

    private static Keyword keyword(String text) {
        return new Keyword(text.startsWith(":") ? text.substring(1) : text);
    }

    private LookupRef lookup(@Nullable Object json) {
        if (json instanceof List<?> pair && pair.size() == 2 && pair.get(0) instanceof String ident) {
            return new LookupRef(ident, single(ident, pair.get(1)));
        }
        throw invalid("\"%s\" takes an array of an attribute and a value".formatted(LOOKUP));
    }

    /** The error for an integer that is too large for a long where nothing else is declared. */
    private static Object requireLong(Object json) {
        if (json instanceof BigInteger) {
            throw invalid("%s is too large for a long; declare the attribute as decimal".formatted(json));
        }
        return json;
    }

    static CairnException invalid(String message) {
        return new CairnException(ErrorCode.VALUE_INVALID, message);
    }
}
