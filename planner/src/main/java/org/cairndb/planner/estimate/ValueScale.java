package org.cairndb.planner.estimate;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.util.NlsString;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.DoubleVector;
import org.cairndb.storage.datom.LongVector;
import org.cairndb.storage.datom.TextVector;
import org.cairndb.storage.datom.ValueVector;
import org.cairndb.storage.datom.WideVector;
import org.cairndb.storage.snapshot.ValueBounds;
import org.cairndb.storage.snapshot.ValueLimit;

/** Where a constant lies between the least (0) and the greatest (1) value of an attribute, as if its values were spread evenly. */
public sealed interface ValueScale {
    /** The place of a constant, outside of [0, 1] if it lies beyond the values; nothing if it cannot be compared with them. */
    OptionalDouble placeOf(RexLiteral literal);

    /** The scale of an attribute whose bounds are known. */
    static Optional<ValueScale> of(Attribute attribute, ValueBounds bounds) {
        Optional<ValueLimit> least = bounds.least();
        Optional<ValueLimit> greatest = bounds.greatest();
        if (least.isEmpty() || greatest.isEmpty()) {
            return Optional.empty();
        }
        return switch (attribute.type()) {
            case STRING, KEYWORD ->
                Optional.of(Text.between(least.get().value(), greatest.get().value()));
            case LONG, REF, DOUBLE, DECIMAL, BOOLEAN, INSTANT, DATE, TIME -> {
                double unit = Math.pow(10, -attribute.scale());
                yield Optional.of(new Numbers(
                        unit * number(least.get().value()),
                        unit * number(greatest.get().value())));
            }
            case UUID, BYTES -> Optional.empty();
        };
    }

    private static double number(ValueVector value) {
        if (value instanceof LongVector longs) {
            return longs.get(0);
        }
        if (value instanceof DoubleVector doubles) {
            return doubles.get(0);
        }
        return value instanceof WideVector wide ? wide.integer(0).doubleValue() : 0;
    }

    /**
     * Numbers, dates and times.
     *
     * @param least the least one
     * @param greatest the greatest one
     */
    record Numbers(double least, double greatest) implements ValueScale {
        private static final double MICROS_PER_MILLI = 1_000;

        @Override
        public OptionalDouble placeOf(RexLiteral literal) {
            OptionalDouble number = numberOf(literal);
            if (number.isEmpty()) {
                return number;
            }
            double width = greatest - least;
            double above = number.getAsDouble() - least;
            return OptionalDouble.of(width > 0 ? above / width : Math.signum(above));
        }

        private static OptionalDouble numberOf(RexLiteral literal) {
            Comparable<?> value = literal.getValue();
            if (value instanceof BigDecimal number) {
                return OptionalDouble.of(number.doubleValue());
            }
            if (value instanceof Double number) {
                return OptionalDouble.of(number);
            }
            if (value instanceof Boolean truth) {
                return OptionalDouble.of(truth ? 1 : 0);
            }
            if (!(value instanceof Calendar time)) {
                return OptionalDouble.empty();
            }
            return switch (literal.getType().getSqlTypeName()) {
                case DATE -> OptionalDouble.of(Math.floorDiv(time.getTimeInMillis(), 86_400_000L));
                case TIME, TIMESTAMP -> OptionalDouble.of(MICROS_PER_MILLI * time.getTimeInMillis());
                default -> OptionalDouble.empty();
            };
        }
    }

    /**
     * Texts by the bytes after what the least and the greatest begin with alike.
     *
     * @param same what they begin with alike
     * @param least the least one behind that, as a number
     * @param greatest the greatest one behind that, as a number
     */
    record Text(String same, double least, double greatest) implements ValueScale {
        private static final int BYTES = 6;
        private static final int BYTE_VALUES = 256;

        private static Text between(ValueVector least, ValueVector greatest) {
            byte[] low = bytes(least);
            byte[] high = bytes(greatest);
            int mismatch = Arrays.mismatch(low, high);
            int same = mismatch < 0 ? low.length : mismatch;
            String prefix = new String(low, 0, same, StandardCharsets.ISO_8859_1);
            return new Text(prefix, number(low, same), number(high, same));
        }

        private static byte[] bytes(ValueVector value) {
            return value instanceof TextVector text ? text.copyOf(0) : new byte[0];
        }

        private static double number(byte[] text, int from) {
            double number = 0;
            for (int i = from; i < from + BYTES; i++) {
                number = number * BYTE_VALUES + (i < text.length ? text[i] & 0xff : 0);
            }
            return number;
        }

        @Override
        public OptionalDouble placeOf(RexLiteral literal) {
            if (!(literal.getValue() instanceof NlsString text)) {
                return OptionalDouble.empty();
            }
            byte[] bytes = text.getValue().getBytes(StandardCharsets.UTF_8);
            String start = new String(bytes, 0, Math.min(bytes.length, same.length()), StandardCharsets.ISO_8859_1);
            int order = start.compareTo(same);
            if (order != 0) {
                return OptionalDouble.of(order < 0 ? -1 : 2);
            }
            double above = number(bytes, same.length()) - least;
            return OptionalDouble.of(greatest > least ? above / (greatest - least) : Math.signum(above));
        }
    }
}
