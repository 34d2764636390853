package org.cairndb.storage.node;

import java.util.Arrays;
import org.cairndb.storage.datom.TextVector;
import org.jspecify.annotations.Nullable;

/**
 * The distinct values of a column in ascending order, and the place of each value among them.
 *
 * @param entries distinct values, ascending
 * @param codes the entry of each slot
 */
record TextDictionary(TextVector entries, long[] codes) {
    /** Values looked at before a column without repetition is given up. */
    private static final int TRIAL = 512;

    /** The dictionary of a column, or null if there are more than {@code max} distinct values. */
    static @Nullable TextDictionary of(TextVector text, int max) {
        return new Finder(text).find(max);
    }

    private static final class Finder {
        private final TextVector text;
        private int[] table = new int[256];
        private int[] hashes = new int[64];
        private int[] firstSlots = new int[64];
        private int found;

        Finder(TextVector text) {
            this.text = text;
        }

        @Nullable
        TextDictionary find(int max) {
            int count = text.size();
            int[] order = new int[count];
            for (int i = 0; i < count; i++) {
                if (i > 0 && text.compare(i, text, i - 1) == 0) {
                    order[i] = order[i - 1];
                } else {
                    order[i] = entryOf(i);
                }
                if (found > max || (i == TRIAL && found > TRIAL - TRIAL / 8)) {
                    return null;
                }
            }
            return sorted(order);
        }

        private TextDictionary sorted(int[] order) {
            Integer[] byValue = new Integer[found];
            Arrays.setAll(byValue, i -> i);
            Arrays.sort(byValue, (a, b) -> text.compare(firstSlots[a], text, firstSlots[b]));
            long[] codeOf = new long[found];
            int[] starts = new int[found];
            int[] lengths = new int[found];
            for (int code = 0; code < found; code++) {
                codeOf[byValue[code]] = code;
                starts[code] = text.start(firstSlots[byValue[code]]);
                lengths[code] = text.length(firstSlots[byValue[code]]);
            }
            long[] codes = new long[order.length];
            for (int i = 0; i < order.length; i++) {
                codes[i] = codeOf[order[i]];
            }
            return new TextDictionary(new TextVector(text.bytes(), starts, lengths, found), codes);
        }

        private int entryOf(int slot) {
            int hash = hash(slot);
            int at = hash & (table.length - 1);
            while (table[at] != 0) {
                int entry = table[at] - 1;
                if (hashes[entry] == hash && text.compare(slot, text, firstSlots[entry]) == 0) {
                    return entry;
                }
                at = (at + 1) & (table.length - 1);
            }
            table[at] = found + 1;
            return add(slot, hash);
        }

        private int add(int slot, int hash) {
            if (found == hashes.length) {
                hashes = Arrays.copyOf(hashes, 2 * found);
                firstSlots = Arrays.copyOf(firstSlots, 2 * found);
            }
            hashes[found] = hash;
            firstSlots[found] = slot;
            found++;
            if (found * 2 > table.length) {
                grow();
            }
            return found - 1;
        }

        private void grow() {
            table = new int[table.length * 4];
            for (int entry = 0; entry < found; entry++) {
                int at = hashes[entry] & (table.length - 1);
                while (table[at] != 0) {
                    at = (at + 1) & (table.length - 1);
                }
                table[at] = entry + 1;
            }
        }

        private int hash(int slot) {
            byte[] bytes = text.bytes();
            int start = text.start(slot);
            int end = start + text.length(slot);
            int hash = end - start;
            for (int i = start; i < end; i++) {
                hash = hash * 31 + bytes[i];
            }
            hash *= 0x9E3779B1;
            return hash ^ (hash >>> 15);
        }
    }
}
