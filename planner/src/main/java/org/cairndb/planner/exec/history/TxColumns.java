package org.cairndb.planner.exec.history;

import java.util.List;
import org.cairndb.planner.exec.Column;
import org.cairndb.planner.exec.LongColumn;
import org.jspecify.annotations.Nullable;

/** The columns that say which transactions made and ended some versions, and when. */
final class TxColumns {
    private final long[] froms;
    private final long[] tos;
    private final int size;
    private final TxInstants instants;

    TxColumns(long[] froms, long[] tos, int size, TxInstants instants) {
        this.froms = froms;
        this.tos = tos;
        this.size = size;
        this.instants = instants;
    }

    /** Looks up the instants that some columns show. */
    void load(List<VersionColumn> columns) {
        if (columns.stream().anyMatch(column -> column.kind() == VersionColumn.Kind.FROM)) {
            instants.load(froms, size);
        }
        if (columns.stream().anyMatch(column -> column.kind() == VersionColumn.Kind.TO)) {
            instants.load(tos, size);
        }
    }

    Column column(VersionColumn.Kind kind) {
        return switch (kind) {
            case TX_FROM -> new LongColumn(froms, size, null);
            case TX_TO -> new LongColumn(tos, size, open());
            case FROM -> new LongColumn(micros(froms), size, null);
            case TO -> new LongColumn(micros(tos), size, open());
            case ENTITY, VALUE -> throw new IllegalArgumentException(kind + " is no column of transactions");
        };
    }

    private long[] micros(long[] txs) {
        long[] micros = new long[size];
        for (int i = 0; i < size; i++) {
            micros[i] = txs[i] == TxRange.OPEN ? 0 : instants.micros(txs[i]);
        }
        return micros;
    }

    private boolean @Nullable [] open() {
        boolean[] nulls = new boolean[size];
        boolean any = false;
        for (int i = 0; i < size; i++) {
            nulls[i] = tos[i] == TxRange.OPEN;
            any |= nulls[i];
        }
        return any ? nulls : null;
    }
}
