package org.cairndb.planner.rel;

import org.apache.calcite.util.ImmutableBitSet;
import org.cairndb.storage.datom.Attribute;
import org.cairndb.storage.datom.Index;
import org.cairndb.storage.datom.KeyRange;
import org.cairndb.storage.snapshot.Snapshot;
import org.cairndb.storage.tree.LeafPresence;

/**
 * What fetching costs that a read of a table needs, in nanoseconds: nothing where the store answers at once, and nothing for leaves that are in memory.
 * Where rows lie close by, a read touches as many leaves of a column as its rows fill; where they are scattered, each may be in a leaf of its own.
 */
final class FetchWork {
    /** A leaf of many that are asked for at the same time. */
    private static final double PER_LEAF = 1_000_000;
    /** Waiting for a request and all that were sent with it. */
    private static final double PER_WAVE = 20_000_000;

    /** Rows in a leaf at least; below a branch node that is not in memory, the leaves of other attributes are counted too. */
    private static final double LEAST_IN_LEAF = 4_096;

    private final DatomTableScan scan;
    private final Snapshot snapshot;

    FetchWork(DatomTableScan scan) {
        this.scan = scan;
        this.snapshot = scan.planningSnapshots().of(scan.datomTable());
    }

    /**
     * Rows that are read.
     *
     * @param rows how many
     * @param closeTogether whether they follow each other in the path that leads to them
     * @param columnsCloseTogether whether their values in other columns do
     */
    record Rows(double rows, boolean closeTogether, boolean columnsCloseTogether) {}

    /** The work for rows found by a path, whose other columns are read as well. */
    double of(AccessPath path, ImmutableBitSet columns, Rows read) {
        if (!snapshot.isRemote()) {
            return 0;
        }
        LeafPresence inPath = scan.planningSnapshots()
                .leaves(snapshot, path.index(), path.domain().all());
        double first = touched(inPath, read.rows, read.closeTogether) * inPath.absentShare();
        double others = 0;
        if (scan.datomTable() instanceof EntityTable table) {
            for (int column : columns.clear(path.column())) {
                Attribute attribute = table.attribute(column).orElse(null);
                if (attribute != null) {
                    LeafPresence leaves =
                            scan.planningSnapshots().leaves(snapshot, Index.AEVT, KeyRange.ofAttribute(attribute.id()));
                    others += touched(leaves, read.rows, read.columnsCloseTogether) * leaves.absentShare();
                }
            }
        }
        return work(first) + work(others);
    }

    private double touched(LeafPresence leaves, double rows, boolean closeTogether) {
        double rowsInTable = Math.max(1, scan.datomTable().rowCount(snapshot));
        double all = Math.min(leaves.leaves(), 1 + rowsInTable / LEAST_IN_LEAF);
        return Math.min(all, closeTogether ? 1 + all * rows / rowsInTable : rows);
    }

    private static double work(double fetches) {
        return fetches * PER_LEAF + Math.min(1, fetches) * PER_WAVE;
    }
}
