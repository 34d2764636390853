package org.cairndb.storage.tree;

import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;

/** Applies a part of an overlay to one leaf. */
final class Merge {
    /** Learns which datom of the tree a removal took out. */
    @FunctionalInterface
    interface Removed {
        /** The datom at a position of a leaf was removed by a position of the overlay's removes. */
        void removed(DatomBatch leaf, int position, int removePosition);
    }

    /** Takes runs of the merged datoms in order. */
    @FunctionalInterface
    interface Output {
        /** Takes positions [from, to) of a batch. */
        void append(DatomBatch batch, int from, int to);
    }

    /** Positions [addFrom, addTo) of the adds and [removeFrom, removeTo) of the removes of an overlay. */
    record Part(Overlay overlay, int addFrom, int addTo, int removeFrom, int removeTo) {
        boolean isEmpty() {
            return addFrom == addTo && removeFrom == removeTo;
        }
    }

    private Merge() {}

    /** The leaf with a part of an overlay applied. */
    static DatomBatch merged(DatomBatch leaf, Part part) {
        DatomBatchBuilder builder = new DatomBatchBuilder(leaf.index());
        merge(leaf, part, builder::append, (batch, position, remove) -> {});
        return builder.build();
    }

    /** Hands the leaf's datoms, without those removed and with those added, to an output in order. */
    static void merge(DatomBatch leaf, Part part, Output output, Removed removed) {
        DatomBatch adds = part.overlay().adds();
        DatomBatch removes = part.overlay().removes();
        int add = part.addFrom();
        int remove = part.removeFrom();
        int position = 0;
        while (add < part.addTo() || remove < part.removeTo()) {
            int order = order(adds, add, part.addTo(), removes, remove, part.removeTo());
            int end = order <= 0 ? leaf.lowerBound(position, adds, add) : leaf.lowerBound(position, removes, remove);
            if (end > position) {
                output.append(leaf, position, end);
                position = end;
            }
            if (order >= 0) {
                requirePresent(leaf, position, removes, remove);
                removed.removed(leaf, position, remove);
                position++;
                remove++;
            } else if (position < leaf.size() && leaf.compare(position, adds, add) == 0) {
                throw contradiction(adds, add, "is added although the index holds it");
            }
            if (order <= 0) {
                int addEnd = order == 0 ? add + 1 : endOfAdds(leaf, position, part, add, remove);
                output.append(adds, add, addEnd);
                add = addEnd;
            }
        }
        if (position < leaf.size()) {
            output.append(leaf, position, leaf.size());
        }
    }

    /** The end of the run of additions that begins at {@code add} and lies before the next datom of the leaf and the next removal. */
    private static int endOfAdds(DatomBatch leaf, int position, Part part, int add, int remove) {
        DatomBatch adds = part.overlay().adds();
        int end = part.addTo();
        if (position < leaf.size()) {
            end = Math.min(end, adds.lowerBound(add, leaf, position));
        }
        if (remove < part.removeTo()) {
            end = Math.min(end, adds.lowerBound(add, part.overlay().removes(), remove));
        }
        return end;
    }

    /** Negative if the next addition comes first, positive if the next removal does, zero if they are one datom. */
    private static int order(DatomBatch adds, int add, int addTo, DatomBatch removes, int remove, int removeTo) {
        if (add == addTo) {
            return 1;
        }
        return remove == removeTo ? -1 : adds.compare(add, removes, remove);
    }

    private static void requirePresent(DatomBatch leaf, int position, DatomBatch removes, int remove) {
        if (position >= leaf.size() || leaf.compare(position, removes, remove) != 0) {
            throw contradiction(removes, remove, "is retracted although the index does not hold it");
        }
    }

    static CairnException contradiction(DatomBatch batch, int position, String what) {
        return new CairnException(
                ErrorCode.NODE_CORRUPT,
                "Index %s contradicts the transactions: the datom of entity %d, attribute %d %s; run the store check"
                        .formatted(batch.index(), batch.entity(position), batch.attribute(position), what));
    }
}
