package org.cairndb.planner.exec.aggregate;

import java.util.Arrays;
import org.cairndb.planner.exec.TextColumn;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Numbers different texts from 0 on, in the order in which they come. */
final class TextInterner {
    private static final int MAX_BYTES = Integer.MAX_VALUE - 8;
    private static final int FREE = -1;

    private byte[] bytes = new byte[256];
    private int used;
    private int[] starts = new int[16];
    private int[] lengths = new int[16];
    private int[] hashes = new int[16];
    private int[] slots = new int[32];
    private int size;
    private int none = FREE;

    /** The dictionary whose entries are known by code, and the id of each, or -1. */
    private @Nullable TextColumn dictionary;

    private int[] idOfCode = new int[0];

    TextInterner() {
        Arrays.fill(slots, FREE);
    }

    /** How many texts there are. */
    int size() {
        return size;
    }

    long bytes() {
        return bytes.length + 12L * starts.length + 4L * slots.length + 4L * idOfCode.length;
    }

    /** Makes an id for no text at all. */
    int addNone() {
        none = append(bytes, 0, 0, 0);
        return none;
    }

    /** The id of the text of each row, anything where it is null. */
    void idsOf(TextColumn column, Rows rows, int[] ids) {
        if (!column.isCoded() || !knowsDictionary(column, rows.count)) {
            internEach(column, rows, ids);
            return;
        }
        boolean[] nulls = column.nulls();
        int[] known = idOfCode;
        int[] selection = rows.selection;
        if (nulls == null && selection == null) {
            for (int i = 0; i < rows.count; i++) {
                int id = known[column.code(i)];
                ids[i] = id < 0 ? internCode(column, i) : id;
            }
            return;
        }
        for (int i = 0; i < rows.count; i++) {
            int row = selection == null ? i : selection[i];
            if (nulls == null || !nulls[row]) {
                int id = known[column.code(row)];
                ids[i] = id < 0 ? internCode(column, row) : id;
            }
        }
    }

    /** Whether ids are kept by code, which is not worth it for few rows of a large dictionary. */
    private boolean knowsDictionary(TextColumn column, int rows) {
        if (dictionary != null && column.sharesDictionary(dictionary)) {
            return true;
        }
        if (column.dictionarySize() > 2 * rows) {
            return false;
        }
        dictionary = column.dictionary();
        idOfCode = new int[column.dictionarySize()];
        Arrays.fill(idOfCode, FREE);
        return true;
    }

    private int internCode(TextColumn column, int row) {
        int id = intern(column, row);
        idOfCode[column.code(row)] = id;
        return id;
    }

    private void internEach(TextColumn column, Rows rows, int[] ids) {
        for (int i = 0; i < rows.count; i++) {
            int row = rows.row(i);
            if (!column.isNull(row)) {
                ids[i] = intern(column, row);
            }
        }
    }

    private int intern(TextColumn column, int row) {
        long wide = column.hash(row);
        int hash = (int) (wide ^ (wide >>> 32));
        byte[] source = column.bytes();
        int start = column.start(row);
        int length = column.length(row);
        int slot = hash & (slots.length - 1);
        while (slots[slot] != FREE) {
            int id = slots[slot];
            if (hashes[id] == hash
                    && lengths[id] == length
                    && Arrays.equals(bytes, starts[id], starts[id] + length, source, start, start + length)) {
                return id;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = size;
        int id = append(source, start, length, hash);
        if (size * 2 > slots.length) {
            enlargeSlots();
        }
        return id;
    }

    private int append(byte[] source, int start, int length, int hash) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, size * 2);
            lengths = Arrays.copyOf(lengths, size * 2);
            hashes = Arrays.copyOf(hashes, size * 2);
        }
        if (bytes.length - used < length) {
            enlargeBytes(length);
        }
        System.arraycopy(source, start, bytes, used, length);
        starts[size] = used;
        lengths[size] = length;
        hashes[size] = hash;
        used += length;
        return size++;
    }

    private void enlargeBytes(int length) {
        if ((long) used + length > MAX_BYTES) {
            throw new CairnException(
                    ErrorCode.MEMORY_EXCEEDED, "The keys of the groups hold more than 2 GiB of text; ask for less");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_BYTES, Math.max(2L * bytes.length, (long) used + length)));
    }

    private void enlargeSlots() {
        slots = new int[slots.length * 4];
        Arrays.fill(slots, FREE);
        for (int id = 0; id < size; id++) {
            if (id == none) {
                continue;
            }
            int slot = hashes[id] & (slots.length - 1);
            while (slots[slot] != FREE) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = id;
        }
    }

    /** A column with the texts of some ids. */
    TextColumn column(int[] ids, boolean @Nullable [] nulls) {
        return new TextColumn(new TextColumn.Runs(bytes, starts, lengths), ids, 0, ids.length, nulls);
    }
}
