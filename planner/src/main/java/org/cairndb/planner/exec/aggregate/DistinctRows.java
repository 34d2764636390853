package org.cairndb.planner.exec.aggregate;

import java.util.ArrayList;
import java.util.List;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.ColumnType;
import org.cairndb.planner.exec.ColumnType.Kind;
import org.cairndb.planner.exec.LongColumn;

/** Lets each combination of a group and its arguments through once. */
final class DistinctRows {
    private final GroupTable seen;
    private final int arguments;
    private final boolean hasGroups;

    DistinctRows(List<ColumnType> types, boolean hasGroups, Runnable check) {
        List<ColumnType> keys = new ArrayList<>(types);
        if (hasGroups) {
            keys.add(0, ColumnType.of(Kind.LONG));
        }
        this.seen = new GroupTable(keys, check);
        this.arguments = types.size();
        this.hasGroups = hasGroups;
    }

    /** The rows that have not been there before. */
    Rows firsts(Column[] columns, Rows rows) {
        Column[] keys = rows.gather(columns);
        if (hasGroups) {
            keys = new Column[arguments + 1];
            System.arraycopy(rows.gather(columns), 0, keys, 1, arguments);
            keys[0] = new LongColumn(longs(rows), rows.count, null);
        }
        int before = seen.size();
        int[] found = seen.groupsOf(keys, new Rows(rows.count, null, rows.groups, rows.isOneGroup));
        int[] ordinals = new int[rows.count];
        int firsts = 0;
        for (int i = 0; i < rows.count; i++) {
            if (found[i] == before + firsts) {
                ordinals[firsts++] = i;
            }
        }
        return rows.pick(ordinals, firsts);
    }

    private static long[] longs(Rows rows) {
        long[] groups = new long[rows.count];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = rows.groups[i];
        }
        return groups;
    }

    int size() {
        return seen.size();
    }

    long bytes() {
        return seen.bytes();
    }

    /** The groups of the rows let through. */
    int[] groups() {
        int[] groups = new int[seen.size()];
        if (hasGroups) {
            LongColumn column = (LongColumn) seen.key(0, 0, groups.length);
            for (int i = 0; i < groups.length; i++) {
                groups[i] = (int) column.get(i);
            }
        }
        return groups;
    }

    /** The arguments of the rows let through. */
    Column[] columns() {
        Column[] columns = new Column[arguments];
        for (int i = 0; i < arguments; i++) {
            columns[i] = seen.key(hasGroups ? i + 1 : i, 0, seen.size());
        }
        return columns;
    }
}
