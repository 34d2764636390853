package org.cairndb.storage.snapshot;

import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.DatomSorter;
import org.cairndb.storage.datom.Index;

/** Reduces operations to what they change in the end. */
final class NetChanges {
    private NetChanges() {}

    /**
     * What leads from one state to another where both came from a common one.
     *
     * @param undone operations that led to the first state, in the order of LOG
     * @param done operations that led to the second state, likewise
     * @return in the order of EAVT
     */
    static DatomBatch between(DatomBatch undone, DatomBatch done) {
        return difference(of(undone), of(done));
    }

    /** Operations on one datom alternate, so that the first tells what was before and the last what is after them. */
    private static DatomBatch of(DatomBatch log) {
        DatomBatch asTheyAre = log.withIndex(Index.EAVT);
        if (isAscending(asTheyAre)) {
            return asTheyAre;
        }
        DatomBatch operations = DatomSorter.sort(log, Index.EAVT);
        DatomBatchBuilder net = new DatomBatchBuilder(Index.EAVT);
        int first = 0;
        for (int i = 1; i <= operations.size(); i++) {
            if (i == operations.size() || operations.compare(first, operations, i) != 0) {
                if (operations.added(first) == operations.added(i - 1)) {
                    net.append(operations, i - 1);
                }
                first = i;
            }
        }
        return net.build();
    }

    /** Whether all operations are on different datoms, in order already, as those of one transaction are. */
    private static boolean isAscending(DatomBatch operations) {
        for (int i = 1; i < operations.size(); i++) {
            if (operations.compare(i - 1, operations, i) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** Merges the opposite of what was undone with what was done; what both did is in both states or in neither. */
    private static DatomBatch difference(DatomBatch undone, DatomBatch done) {
        if (undone.size() == 0) {
            return done;
        }
        DatomBatchBuilder net = new DatomBatchBuilder(Index.EAVT);
        int i = 0;
        int j = 0;
        while (i < undone.size() || j < done.size()) {
            int order = order(undone, i, done, j);
            if (order < 0) {
                net.appendOpposite(undone, i++);
            } else if (order > 0) {
                net.append(done, j++);
            } else {
                i++;
                j++;
            }
        }
        return net.build();
    }

    private static int order(DatomBatch undone, int i, DatomBatch done, int j) {
        if (i == undone.size()) {
            return 1;
        }
        return j == done.size() ? -1 : undone.compare(i, done, j);
    }
}
