package org.cairndb.planner.exec.join;

import java.util.Optional;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.LongColumn;
import org.cairndb.planner.exec.scan.LateCondition;
import org.jspecify.annotations.Nullable;

/** The distinct values of one key of the rows that a hash join holds. Immutable. */
final class KeySet implements LateCondition {
    /** So many values are looked up one by one. */
    private static final int FEW = 4096;

    private final Column distinct;
    private final ColumnType type;
    private final KeyTable table;
    private final @Nullable KeyBits bits;

    private KeySet(Column distinct, ColumnType type, KeyTable table) {
        this.distinct = distinct;
        this.type = type;
        this.table = table;
        this.bits = distinct instanceof LongColumn longs ? KeyBits.of(longs).orElse(null) : null;
    }

    static KeySet of(BuildSide held, int key, ColumnType type) {
        Column values = held.key(key);
        int size = held.rows().size();
        KeyTable table = held.isSingleKey() ? held.table() : KeyTable.of(new Column[] {values}, size, new boolean[1]);
        int[] heads = heads(values, table, size);
        return new KeySet(values.gather(heads, heads.length), type, table);
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
    int count() {
        return distinct.size();
    }

    @Override
    public ColumnType type() {
        return type;
    }

    @Override
    public Optional<Column> least() {
        return extreme(-1);
    }

    @Override
    public Optional<Column> greatest() {
        return extreme(1);
    }

    private Optional<Column> extreme(int sign) {
        if (distinct.size() == 0) {
            return Optional.empty();
        }
        int[] best = new int[1];
        for (int row = 1; row < distinct.size(); row++) {
            if (sign * distinct.compare(row, distinct, best[0]) > 0) {
                best[0] = row;
            }
        }
        return Optional.of(distinct.gather(best, 1));
    }

    @Override
    public Optional<Column> values() {
        return distinct.size() <= FEW ? Optional.of(distinct) : Optional.empty();
    }

    @Override
    public int select(Column column, int @Nullable [] rows, int count, int[] kept) {
        if (bits != null && column instanceof LongColumn longs) {
            return bits.select(longs, rows, count, kept);
        }
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
