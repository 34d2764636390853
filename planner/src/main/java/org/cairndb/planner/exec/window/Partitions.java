package org.cairndb.planner.exec.window;

import java.util.List;
import org.cairndb.planner.exec.Batch;
import org.cairndb.planner.exec.ExecutionContext;
import org.cairndb.planner.exec.sort.RowOrder;
import org.cairndb.planner.exec.sort.SortKey;

/** Where the partitions of sorted rows begin and end, and within them the runs of rows that are equal in the order. */
final class Partitions {
    private static final int ROWS_BETWEEN_CHECKS = 1 << 16;

    private final ExecutionContext context;
    private final int size;
    private final int[] partitionStarts;
    private final int[] partitionEnds;
    private final int[] peerStarts;
    private final int[] peerEnds;

    Partitions(Batch rows, List<SortKey> partition, List<SortKey> order, ExecutionContext context) {
        this.context = context;
        this.size = rows.size();
        this.partitionStarts = new int[size];
        this.partitionEnds = new int[size];
        this.peerStarts = new int[size];
        this.peerEnds = new int[size];
        RowOrder byPartition = new RowOrder(partition);
        RowOrder byOrder = new RowOrder(order);
        for (int i = 0; i < size; i++) {
            checkCancelled(i);
            boolean opens = i == 0 || byPartition.compare(rows, i - 1, i) != 0;
            partitionStarts[i] = opens ? i : partitionStarts[i - 1];
            peerStarts[i] = opens || byOrder.compare(rows, i - 1, i) != 0 ? i : peerStarts[i - 1];
        }
        for (int i = size - 1; i >= 0; i--) {
            checkCancelled(i);
            partitionEnds[i] = i == size - 1 || partitionStarts[i + 1] == i + 1 ? i + 1 : partitionEnds[i + 1];
            peerEnds[i] = i == size - 1 || peerStarts[i + 1] == i + 1 ? i + 1 : peerEnds[i + 1];
        }
    }

    /** Stops the execution at some rows, if it was asked to: called by all loops over rows. */
    void checkCancelled(int row) {
        if (row % ROWS_BETWEEN_CHECKS == 0) {
            context.checkCancelled();
        }
    }

    int size() {
        return size;
    }

    /** The first row of the partition of a row. */
    int start(int row) {
        return partitionStarts[row];
    }

    /** The row after the last one of the partition of a row. */
    int end(int row) {
        return partitionEnds[row];
    }

    /** The first row that is equal in the order. */
    int peerStart(int row) {
        return peerStarts[row];
    }

    /** The row after the last one that is equal in the order. */
    int peerEnd(int row) {
        return peerEnds[row];
    }
}
