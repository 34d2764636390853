package org.cairndb.storage.snapshot;

import java.util.Optional;
import org.cairndb.storage.datom.DoubleVector;
import org.cairndb.storage.datom.LongVector;
import org.cairndb.storage.datom.Physical;
import org.cairndb.storage.datom.TextVector;
import org.cairndb.storage.datom.ValueBuilder;
import org.cairndb.storage.datom.ValueVector;
import org.cairndb.storage.datom.WideVector;
import org.cairndb.storage.node.ByteReader;
import org.cairndb.storage.node.ByteWriter;
import org.jspecify.annotations.Nullable;

/**
 * What a head knows of the ends of an attribute's values: on each side a limit or nothing. For a presence attribute the values are its entities. Immutable;
 * see "Bounds" in docs/format.md.
 */
public final class ValueBounds {
    /** Most bytes of a text that can be kept. */
    static final int MAX_TEXT_BYTES = 64;

    private static final int MIN_TEXT_BYTES = 16;
    /** Bytes that the texts of all attributes together may take where each may have more than the fewest. */
    private static final int ALL_TEXT_BYTES = 32 << 10;

    static final ValueBounds NONE = new ValueBounds(null, null);

    private static final Physical[] KINDS = Physical.values();
    private static final int KIND_MASK = 7;
    private static final int LEAST = 8;
    private static final int LEAST_HELD = 16;
    private static final int GREATEST = 32;
    private static final int GREATEST_HELD = 64;

    private final @Nullable ValueLimit least;
    private final @Nullable ValueLimit greatest;

    ValueBounds(@Nullable ValueLimit least, @Nullable ValueLimit greatest) {
        this.least = least;
        this.greatest = greatest;
    }

    /** The limit below, if one is known. */
    public Optional<ValueLimit> least() {
        return Optional.ofNullable(least);
    }

    /** The limit above, if one is known. */
    public Optional<ValueLimit> greatest() {
        return Optional.ofNullable(greatest);
    }

    /** Whether both the least and the greatest value are known. */
    boolean isExact() {
        return least != null && least.isHeld() && greatest != null && greatest.isHeld();
    }

    /** A limit that a datom holds, if its value is not a text of more bytes. */
    static @Nullable ValueLimit held(ValueVector values, int slot, int maxTextBytes) {
        if (values instanceof TextVector text && text.length(slot) > maxTextBytes) {
            return null;
        }
        ValueBuilder builder = ValueBuilder.of(values.physical());
        builder.append(values, slot);
        return new ValueLimit(builder.build(), true);
    }

    /** Most bytes of a text that is kept in the head of a database with so many attributes. */
    static int maxTextBytes(int attributes) {
        return Math.max(MIN_TEXT_BYTES, Math.min(MAX_TEXT_BYTES, ALL_TEXT_BYTES / (2 * Math.max(1, attributes))));
    }

    void write(ByteWriter writer) {
        int flags = flags(least, LEAST, LEAST_HELD) | flags(greatest, GREATEST, GREATEST_HELD);
        writer.int8(flags);
        if (least != null) {
            write(writer, least.value());
        }
        if (greatest != null) {
            write(writer, greatest.value());
        }
    }

    private static int flags(@Nullable ValueLimit limit, int present, int held) {
        if (limit == null) {
            return 0;
        }
        int kind = limit.value().physical().ordinal() + 1;
        return kind | present | (limit.isHeld() ? held : 0);
    }

    private static void write(ByteWriter writer, ValueVector value) {
        if (value instanceof LongVector longs) {
            writer.zigzag(longs.get(0));
        } else if (value instanceof DoubleVector doubles) {
            writer.int64(Double.doubleToLongBits(doubles.get(0)));
        } else if (value instanceof TextVector text) {
            writer.varint(text.length(0));
            writer.bytes(text.bytes(), text.start(0), text.length(0));
        } else if (value instanceof WideVector wide) {
            writer.int64(wide.low(0));
            writer.int64(wide.high(0));
        }
    }

    static ValueBounds read(ByteReader reader) {
        int flags = reader.int8();
        if (flags == 0) {
            return NONE;
        }
        int kind = flags & KIND_MASK;
        boolean wellFormed = kind >= 1
                && kind <= KINDS.length
                && (flags & (LEAST | GREATEST)) != 0
                && ((flags & LEAST) != 0 || (flags & LEAST_HELD) == 0)
                && ((flags & GREATEST) != 0 || (flags & GREATEST_HELD) == 0)
                && flags <= Byte.MAX_VALUE;
        if (!wellFormed) {
            throw reader.corrupt("unknown flags %d of bounds".formatted(flags));
        }
        Physical physical = KINDS[kind - 1];
        ValueLimit least =
                (flags & LEAST) == 0 ? null : new ValueLimit(read(reader, physical), (flags & LEAST_HELD) != 0);
        ValueLimit greatest =
                (flags & GREATEST) == 0 ? null : new ValueLimit(read(reader, physical), (flags & GREATEST_HELD) != 0);
        if (least != null && greatest != null && least.value().compare(0, greatest.value(), 0) > 0) {
            throw reader.corrupt("a least value is above the greatest");
        }
        return new ValueBounds(least, greatest);
    }

    private static ValueVector read(ByteReader reader, Physical physical) {
        ValueBuilder builder = ValueBuilder.of(physical);
        switch (physical) {
            case LONG -> builder.appendLong(reader.zigzag());
            case DOUBLE -> builder.appendDouble(Double.longBitsToDouble(reader.int64()));
            case TEXT -> {
                int length = reader.varint(MAX_TEXT_BYTES, "length of a bound");
                builder.appendText(reader.source(), reader.skip(length), length);
            }
            case WIDE -> {
                long low = reader.int64();
                builder.appendWide(reader.int64(), low);
            }
        }
        return builder.build();
    }

    /** Whether the limits are of a kind. */
    boolean isOf(Physical physical) {
        return (least == null || least.value().physical() == physical)
                && (greatest == null || greatest.value().physical() == physical);
    }
}
