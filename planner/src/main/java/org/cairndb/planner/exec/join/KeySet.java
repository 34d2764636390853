package org.cairndb.planner.exec.join;

import org.cairndb.planner.exec.Column;
import org.jspecify.annotations.Nullable;

/** The distinct values of one key of the rows that a hash join holds. Immutable. */
public final class KeySet {
    private final Column values;
    private final KeyTable table;
    private final int count;

    private KeySet(Column values, KeyTable table, int count) {
        this.values = values;
        this.table = table;
        this.count = count;
    }

    static KeySet of(BuildSide held, int key) {
        Column values = held.key(key);
        int size = held.rows().size();
        KeyTable table = held.isSingleKey() ? held.table() : KeyTable.of(new Column[] {values}, size, new boolean[1]);
        return new KeySet(values, table, heads(values, table, size).length);
    }

    /** The values of a column that are not null, each once. */
    static Column distinct(Column column) {
        if (column.size() == 1 && !column.isNull(0)) {
            return column;
        }
        KeyTable table = KeyTable.of(new Column[] {column}, column.size(), new boolean[1]);
        int[] heads = heads(column, table, column.size());
        return column.gather(heads, heads.length);
    }

    private static int[] heads(Column values, KeyTable table, int size) {
        boolean[] follows = new boolean[size];
        int @Nullable [] chains = table.chains();
        int count = 0;
        for (int row = 0; row < size; row++) {
            if (chains != null && chains[row] != KeyTable.NONE) {
                follows[chains[row]] = true;
            }
            count += follows[row] || values.isNull(row) ? 0 : 1;
        }
        int[] heads = new int[count];
        int at = 0;
        for (int row = 0; row < size; row++) {
            if (!follows[row] && !values.isNull(row)) {
                heads[at++] = row;
            }
        }
        return heads;
    }

    /** Number of distinct values that are not null. */
    public int count() {
        return count;
    }

    /** The distinct values that are not null, each once. */
    public Column distinct() {
        int[] heads = heads(values, table, values.size());
        return values.gather(heads, heads.length);
    }

    /** Which of some rows of a column have one of the values; null is none of them. */
    public int select(Column column, int @Nullable [] rows, int count, int[] kept) {
        int[] first = new int[count];
        table.find(new KeyTable.Probe(new Column[] {column}, rows, count), first);
        int found = 0;
        for (int i = 0; i < count; i++) {
            kept[found] = rows == null ? i : rows[i];
            found += first[i] != KeyTable.NONE ? 1 : 0;
        }
        return found;
    }
}
