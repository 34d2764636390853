package org.cairndb.storage.snapshot;

import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.DatomBatch;
import org.cairndb.storage.datom.DatomBatchBuilder;
import org.cairndb.storage.datom.DatomSorter;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyBuffer;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.datom.Schema;
import org.cairndb.storage.error.CairnException;
import org.cairndb.storage.error.ErrorCode;
import org.cairndb.storage.tree.DatomCursor;
import org.cairndb.storage.tree.Direction;
import org.cairndb.storage.tree.Tree;

/** Finds which datoms a run of operations retired, with the transactions that added and retracted them. */
final class RetiredDatoms {
    private RetiredDatoms() {}

    /**
     * Datoms that the operations retracted, whether the operations or the tree had added them.
     *
     * @param operations in the order of LOG
     * @param tree EAVT before the operations
     * @return in the order of RETIRED_EAVT
     */
    static DatomBatch of(DatomBatch operations, Tree tree, Schema schema) {
        return in(KeyRange.all(), DatomSorter.sort(operations, Index.EAVT), tree, schema);
    }

    /**
     * The same with only those in a key range, for which no more of the tree is read.
     *
     * @param range of the retired index
     * @param sorted all operations in the order of the tree
     * @param tree EAVT or AEVT before the operations
     * @return in the order of the retired index of the tree
     */
    static DatomBatch in(KeyRange range, DatomBatch sorted, Tree tree, Schema schema) {
        boolean isByEntity = tree.index() == Index.EAVT;
        DatomBatchBuilder retired = new DatomBatchBuilder(isByEntity ? Index.RETIRED_EAVT : Index.RETIRED_AEVT);
        int end = range.upper() == null ? sorted.size() : sorted.lowerBound(range.upper(), 0);
        try (DatomCursor cursor = tree.cursor(KeyRange.all(), Direction.FORWARD)) {
            for (int i = begin(range, sorted); i < end; i++) {
                if (sorted.added(i) || !keepsHistory(schema, sorted.attribute(i))) {
                    continue;
                }
                if (repeats(sorted, i)) {
                    retired.append(sorted, i, sorted.tx(i - 1));
                } else {
                    find(cursor, sorted, i);
                    retired.append(cursor.batch(), cursor.from());
                }
                retired.retiredAt(sorted.tx(i));
            }
        }
        return retired.build();
    }

    /** The first operation on a datom that can be in a range: its key has transactions in the retired index, so the datom before the bound may be inside. */
    private static int begin(KeyRange range, DatomBatch sorted) {
        int begin = Math.max(0, sorted.lowerBound(range.lower(), 0) - 1);
        while (begin < sorted.size() && repeats(sorted, begin)) {
            begin--;
        }
        return begin;
    }

    /** Datoms that the operations added and retracted themselves, in the order of RETIRED_EAVT. */
    static DatomBatch within(DatomBatch operations, Schema schema) {
        DatomBatch sorted = DatomSorter.sort(operations, Index.EAVT);
        DatomBatchBuilder retired = new DatomBatchBuilder(Index.RETIRED_EAVT);
        for (int i = 0; i < sorted.size(); i++) {
            if (!sorted.added(i) && repeats(sorted, i) && keepsHistory(schema, sorted.attribute(i))) {
                retired.append(sorted, i, sorted.tx(i - 1));
                retired.retiredAt(sorted.tx(i));
            }
        }
        return retired.build();
    }

    /** Whether values of an attribute that are no longer current are kept. */
    static boolean keepsHistory(Schema schema, int attribute) {
        return !schema.find(attribute).map(Attribute::isNoHistory).orElse(false);
    }

    /** Whether the operation before this one is on the same datom: they alternate, so that one is the addition. */
    private static boolean repeats(DatomBatch sorted, int position) {
        return position > 0 && sorted.compare(position - 1, sorted, position) == 0;
    }

    private static void find(DatomCursor cursor, DatomBatch sorted, int position) {
        KeyBuffer key = new KeyBuffer();
        sorted.writeKey(position, key);
        cursor.seek(key.toBytes());
        boolean found = cursor.next() && cursor.batch().compare(cursor.from(), sorted, position) == 0;
        if (!found) {
            throw new CairnException(
                    ErrorCode.NODE_CORRUPT,
                    "Index %s lacks a datom of entity %d, attribute %d that transaction %d retracts; run the store check"
                            .formatted(
                                    sorted.index(),
                                    sorted.entity(position),
                                    sorted.attribute(position),
                                    sorted.tx(position)));
        }
    }
}
