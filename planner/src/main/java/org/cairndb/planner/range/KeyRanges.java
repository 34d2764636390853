package org.cairndb.planner.range;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.scalar.Comparison.Operator;
import org.cairndb.storage.datom.Bytes;
import org.cairndb.storage.datom.KeyRange;

/** Sets of keys as disjoint ascending ranges. */
public final class KeyRanges {
    private KeyRanges() {}

    /** The keys that lie in both of two sets. */
    public static List<KeyRange> intersect(List<KeyRange> left, List<KeyRange> right) {
        List<KeyRange> result = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < left.size() && j < right.size()) {
            KeyRange both = left.get(i).intersect(right.get(j));
            if (!both.isEmpty()) {
                result.add(both);
            }
            if (endsFirst(left.get(i), right.get(j))) {
                i++;
            } else {
                j++;
            }
        }
        return result;
    }

    private static boolean endsFirst(KeyRange left, KeyRange right) {
        Bytes end = left.upper();
        Bytes other = right.upper();
        return end != null && (other == null || end.compareTo(other) <= 0);
    }

    /** The keys that lie in any of some ranges, which may overlap and stand in any order. */
    public static List<KeyRange> union(List<KeyRange> ranges) {
        List<KeyRange> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparing(KeyRange::lower));
        List<KeyRange> result = new ArrayList<>();
        for (KeyRange range : sorted) {
            KeyRange last = result.isEmpty() ? null : result.get(result.size() - 1);
            Bytes lastUpper = last == null ? null : last.upper();
            if (last == null || (lastUpper != null && lastUpper.compareTo(range.lower()) < 0)) {
                result.add(range);
                continue;
            }
            Bytes upper = range.upper();
            boolean endsLater = lastUpper != null && (upper == null || upper.compareTo(lastUpper) > 0);
            if (endsLater) {
                result.set(result.size() - 1, new KeyRange(last.lower(), upper));
            }
        }
        return result;
    }

    /** The keys of values that are not below one and not above another, each a column of one row. */
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // as bounds come
    public static List<KeyRange> between(
            KeyDomain domain, ColumnType type, Optional<Column> least, Optional<Column> greatest) {
        Optional<KeyRange> lower =
                least.map(v -> range(domain, Operator.AT_LEAST, v, type)).orElse(Optional.of(domain.all()));
        Optional<KeyRange> upper =
                greatest.map(v -> range(domain, Operator.AT_MOST, v, type)).orElse(Optional.of(domain.all()));
        if (lower.isEmpty() || upper.isEmpty()) {
            return List.of();
        }
        KeyRange both = lower.get().intersect(upper.get());
        return both.isEmpty() ? List.of() : List.of(both);
    }

    /** The keys of some values, none of which is null. Neighbouring integers share a range. */
    public static List<KeyRange> ofValues(KeyDomain domain, ColumnType type, Column values) {
        if (type.kind() == Kind.LONG && values instanceof LongColumn integers && domain.holdsIntegers()) {
            return ofIntegers(domain, integers);
        }
        List<KeyRange> ranges = new ArrayList<>();
        int[] row = new int[1];
        for (row[0] = 0; row[0] < values.size(); row[0]++) {
            range(domain, Operator.EQUAL, values.gather(row, 1), type)
                    .filter(range -> !range.isEmpty())
                    .ifPresent(ranges::add);
        }
        return union(ranges);
    }

    private static List<KeyRange> ofIntegers(KeyDomain domain, LongColumn values) {
        long[] sorted = Arrays.copyOfRange(values.array(), values.offset(), values.offset() + values.size());
        Arrays.sort(sorted);
        List<KeyRange> ranges = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= sorted.length; i++) {
            boolean goesOn = i < sorted.length && (sorted[i] == sorted[i - 1] || sorted[i] == sorted[i - 1] + 1);
            if (!goesOn) {
                domain.integers(sorted[from], sorted[i - 1]).ifPresent(ranges::add);
                from = i;
            }
        }
        return ranges;
    }

    private static Optional<KeyRange> range(KeyDomain domain, Operator operator, Column value, ColumnType type) {
        return domain.range(operator, new KeyDomain.Operand(value, type));
    }
}
