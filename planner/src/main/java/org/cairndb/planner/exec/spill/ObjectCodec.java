package org.cairndb.planner.exec.spill;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Values without a vector as a tag and their content: numbers, text, bytes, and lists, rows and maps of such. */
final class ObjectCodec {
    private enum Tag {
        NULL,
        BOOLEAN,
        BYTE,
        SHORT,
        INTEGER,
        LONG,
        FLOAT,
        DOUBLE,
        DECIMAL,
        BIG_INTEGER,
        TEXT,
        BYTES,
        UUID,
        LIST,
        ROW,
        MAP
    }

    private static final Tag[] TAGS = Tag.values();

    private ObjectCodec() {}

    static void write(@Nullable Object value, SpillOutput output) throws IOException {
        if (value == null) {
            output.putByte(Tag.NULL.ordinal());
        } else if (value instanceof Number number) {
            writeNumber(number, output);
        } else if (value instanceof Boolean flag) {
            output.putByte(Tag.BOOLEAN.ordinal());
            output.putByte(flag ? 1 : 0);
        } else if (value instanceof String text) {
            writeBytes(Tag.TEXT, text.getBytes(StandardCharsets.UTF_8), output);
        } else if (value instanceof byte[] bytes) {
            writeBytes(Tag.BYTES, bytes, output);
        } else if (value instanceof UUID uuid) {
            output.putByte(Tag.UUID.ordinal());
            output.putLong(uuid.getMostSignificantBits());
            output.putLong(uuid.getLeastSignificantBits());
        } else {
            writeContainer(value, output);
        }
    }

    private static void writeNumber(Number number, SpillOutput output) throws IOException {
        if (number instanceof BigDecimal decimal) {
            writeBytes(Tag.DECIMAL, decimal.unscaledValue().toByteArray(), output);
            output.putInt(decimal.scale());
        } else if (number instanceof BigInteger integer) {
            writeBytes(Tag.BIG_INTEGER, integer.toByteArray(), output);
        } else if (number instanceof Double || number instanceof Float) {
            output.putByte((number instanceof Double ? Tag.DOUBLE : Tag.FLOAT).ordinal());
            output.putLong(Double.doubleToRawLongBits(number.doubleValue()));
        } else {
            output.putByte(integerTag(number).ordinal());
            output.putLong(number.longValue());
        }
    }

    private static Tag integerTag(Number number) {
        if (number instanceof Long) {
            return Tag.LONG;
        }
        if (number instanceof Integer) {
            return Tag.INTEGER;
        }
        if (number instanceof Short) {
            return Tag.SHORT;
        }
        if (number instanceof Byte) {
            return Tag.BYTE;
        }
        throw unknown(number);
    }

    private static void writeBytes(Tag tag, byte[] bytes, SpillOutput output) throws IOException {
        output.putByte(tag.ordinal());
        output.putInt(bytes.length);
        output.putBytes(bytes, 0, bytes.length);
    }

    private static void writeContainer(Object value, SpillOutput output) throws IOException {
        if (value instanceof List<?> list) {
            writeElements(Tag.LIST, list, output);
        } else if (value instanceof Object[] row) {
            writeElements(Tag.ROW, Collections.unmodifiableList(Arrays.asList(row)), output);
        } else if (value instanceof Map<?, ?> map) {
            List<Object> elements = new ArrayList<>();
            map.forEach((key, element) -> Collections.addAll(elements, key, element));
            writeElements(Tag.MAP, elements, output);
        } else {
            throw unknown(value);
        }
    }

    private static void writeElements(Tag tag, List<?> elements, SpillOutput output) throws IOException {
        output.putByte(tag.ordinal());
        output.putInt(elements.size());
        for (Object element : elements) {
            write(element, output);
        }
    }

    static @Nullable Object read(SpillInput input) throws IOException {
        Tag tag = TAGS[input.getByte()];
        return switch (tag) {
            case NULL -> null;
            case BOOLEAN -> input.getByte() != 0;
            case BYTE -> (byte) input.getLong();
            case SHORT -> (short) input.getLong();
            case INTEGER -> (int) input.getLong();
            case LONG -> input.getLong();
            case FLOAT -> (float) Double.longBitsToDouble(input.getLong());
            case DOUBLE -> Double.longBitsToDouble(input.getLong());
            case DECIMAL -> new BigDecimal(new BigInteger(bytes(input)), input.getInt());
            case BIG_INTEGER -> new BigInteger(bytes(input));
            case TEXT -> new String(bytes(input), StandardCharsets.UTF_8);
            case BYTES -> bytes(input);
            case UUID -> new UUID(input.getLong(), input.getLong());
            case LIST -> elements(input);
            case ROW -> elements(input).toArray();
            case MAP -> map(elements(input));
        };
    }

    private static byte[] bytes(SpillInput input) throws IOException {
        return input.getBytes(input.getInt());
    }

    private static List<@Nullable Object> elements(SpillInput input) throws IOException {
        int count = input.getInt();
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add(read(input));
        }
        return elements;
    }

    private static Map<@Nullable Object, @Nullable Object> map(List<@Nullable Object> elements) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < elements.size(); i += 2) {
            map.put(elements.get(i), elements.get(i + 1));
        }
        return map;
    }

    private static CairnException unknown(Object value) {
        return new CairnException(
                ErrorCode.UNSUPPORTED,
                "Values of %s cannot be kept in temporary files; raise maxQueryMemory"
                        .formatted(value.getClass().getName()));
    }
}
