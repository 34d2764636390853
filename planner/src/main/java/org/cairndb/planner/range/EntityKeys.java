package org.cairndb.planner.range;

import java.util.Optional;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.scalar.Comparison;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.KeyRange;

/**
 * The entity ids of an attribute in AEVT.
 *
 * @param attribute attribute id
 * @param idBase what SQL subtracts from entity ids
 */
public record EntityKeys(int attribute, long idBase) implements KeyDomain {
    @Override
    public KeyRange all() {
        return KeyRange.ofAttribute(attribute);
    }

    @Override
    public Optional<KeyRange> range(Comparison.Operator operator, Operand operand) {
        return IntegerBound.of(operator, operand, 0)
                .flatMap(bound -> bound.limitedTo(0, Long.MAX_VALUE - idBase - 1))
                .map(bound -> between(bound.from(), bound.to()));
    }

    @Override
    public boolean holdsIntegers() {
        return true;
    }

    @Override
    public Optional<KeyRange> integers(long first, long last) {
        long least = Math.max(0, first);
        long greatest = Math.min(Long.MAX_VALUE - idBase - 1, last);
        return least > greatest ? Optional.empty() : Optional.of(between(least, greatest));
    }

    private KeyRange between(long first, long last) {
        return KeyRange.ofAttribute(attribute, first + idBase, last + idBase + 1);
    }

    @Override
    public boolean isComparable(ColumnType type) {
        return type.isNumber();
    }

    @Override
    public KeyRange prefix(Bytes prefix) {
        return all();
    }
}
