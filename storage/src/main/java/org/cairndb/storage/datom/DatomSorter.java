package org.cairndb.storage.datom;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Brings a batch into the order of another index.
 *
 * <p>Positions are first grouped by attribute where the target is by attribute, then sorted by a 64-bit prefix of their key with a radix sort that skips
 * bytes in which all prefixes agree, and positions with equal prefixes are sorted by full comparison unless they stand in order already, which for bulk
 * data they nearly always do.
 */
public final class DatomSorter {
    private static final int BUCKETS = 256;
    private static final int SMALL = 12;

    private final DatomBatch source;
    private final Index target;

    private DatomSorter(DatomBatch source, Index target) {
        this.source = source;
        this.target = target;
    }

    /** All datoms of a batch in the order of another index. */
    public static DatomBatch sort(DatomBatch source, Index target) {
        return sort(source, target, attribute -> true);
    }

    /** The datoms whose attribute is wanted, in the order of another index. */
    public static DatomBatch sort(DatomBatch source, Index target, IntPredicate wantedAttribute) {
        return new DatomSorter(source, target).sorted(wantedAttribute);
    }

    private DatomBatch sorted(IntPredicate wantedAttribute) {
        int[] positions = target.isByAttribute() ? grouped(wantedAttribute) : plain(wantedAttribute);
        DatomBatchBuilder builder = new DatomBatchBuilder(target);
        for (int position : positions) {
            builder.append(source, position);
        }
        return builder.build();
    }

    private int[] plain(IntPredicate wantedAttribute) {
        int[] positions = new int[source.size()];
        int count = 0;
        boolean[] wanted = wantedColumns(wantedAttribute);
        for (int i = 0; i < source.size(); i++) {
            if (wanted[source.ordinal(i)]) {
                positions[count++] = i;
            }
        }
        positions = Arrays.copyOf(positions, count);
        sortRun(positions, 0, count);
        return positions;
    }

    private int[] grouped(IntPredicate wantedAttribute) {
        boolean[] wanted = wantedColumns(wantedAttribute);
        int columns = source.columnCount();
        Integer[] order = new Integer[columns];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Integer.compare(source.columnAttribute(a), source.columnAttribute(b)));
        int[] starts = new int[columns];
        int total = 0;
        for (int ordinal : order) {
            starts[ordinal] = total;
            total += wanted[ordinal] ? source.column(ordinal).size() : 0;
        }
        int[] next = starts.clone();
        int[] positions = new int[total];
        for (int i = 0; i < source.size(); i++) {
            int ordinal = source.ordinal(i);
            if (wanted[ordinal]) {
                positions[next[ordinal]++] = i;
            }
        }
        for (int ordinal = 0; ordinal < columns; ordinal++) {
            sortRun(positions, starts[ordinal], next[ordinal]);
        }
        return positions;
    }

    private boolean[] wantedColumns(IntPredicate wantedAttribute) {
        boolean[] wanted = new boolean[source.columnCount()];
        for (int i = 0; i < wanted.length; i++) {
            wanted[i] = wantedAttribute.test(source.columnAttribute(i));
        }
        return wanted;
    }

    private void sortRun(int[] positions, int from, int to) {
        if (isSorted(positions, from, to)) {
            return;
        }
        int count = to - from;
        long[] prefixes = new long[count];
        for (int i = 0; i < count; i++) {
            prefixes[i] = prefix(positions[from + i]);
        }
        radixSort(positions, from, prefixes);
        int start = 0;
        for (int i = 1; i <= count; i++) {
            if (i == count || prefixes[i] != prefixes[start]) {
                sortTies(positions, from + start, from + i);
                start = i;
            }
        }
    }

    private void sortTies(int[] positions, int from, int to) {
        if (to - from > 1 && !isSorted(positions, from, to)) {
            mergeSort(Arrays.copyOfRange(positions, from, to), positions, 0, to - from, from);
        }
    }

    private boolean isSorted(int[] positions, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (compare(positions[i - 1], positions[i]) > 0) {
                return false;
            }
        }
        return true;
    }

    private long prefix(int position) {
        return switch (target) {
            case EAVT, AEVT, RETIRED_EAVT, RETIRED_AEVT, COMMITS -> source.entity(position);
            case LOG -> source.tx(position);
            case AVET -> source.vector(position).orderPrefix(source.slot(position));
        };
    }

    private int compare(int left, int right) {
        int order = switch (target) {
            case EAVT, COMMITS -> byEntity(left, right);
            case RETIRED_EAVT -> byTimes(byEntity(left, right), left, right);
            case AEVT -> byAttributeAndEntity(left, right);
            case RETIRED_AEVT -> byTimes(byAttributeAndEntity(left, right), left, right);
            case AVET -> byAttributeAndValue(left, right);
            case LOG -> byTx(left, right);
        };
        return order;
    }

    private int byEntity(int left, int right) {
        int order = Long.compare(source.entity(left), source.entity(right));
        if (order == 0) {
            order = Integer.compare(source.attribute(left), source.attribute(right));
        }
        return order == 0 ? byValue(left, right) : order;
    }

    private int byAttributeAndEntity(int left, int right) {
        int order = Integer.compare(source.attribute(left), source.attribute(right));
        if (order == 0) {
            order = Long.compare(source.entity(left), source.entity(right));
        }
        return order == 0 ? byValue(left, right) : order;
    }

    private int byAttributeAndValue(int left, int right) {
        int order = Integer.compare(source.attribute(left), source.attribute(right));
        if (order == 0) {
            order = byValue(left, right);
        }
        return order == 0 ? Long.compare(source.entity(left), source.entity(right)) : order;
    }

    private int byTx(int left, int right) {
        int order = Long.compare(source.tx(left), source.tx(right));
        return order == 0 ? byEntity(left, right) : order;
    }

    private int byTimes(int order, int left, int right) {
        if (order == 0) {
            order = Long.compare(source.tx(left), source.tx(right));
        }
        return order == 0 ? Long.compare(source.retiredAt(left), source.retiredAt(right)) : order;
    }

    private int byValue(int left, int right) {
        return source.vector(left).compare(source.slot(left), source.vector(right), source.slot(right));
    }

    /** Sorts {@code positions[from, from + prefixes.length)} and the prefixes with them; stable. */
    private static void radixSort(int[] positions, int from, long[] prefixes) {
        int count = prefixes.length;
        long differing = 0;
        for (long prefix : prefixes) {
            differing |= prefix ^ prefixes[0];
        }
        int[] moved = new int[count];
        int[] current = Arrays.copyOfRange(positions, from, from + count);
        long[] keys = prefixes;
        long[] movedKeys = new long[count];
        for (int shift = 0; shift < Long.SIZE; shift += 8) {
            if (((differing >>> shift) & 0xFF) == 0) {
                continue;
            }
            int flip = shift == 56 ? 0x80 : 0;
            int[] starts = new int[BUCKETS + 1];
            for (int i = 0; i < count; i++) {
                starts[(((int) (keys[i] >>> shift) & 0xFF) ^ flip) + 1]++;
            }
            for (int i = 0; i < BUCKETS; i++) {
                starts[i + 1] += starts[i];
            }
            for (int i = 0; i < count; i++) {
                int target = starts[((int) (keys[i] >>> shift) & 0xFF) ^ flip]++;
                moved[target] = current[i];
                movedKeys[target] = keys[i];
            }
            int[] swap = current;
            current = moved;
            moved = swap;
            long[] swapKeys = keys;
            keys = movedKeys;
            movedKeys = swapKeys;
        }
        System.arraycopy(current, 0, positions, from, count);
        if (keys != prefixes) {
            System.arraycopy(keys, 0, prefixes, 0, count);
        }
    }

    /** Sorts source[low, high) into target[low + offset, high + offset); both hold the same elements at the start. */
    private void mergeSort(int[] scratch, int[] result, int low, int high, int offset) {
        if (high - low <= SMALL) {
            insertionSort(result, low + offset, high + offset);
            return;
        }
        int middle = (low + high) >>> 1;
        mergeSort(scratch, result, low, middle, offset);
        mergeSort(scratch, result, middle, high, offset);
        System.arraycopy(result, low + offset, scratch, low, high - low);
        int left = low;
        int right = middle;
        for (int i = low; i < high; i++) {
            boolean takeLeft = right >= high || (left < middle && compare(scratch[left], scratch[right]) <= 0);
            result[i + offset] = takeLeft ? scratch[left++] : scratch[right++];
        }
    }

    private void insertionSort(int[] values, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            int value = values[i];
            int j = i - 1;
            while (j >= from && compare(values[j], value) > 0) {
                values[j + 1] = values[j];
                j--;
            }
            values[j + 1] = value;
        }
    }
}
