package org.cairndb.planner.exec.aggregate;

import java.util.Arrays;

/**
 * Finds groups in an array at a place that is computed from the keys: each has a few bits, with its distance from the least value, or 0 for null. Only
 * for as long as the ranges of the keys are small.
 */
final class DirectIndex {
    private static final int FREE = -1;
    /** An array of so many places is cheap for any number of groups. */
    private static final int SMALL_BITS = 16;

    private static final int MAX_BITS = 22;
    /** A larger array is worth it if so many of its places are taken. */
    private static final int PLACES_PER_GROUP = 4;

    private final long[] least;
    private final long[] greatest;
    private final long[] bases;
    private final int[] shifts;
    private int[] groupAt = new int[0];
    private int[] places = new int[0];

    DirectIndex(int keys) {
        this.least = new long[keys];
        this.greatest = new long[keys];
        this.bases = new long[keys];
        this.shifts = new int[keys + 1];
        Arrays.fill(least, Long.MAX_VALUE);
        Arrays.fill(greatest, Long.MIN_VALUE);
    }

    long bytes() {
        return 4L * groupAt.length;
    }

    /** Makes room for the rows of the table's batch; false if they need too much. */
    boolean isFor(GroupTable table, int count) {
        boolean fits = groupAt.length > 0;
        for (int key = 0; key < bases.length; key++) {
            seeRange(table, key, count);
            long span = 1L << (shifts[key + 1] - shifts[key]);
            long range = greatest[key] - bases[key];
            boolean inside = least[key] >= bases[key] && range >= 0 && range + 1 < span;
            fits = fits && (inside || least[key] > greatest[key]);
        }
        return fits || arrange(table, count);
    }

    private void seeRange(GroupTable table, int key, int count) {
        int texts = table.textsOf(key);
        if (texts >= 0) {
            least[key] = 0;
            greatest[key] = Math.max(0, texts - 1);
            return;
        }
        long[] words = table.rowWords()[key];
        long[] masks = table.rowMasks();
        long low = least[key];
        long high = greatest[key];
        if (masks == null) {
            for (int i = 0; i < count; i++) {
                low = Math.min(low, words[i]);
                high = Math.max(high, words[i]);
            }
        } else {
            for (int i = 0; i < count; i++) {
                if ((masks[i] >>> key & 1) == 0) {
                    low = Math.min(low, words[i]);
                    high = Math.max(high, words[i]);
                }
            }
        }
        least[key] = low;
        greatest[key] = high;
    }

    private boolean arrange(GroupTable table, int count) {
        int[] wanted = new int[shifts.length];
        for (int key = 0; key < bases.length; key++) {
            long range = least[key] > greatest[key] ? 0 : greatest[key] - least[key];
            if (range < 0 || range > 1 << MAX_BITS) {
                return false;
            }
            wanted[key + 1] = wanted[key] + Long.SIZE - Long.numberOfLeadingZeros(range + 1);
            if (wanted[key + 1] > MAX_BITS) {
                return false;
            }
        }
        int bits = wanted[bases.length];
        if (bits > SMALL_BITS && 1L << bits > (long) PLACES_PER_GROUP * (table.size() + count)) {
            return false;
        }
        System.arraycopy(wanted, 0, shifts, 0, wanted.length);
        for (int key = 0; key < bases.length; key++) {
            bases[key] = least[key] > greatest[key] ? 0 : least[key];
        }
        fill(table, bits);
        return true;
    }

    private void fill(GroupTable table, int bits) {
        groupAt = new int[1 << bits];
        Arrays.fill(groupAt, FREE);
        for (int group = 0; group < table.size(); group++) {
            long mask = table.maskOf(group);
            int place = 0;
            for (int key = 0; key < bases.length; key++) {
                long word = table.stored()[group * bases.length + key];
                place += (mask >>> key & 1) != 0 ? 0 : (int) (word - bases[key] + 1) << shifts[key];
            }
            groupAt[place] = group;
        }
    }

    /** The group of each row of the table's batch, after {@link #isFor}; makes those that are not there. */
    void find(GroupTable table, int count, int[] groups) {
        if (places.length < count) {
            places = new int[count];
        }
        for (int key = 0; key < bases.length; key++) {
            locate(table, key, count);
        }
        for (int i = 0; i < count; i++) {
            int group = groupAt[places[i]];
            if (group < 0) {
                group = table.add(i);
                groupAt[places[i]] = group;
            }
            groups[i] = group;
        }
    }

    private void locate(GroupTable table, int key, int count) {
        long[] words = table.rowWords()[key];
        long[] masks = table.rowMasks();
        long shifted = 1 - bases[key];
        int shift = shifts[key];
        if (key == 0) {
            Arrays.fill(places, 0, count, 0);
        }
        if (masks == null) {
            for (int i = 0; i < count; i++) {
                places[i] += (int) (words[i] + shifted) << shift;
            }
            return;
        }
        for (int i = 0; i < count; i++) {
            places[i] += (masks[i] >>> key & 1) != 0 ? 0 : (int) (words[i] + shifted) << shift;
        }
    }
}
