package org.cairndb.planner.range;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.TextColumn;
import org.cairndb.planner.exec.WideColumn;
import org.cairndb.planner.exec.scalar.Comparison;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.Keyword;
import org.cairndb.storage.datom.ValueType;
import org.cairndb.storage.datom.Values;

/**
 * The values of an attribute in AVET.
 *
 * @param attribute an attribute that AVET holds
 */
public record ValueKeys(Attribute attribute) implements KeyDomain {
    private static final int NANOS_PER_MICRO = 1000;

    @Override
    public KeyRange all() {
        return KeyRange.ofAttribute(attribute.id());
    }

    @Override
    public Optional<KeyRange> range(Comparison.Operator operator, Operand operand) {
        return switch (attribute.type()) {
            case LONG, REF ->
                IntegerBound.of(operator, operand, 0)
                        .flatMap(bound -> bound.limitedTo(Long.MIN_VALUE, Long.MAX_VALUE))
                        .map(interval -> between(interval.from(), interval.to()));
            case DECIMAL ->
                IntegerBound.of(operator, operand, attribute.scale())
                        .flatMap(bound -> bound.limitedTo(
                                BigInteger.TEN.pow(attribute.precision()).subtract(BigInteger.ONE)))
                        .map(ends -> between(decimal(ends[0]), decimal(ends[1])));
            case DOUBLE -> Optional.of(compare(operator, Numbers.approximate(operand.value(), operand.type())));
            case STRING ->
                operator == Comparison.Operator.EQUAL
                        ? Optional.of(ofText((TextColumn) operand.value()))
                        : Optional.of(compare(operator, javaValue(operand.value())));
            case BOOLEAN, INSTANT, DATE, TIME, UUID, BYTES, KEYWORD ->
                Optional.of(compare(operator, javaValue(operand.value())));
        };
    }

    @Override
    public boolean holdsIntegers() {
        return attribute.type() == ValueType.LONG || attribute.type() == ValueType.REF;
    }

    @Override
    public Optional<KeyRange> integers(long first, long last) {
        return Optional.of(between(first, last));
    }

    private BigDecimal decimal(BigInteger unscaled) {
        return new BigDecimal(unscaled, attribute.scale());
    }

    private KeyRange between(Object least, Object greatest) {
        return KeyRange.atLeast(attribute, least).intersect(KeyRange.atMost(attribute, greatest));
    }

    private KeyRange ofText(TextColumn text) {
        return KeyRange.ofText(attribute, text.bytes(), text.start(0), text.length(0));
    }

    private KeyRange compare(Comparison.Operator operator, Object value) {
        return switch (operator) {
            case EQUAL -> KeyRange.ofValue(attribute, value);
            case LESS -> KeyRange.below(attribute, value);
            case AT_MOST -> KeyRange.atMost(attribute, value);
            case GREATER -> KeyRange.above(attribute, value);
            case AT_LEAST -> KeyRange.atLeast(attribute, value);
            case NOT_EQUAL -> throw new IllegalArgumentException("NOT_EQUAL is no range");
        };
    }

    private Object javaValue(Column value) {
        return switch (attribute.type()) {
            case STRING -> ((TextColumn) value).string(0);
            case KEYWORD -> new Keyword(((TextColumn) value).string(0));
            case BYTES -> Bytes.wrap(((TextColumn) value).copyOf(0));
            case BOOLEAN -> ((LongColumn) value).get(0) != 0;
            case INSTANT -> Values.instantOf(((LongColumn) value).get(0));
            case DATE -> LocalDate.ofEpochDay(((LongColumn) value).get(0));
            case TIME -> LocalTime.ofNanoOfDay(((LongColumn) value).get(0) * NANOS_PER_MICRO);
            case UUID -> ((WideColumn) value).uuid(0);
            case LONG, REF, DOUBLE, DECIMAL -> throw new IllegalStateException("Numbers are bound elsewhere");
        };
    }

    @Override
    public boolean isComparable(ColumnType type) {
        return switch (attribute.type()) {
            case LONG, REF, DECIMAL, DOUBLE -> type.isNumber();
            case STRING, KEYWORD -> type.kind() == ColumnType.Kind.TEXT;
            case BOOLEAN -> type.kind() == ColumnType.Kind.BOOLEAN;
            case INSTANT -> type.kind() == ColumnType.Kind.TIMESTAMP;
            case DATE -> type.kind() == ColumnType.Kind.DATE;
            case TIME -> type.kind() == ColumnType.Kind.TIME;
            case UUID -> type.kind() == ColumnType.Kind.UUID;
            case BYTES -> type.kind() == ColumnType.Kind.BYTES;
        };
    }

    @Override
    public KeyRange prefix(Bytes prefix) {
        return KeyRange.ofTextPrefix(attribute, prefix);
    }
}
