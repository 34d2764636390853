package org.cairndb.planner.exec.aggregate;

import java.util.Arrays;
import java.util.List;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.TextColumn;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the different combinations of some keys from 0 on, in the order in which they come; nulls are equal.
 *
 * <p>A row of keys becomes a few longs and a mask of its nulls. Where all keys together have few possible values, the group stands in an array at a
 * place computed from them; else in an open hash table, which is asked for a whole batch at once so that the processor waits for many memory accesses
 * at the same time. A single text key needs neither: its texts are numbered anyhow.
 */
final class GroupTable {
    private final GroupKey[] keys;
    private final int[] firstWords;
    private final int stride;
    private final boolean isOneText;

    private long[] stored = new long[16];
    private long @Nullable [] masks;
    private int size;
    private @Nullable DirectIndex direct;
    private final HashIndex hashed;
    private int none = -1;

    private int[] groups = new int[0];
    private long[][] words;
    private long @Nullable [] rowMasks;

    /** No group yet; while an index of many groups grows, a check is run now and then. */
    GroupTable(List<ColumnType> types, Runnable check) {
        this.hashed = new HashIndex(check);
        this.keys = types.stream().map(GroupKey::of).toArray(GroupKey[]::new);
        this.firstWords = new int[keys.length];
        int words = 0;
        for (int i = 0; i < keys.length; i++) {
            firstWords[i] = words;
            words += keys[i].width();
        }
        this.stride = words;
        this.words = new long[words][0];
        this.isOneText = keys.length == 1 && keys[0] instanceof GroupKey.OfText;
        this.direct = words == keys.length ? new DirectIndex(words) : null;
    }

    /** How many groups there are. */
    int size() {
        return size;
    }

    /** Bytes that it holds. */
    long bytes() {
        long bytes = 8L * stored.length + hashed.bytes();
        bytes += direct == null ? 0 : direct.bytes();
        bytes += masks == null ? 0 : 8L * stored.length / Math.max(1, stride);
        for (GroupKey key : keys) {
            bytes += key.bytes();
        }
        return bytes;
    }

    /** Adds the one group that is there without keys even if there are no rows. */
    void addOnlyGroup() {
        size = 1;
    }

    /** The group of each row, in an array that the next call changes. */
    int[] groupsOf(Column[] columns, Rows rows) {
        if (groups.length < rows.count) {
            groups = new int[rows.count];
        }
        if (keys.length == 0) {
            size = rows.count == 0 ? size : 1;
            return groups;
        }
        if (isOneText) {
            groupsOfText(columns[0], rows);
            return groups;
        }
        encode(columns, rows);
        DirectIndex index = direct;
        if (index != null && !index.isFor(this, rows.count)) {
            direct = null;
            index = null;
            hashed.fill(this);
        }
        if (index != null) {
            index.find(this, rows.count, groups);
        } else {
            hashed.find(this, rows.count, groups);
        }
        return groups;
    }

    private void groupsOfText(Column column, Rows rows) {
        TextInterner texts = ((GroupKey.OfText) keys[0]).texts();
        texts.idsOf((TextColumn) column, rows, groups);
        boolean[] nulls = column.nulls();
        if (nulls != null) {
            for (int i = 0; i < rows.count; i++) {
                if (nulls[rows.row(i)]) {
                    none = none < 0 ? texts.addNone() : none;
                    groups[i] = none;
                }
            }
        }
        size = texts.size();
    }

    private void encode(Column[] columns, Rows rows) {
        if (words[0].length < rows.count) {
            words = new long[stride][rows.count];
        }
        rowMasks = null;
        for (int i = 0; i < keys.length; i++) {
            keys[i].encode(columns[i], rows, words, firstWords[i]);
            boolean[] nulls = columns[i].nulls();
            if (nulls != null) {
                markNulls(nulls, i, rows);
            }
        }
    }

    private void markNulls(boolean[] nulls, int key, Rows rows) {
        long[] marked = rowMasks == null ? new long[rows.count] : rowMasks;
        boolean any = rowMasks != null;
        for (int i = 0; i < rows.count; i++) {
            if (nulls[rows.row(i)]) {
                any = true;
                marked[i] |= 1L << key;
                for (int word = 0; word < keys[key].width(); word++) {
                    words[firstWords[key] + word][i] = 0;
                }
            }
        }
        rowMasks = any ? marked : null;
    }

    /** The words of the rows of the batch, each in an array of its own. */
    long[][] rowWords() {
        return words;
    }

    /** The keys of each row of the batch that are null, as bits, or null where none are. */
    long @Nullable [] rowMasks() {
        return rowMasks;
    }

    /** How many longs a group has. */
    int stride() {
        return stride;
    }

    /** The longs of the groups, one group after the other. */
    long[] stored() {
        return stored;
    }

    /** The keys of a group that are null, as bits. */
    long maskOf(int group) {
        return masks == null ? 0 : masks[group];
    }

    /** Whether some group or row has nulls. */
    boolean hasMasks() {
        return masks != null || rowMasks != null;
    }

    /** How many texts a key has, or -1 for one that is no text. */
    int textsOf(int key) {
        return keys[key] instanceof GroupKey.OfText text ? text.texts().size() : -1;
    }

    /** Makes a group of a row of the batch. */
    int add(int row) {
        int at = size * stride;
        if (at + stride > stored.length) {
            stored = Arrays.copyOf(stored, Math.max(at + stride, stored.length * 2));
        }
        for (int word = 0; word < stride; word++) {
            stored[at + word] = words[word][row];
        }
        long mask = rowMasks == null ? 0 : rowMasks[row];
        long @Nullable [] known = masks;
        if (mask != 0 && known == null) {
            known = new long[size + 1];
        }
        if (known != null) {
            masks = size < known.length ? known : Arrays.copyOf(known, Math.max(16, size * 2));
            masks[size] = mask;
        }
        return size++;
    }

    /** A key of the groups from one on. */
    Column key(int key, int from, int count) {
        if (isOneText) {
            return textKey(from, count);
        }
        GroupKey.Stored place = new GroupKey.Stored(stored, from * stride + firstWords[key], stride, count);
        return keys[key].decode(place, nullsOf(key, from, count));
    }

    private Column textKey(int from, int count) {
        int[] codes = new int[count];
        for (int i = 0; i < count; i++) {
            codes[i] = from + i;
        }
        boolean[] nulls = null;
        if (none >= from && none < from + count) {
            nulls = new boolean[count];
            nulls[none - from] = true;
        }
        return ((GroupKey.OfText) keys[0]).texts().column(codes, nulls);
    }

    private boolean @Nullable [] nullsOf(int key, int from, int count) {
        long @Nullable [] known = masks;
        if (known == null) {
            return null;
        }
        boolean[] nulls = new boolean[count];
        boolean any = false;
        for (int i = 0; i < count; i++) {
            nulls[i] = (known[from + i] >>> key & 1) != 0;
            any |= nulls[i];
        }
        return any ? nulls : null;
    }
}
