package org.cairndb.storage.node;

import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.LongVector;
import org.cairndb.storage.datom.TextVector;
import org.cairndb.storage.datom.ValueVector;

/** Checks that the datoms of a leaf stand in the strict order of its index, by loops over plain arrays that compare whole datoms only where they tie. */
final class DatomOrder {
    private final DatomBatch batch;
    private final int[] ordinals;
    private final ByteReader origin;
    private final long[] entities;

    private DatomOrder(DatomBatch batch, int[] ordinals, ByteReader origin) {
        this.batch = batch;
        this.ordinals = ordinals;
        this.origin = origin;
        this.entities = batch.entities().array();
    }

    /**
     * Throws the error of the reader's origin where a datom is not above the one before it.
     *
     * @param ordinals column of each position where the index is not by attribute; columns are in ascending order of their attributes
     */
    static void check(DatomBatch batch, int[] ordinals, ByteReader origin) {
        DatomOrder order = new DatomOrder(batch, ordinals, origin);
        switch (batch.index()) {
            case EAVT, RETIRED_EAVT, COMMITS -> order.checkRows();
            case LOG -> order.checkLog();
            case AEVT, RETIRED_AEVT -> order.checkRuns();
            case AVET -> order.checkValues();
        }
    }

    private void checkRows() {
        for (int i = 1; i < ordinals.length; i++) {
            if (entities[i] <= entities[i - 1] && (entities[i] < entities[i - 1] || !columnOrDatomRises(i))) {
                throw disorder(i);
            }
        }
    }

    private void checkLog() {
        long[] txs = batch.txs().array();
        for (int i = 1; i < ordinals.length; i++) {
            boolean rises = txs[i] > txs[i - 1]
                    || (txs[i] == txs[i - 1]
                            && (entities[i] > entities[i - 1]
                                    || (entities[i] == entities[i - 1] && columnOrDatomRises(i))));
            if (!rises) {
                throw disorder(i);
            }
        }
    }

    private boolean columnOrDatomRises(int position) {
        return ordinals[position] > ordinals[position - 1]
                || (ordinals[position] == ordinals[position - 1] && batch.compare(position - 1, batch, position) < 0);
    }

    private void checkRuns() {
        for (int column = 0; column < batch.columnCount(); column++) {
            checkRun(batch.runStart(column), batch.runStart(column + 1));
        }
    }

    private void checkRun(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (entities[i] <= entities[i - 1]
                    && (entities[i] < entities[i - 1] || batch.compare(i - 1, batch, i) >= 0)) {
                throw disorder(i);
            }
        }
    }

    private void checkValues() {
        for (int column = 0; column < batch.columnCount(); column++) {
            ValueVector values = batch.column(column);
            int start = batch.runStart(column);
            if (values instanceof LongVector longs) {
                checkLongs(longs.array(), start, values.size());
            } else if (values instanceof TextVector text && text.codes() != null) {
                checkCodes(text.codes(), start, values.size());
            } else {
                checkOthers(values, start);
            }
        }
    }

    private void checkLongs(long[] values, int start, int count) {
        for (int i = 1; i < count; i++) {
            if (values[i] <= values[i - 1]
                    && (values[i] < values[i - 1] || entities[start + i] <= entities[start + i - 1])) {
                throw disorder(start + i);
            }
        }
    }

    private void checkCodes(int[] codes, int start, int count) {
        for (int i = 1; i < count; i++) {
            if (codes[i] <= codes[i - 1]
                    && (codes[i] < codes[i - 1] || entities[start + i] <= entities[start + i - 1])) {
                throw disorder(start + i);
            }
        }
    }

    private void checkOthers(ValueVector values, int start) {
        for (int i = 1; i < values.size(); i++) {
            int order = values.compare(i - 1, values, i);
            if (order > 0 || (order == 0 && entities[start + i] <= entities[start + i - 1])) {
                throw disorder(start + i);
            }
        }
    }

    private RuntimeException disorder(int position) {
        return origin.corrupt(
                "datom %d is not above the one before it in the order of %s".formatted(position, batch.index()));
    }
}
