package org.cairndb.storage.tree;

import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.Index;

/**
 * What the tail changes in one index: datoms to take out of the tree and datoms to put in. A datom that is in both is in the tree, and comes back with
 * another transaction. Immutable.
 *
 * @param adds datoms that the tree lacks, in index order
 * @param removes datoms that the tree has, in index order, each with the transaction that retracts it
 */
public record Overlay(DatomBatch adds, DatomBatch removes) {
    /** An overlay that changes nothing. */
    public static Overlay empty(Index index) {
        return new Overlay(DatomBatch.empty(index), DatomBatch.empty(index));
    }

    /**
     * What a run of operations changes.
     *
     * @param operations additions and retractions in index order, those of one datom alternating in the order of their transactions
     */
    public static Overlay of(DatomBatch operations) {
        DatomBatchBuilder adds = new DatomBatchBuilder(operations.index());
        DatomBatchBuilder removes = new DatomBatchBuilder(operations.index());
        int first = 0;
        for (int i = 1; i <= operations.size(); i++) {
            if (i == operations.size() || operations.compare(first, operations, i) != 0) {
                if (!operations.added(first)) {
                    removes.append(operations, first);
                }
                if (operations.added(i - 1)) {
                    adds.append(operations, i - 1);
                }
                first = i;
            }
        }
        return new Overlay(adds.build(), removes.build());
    }

    /** The index that is changed. */
    public Index index() {
        return adds.index();
    }

    /** Whether nothing is changed. */
    public boolean isEmpty() {
        return adds.size() == 0 && removes.size() == 0;
    }

    /**
     * This overlay followed by one transaction.
     *
     * @param operations the effective additions and retractions of the transaction, in index order
     */
    public Overlay then(DatomBatch operations) {
        if (operations.size() == 0) {
            return this;
        }
        DatomBatchBuilder newAdds = new DatomBatchBuilder(index());
        DatomBatchBuilder newRemoves = new DatomBatchBuilder(index());
        int add = 0;
        int remove = 0;
        for (int i = 0; i < operations.size(); i++) {
            int addEnd = adds.lowerBound(add, operations, i);
            newAdds.append(adds, add, addEnd);
            add = addEnd;
            int removeEnd = removes.lowerBound(remove, operations, i);
            newRemoves.append(removes, remove, removeEnd);
            remove = removeEnd;
            if (operations.added(i)) {
                newAdds.append(operations, i);
            } else if (add < adds.size() && adds.compare(add, operations, i) == 0) {
                add++;
            } else {
                newRemoves.append(operations, i);
            }
        }
        newAdds.append(adds, add, adds.size());
        newRemoves.append(removes, remove, removes.size());
        return new Overlay(newAdds.build(), newRemoves.build());
    }
}
