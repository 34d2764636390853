package org.cairndb.storage.datom;

import java.util.Locale;
import java.util.Optional;

/** The types a value can have. The code is what stored schemas and transactions carry and never changes its meaning. */
public enum ValueType {
    /** UTF-8 text, ordered by its bytes. */
    STRING(1),
    /** Signed 64-bit integer. */
    LONG(2),
    /** IEEE 754 double; NaN sorts last, negative zero is stored as zero. */
    DOUBLE(3),
    /** Fixed point number with a precision of 1 to 38 digits and a scale of 0 to the precision. */
    DECIMAL(4),
    /** False before true. */
    BOOLEAN(5),
    /** Microseconds since 1970-01-01T00:00:00Z. */
    INSTANT(6),
    /** Days since 1970-01-01. */
    DATE(7),
    /** Microseconds since midnight, 0 to 86,399,999,999. */
    TIME(8),
    /** 128 bits, ordered as unsigned bytes, which is the order of the text form. */
    UUID(9),
    /** The id of another entity. */
    REF(10),
    /** Raw bytes, ordered as unsigned bytes. */
    BYTES(11),
    /** A name such as {@code status/open}: text that stands for itself. */
    KEYWORD(12);

    private static final int MAX_CODE = 12;
    private static final ValueType[] BY_CODE = new ValueType[MAX_CODE + 1];

    static {
        for (ValueType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final int code;

    ValueType(int code) {
        this.code = code;
    }

    /** The stable number of this type, 1 to 12. */
    public int code() {
        return code;
    }

    /** The name in lower case, as schema text writes it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type with this code, if there is one. */
    public static Optional<ValueType> ofCode(long code) {
        if (code < 1 || code > MAX_CODE) {
            return Optional.empty();
        }
        return Optional.of(BY_CODE[(int) code]);
    }

    /** The type with this name in any case, if there is one. */
    public static Optional<ValueType> ofLabel(String label) {
        for (ValueType type : values()) {
            if (type.name().equalsIgnoreCase(label)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
