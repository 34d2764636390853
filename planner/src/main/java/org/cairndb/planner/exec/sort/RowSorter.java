package org.cairndb.planner.exec.sort;

import java.util.Arrays;
import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ExecutionContext;
import org.jspecify.annotations.Nullable;

/**
 * Puts the rows of one batch in order; equal rows keep theirs.
 *
 * <p>A range of rows is sorted by one word of one key: the differences of the words from the smallest, cut to the bits that leave room for a row number, are
 * sorted as plain numbers together with it. Rows whose numbers tie are sorted in the same way by what the cut took off, by the next word of the key, or by
 * the next key. Ranges of a few rows are sorted by comparing rows, as are those that are still equal after many words.
 */
public final class RowSorter {
    /** Memory that sorting takes for each row. */
    public static final int BYTES_PER_ROW = 28;

    private static final int FEW_ROWS = 16;
    private static final int MAX_LEVEL = 6;
    private static final int NUMBER_BITS = 63;
    private static final int ROWS_BETWEEN_CHECKS = 1 << 14;

    private final Batch rows;
    private final KeyWords[] words;
    private final Column[] columns;
    private final List<SortKey> keys;
    private final RowOrder rowOrder;
    private final ExecutionContext context;
    private final int[] order;
    private final int[] unsorted;
    private final RadixSort radix;
    private int compared;

    private RowSorter(Batch rows, List<SortKey> keys, ExecutionContext context) {
        this.rows = rows;
        this.keys = keys;
        this.context = context;
        this.rowOrder = new RowOrder(keys);
        this.columns = new Column[keys.size()];
        this.words = new KeyWords[keys.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = rows.column(keys.get(i).column());
            words[i] = new KeyWords(columns[i], keys.get(i), context::checkCancelled);
        }
        this.order = new int[rows.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        this.unsorted = new int[order.length];
        this.radix = new RadixSort(context, order.length);
    }

    /** The rows of a batch without a selection in the order of keys. */
    public static int[] order(Batch rows, List<SortKey> keys, ExecutionContext context) {
        RowSorter sorter = new RowSorter(rows, keys, context);
        sorter.sort(new Range(0, rows.size()), 0, 0);
        return sorter.order;
    }

    private record Range(int from, int until) {
        int size() {
            return until - from;
        }
    }

    /** Sorts rows that are equal in the keys before one, and in the words of that before a level. */
    private void sort(Range range, int key, int level) {
        if (range.size() < 2 || key == words.length) {
            return;
        }
        if (range.size() <= FEW_ROWS) {
            insertionSort(range, key);
        } else if (level > MAX_LEVEL || !KeyWords.covers(columns[key])) {
            mergeSort(range, key);
        } else {
            Range present = level == 0 ? separateNulls(range, key) : range;
            if (present.size() > 1) {
                sortByWord(present, key, level);
            }
        }
    }

    /** Moves nulls to their end of the range and sorts them by the other keys; gives the rest. */
    private Range separateNulls(Range range, int key) {
        boolean @Nullable [] nulls = columns[key].nulls();
        if (nulls == null) {
            return range;
        }
        int presentCount = 0;
        int nullCount = 0;
        for (int i = range.from; i < range.until; i++) {
            int row = order[i];
            if (nulls[row]) {
                unsorted[nullCount++] = row;
            } else {
                order[range.from + presentCount++] = row;
            }
        }
        boolean first = keys.get(key).nullsFirst();
        if (first) {
            System.arraycopy(order, range.from, order, range.from + nullCount, presentCount);
        }
        int nullsFrom = first ? range.from : range.from + presentCount;
        System.arraycopy(unsorted, 0, order, nullsFrom, nullCount);
        sort(new Range(nullsFrom, nullsFrom + nullCount), key + 1, 0);
        int presentFrom = first ? range.from + nullCount : range.from;
        return new Range(presentFrom, presentFrom + presentCount);
    }

    private void sortByWord(Range range, int key, int level) {
        int count = range.size();
        context.checkCancelled();
        System.arraycopy(order, range.from, unsorted, 0, count);
        long[] numbers = radix.numbers();
        words[key].fill(unsorted, count, level, numbers);
        context.checkCancelled();
        long least = least(numbers, count);
        long greatest = greatest(numbers, count);
        if (least == greatest) {
            sortTies(range, key, words[key].isLast(least, level) ? -1 : level);
            return;
        }
        int rowBits = Integer.SIZE - Integer.numberOfLeadingZeros(count - 1);
        int keyBits = Long.SIZE - Long.numberOfLeadingZeros(greatest - least);
        int cut = Math.max(0, keyBits - (NUMBER_BITS - rowBits));
        boolean isSorted = pack(numbers, count, new Packing(least, cut, rowBits));
        if (!isSorted) {
            radix.sort(count, rowBits, keyBits - cut);
            numbers = radix.numbers();
            unpack(numbers, range, rowBits);
        }
        context.checkCancelled();
        int[] ties = ties(numbers, count, rowBits);
        for (int i = 0; i < ties.length; i += 2) {
            Range tie = new Range(range.from + ties[i], range.from + ties[i + 1]);
            if (cut > 0) {
                sort(tie, key, level);
            } else {
                sortTies(tie, key, isLastWord(tie, key, level) ? -1 : level);
            }
        }
    }

    private void sortTies(Range tie, int key, int level) {
        if (level < 0) {
            sort(tie, key + 1, 0);
        } else {
            sort(tie, key, level + 1);
        }
    }

    private boolean isLastWord(Range tie, int key, int level) {
        long[] word = new long[1];
        int[] row = new int[1];
        row[0] = order[tie.from];
        words[key].fill(row, 1, level, word);
        return words[key].isLast(word[0], level);
    }

    private static long least(long[] words, int count) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            least = Math.min(least, words[i] ^ Long.MIN_VALUE);
        }
        return least ^ Long.MIN_VALUE;
    }

    private static long greatest(long[] words, int count) {
        long greatest = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            greatest = Math.max(greatest, words[i] ^ Long.MIN_VALUE);
        }
        return greatest ^ Long.MIN_VALUE;
    }

    private record Packing(long least, int cut, int rowBits) {}

    /** Replaces words by numbers, and tells whether they are in order already. */
    private static boolean pack(long[] numbers, int count, Packing packing) {
        boolean isSorted = true;
        long previous = 0;
        for (int i = 0; i < count; i++) {
            long number = (((numbers[i] - packing.least) >>> packing.cut) << packing.rowBits) | i;
            isSorted &= number >= previous;
            numbers[i] = number;
            previous = number;
        }
        return isSorted;
    }

    private void unpack(long[] numbers, Range range, int rowBits) {
        int mask = (1 << rowBits) - 1;
        int count = range.size();
        for (int i = 0; i < count; i++) {
            order[range.from + i] = unsorted[(int) numbers[i] & mask];
        }
    }

    /** Begin and end of each run of numbers that are equal but for the row. */
    private static int[] ties(long[] numbers, int count, int rowBits) {
        int[] bounds = new int[16];
        int used = 0;
        int from = 0;
        for (int i = 1; i <= count; i++) {
            if (i < count && (numbers[i] ^ numbers[from]) >>> rowBits == 0) {
                continue;
            }
            if (i - from > 1) {
                if (used == bounds.length) {
                    bounds = Arrays.copyOf(bounds, used * 2);
                }
                bounds[used] = from;
                bounds[used + 1] = i;
                used += 2;
            }
            from = i;
        }
        return Arrays.copyOf(bounds, used);
    }

    private int compare(int key, int left, int right) {
        compared++;
        if (compared % ROWS_BETWEEN_CHECKS == 0) {
            context.checkCancelled();
        }
        return rowOrder.compareFrom(key, rows, left, right);
    }

    private void insertionSort(Range range, int key) {
        for (int i = range.from + 1; i < range.until; i++) {
            int row = order[i];
            int at = i;
            while (at > range.from && compare(key, order[at - 1], row) > 0) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = row;
        }
    }

    private void mergeSort(Range range, int key) {
        System.arraycopy(order, range.from, unsorted, range.from, range.size());
        mergeSort(order, unsorted, range, key);
    }

    /** Sorts a range of {@code target}; {@code source} has the same elements there. */
    private void mergeSort(int[] target, int[] source, Range range, int key) {
        if (range.size() < 2) {
            return;
        }
        int middle = (range.from + range.until) >>> 1;
        mergeSort(source, target, new Range(range.from, middle), key);
        mergeSort(source, target, new Range(middle, range.until), key);
        int left = range.from;
        int right = middle;
        for (int i = range.from; i < range.until; i++) {
            boolean takeLeft =
                    right >= range.until || (left < middle && compare(key, source[left], source[right]) <= 0);
            target[i] = takeLeft ? source[left++] : source[right++];
        }
    }
}
